"""The template of the bureau's workbook: six sheets to fill in, and what each column is for."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regions.workbooks.writer import EXPLANATION_SHEET, Columns, Page, write_pages

from .columns import CHOICES, SHEETS, SheetKind

FILE_NAME = "regio-in-excel.xlsx"
EXPLAINED: Columns = (
    ("sheet", "Blad", 16, "text"),
    ("column", "Kolom", 28, "text"),
    ("must", "Verplicht", 12, "text"),
    ("what", "Wat u invult", 70, "text"),
    ("example", "Voorbeeld", 34, "text"),
)


def template() -> bytes:
    sheets = [Page(kind.title, kind.title, kind.columns, (), _choices(kind)) for kind in SHEETS]
    title = _("What each column is for")
    return write_pages(*sheets, Page(EXPLANATION_SHEET, title, EXPLAINED, _rows()))


def _choices(kind: SheetKind) -> dict[str, list[str]]:
    return {
        name: [found[0] for found in words.values()]
        for (sheet, name), words in CHOICES.items()
        if sheet == kind.name
    }


def _rows() -> Iterator[dict[str, Any]]:
    told = _told()
    for kind in SHEETS:
        for name, header, _width, _format in kind.columns:
            must, what, example = told[kind.name, name]
            if words := CHOICES.get((kind.name, name)):
                listed = ", ".join(found[0] for found in words.values())
                what = f"{what} {_('Choose from: %(words)s.') % {'words': listed}}"
            yield {
                "sheet": kind.title,
                "column": header,
                "must": must,
                "what": what,
                "example": example,
            }


def _told() -> dict[tuple[str, str], tuple[str, str, str]]:
    """By sheet and column: whether it must be filled in, with what, and an example."""
    yes, no = _("yes"), _("no")
    region = (
        yes,
        _("The name of the region, as on the sheet Regio's or as the portal knows it."),
        "Merenland",
    )
    unless = _("unless the BRIN is in the register")
    return {
        ("regions", "name"): (
            yes,
            _("The name. A region that is there already stays."),
            "Merenland",
        ),
        ("regions", "kind"): (
            no,
            _("Empty is a region with technical education."),
            "techniekregio",
        ),
        ("regions", "line_label"): (no, _("What this region calls it."), "actielijn"),
        ("regions", "leader_label"): (no, _("What this region calls it."), "programmaleider"),
        ("regions", "tolerance"): (
            no,
            _("Within how many months of its plan the region is on track. Empty is 1."),
            "1",
        ),
        ("parts", "region"): region,
        ("parts", "name"): (
            yes,
            _("The name. A sub-region that is there already stays."),
            "Merenland-Noord",
        ),
        ("parts", "lead_name"): (no, _("Who leads it."), "Anna Voorbeeld"),
        ("schools", "region"): region,
        ("schools", "name"): (unless, _("The name of the site."), "Het Voorbeeld, Oosterveen"),
        ("schools", "kind"): (no, _("Empty is what the register says, or vmbo."), "vmbo"),
        ("schools", "place"): (unless, _("Where the school stands."), "Oosterveen"),
        ("schools", "brin"): (
            no,
            _("Two digits, two letters, two digits of the site. The register then fills the rest."),
            "00XX01",
        ),
        ("schools", "sub_region"): (
            no,
            _("A sub-region of the region, as on the sheet Subregio's or as the portal knows it."),
            "Merenland-Noord",
        ),
        ("people", "region"): region,
        ("people", "name"): (
            _("for who is new"),
            _("First and last name, for who is new in the portal."),
            "Anna Voorbeeld",
        ),
        ("people", "email"): (
            yes,
            _("With this somebody signs in. One address is one person, also with more roles."),
            "anna@voorbeeld.nl",
        ),
        ("people", "phone"): (no, _("For who is new in the portal."), "06 12345678"),
        ("people", "role"): (
            yes,
            _("Somebody has one role in a region at a time, on a row of its own."),
            "programmaleider",
        ),
        ("people", "starts_on"): (
            no,
            _("The first day. Empty is the day of the upload."),
            "1-1-2027",
        ),
        ("people", "ends_on"): (no, _("The last day. Empty is: no end yet."), "31-12-2028"),
        ("people", "is_interim"): (
            no,
            _("“ja” for who stands in: then somebody else may have the role too."),
            "nee",
        ),
        ("groups", "region"): region,
        ("groups", "label"): (no, _("What the group is called."), "stuurgroep"),
        ("groups", "rhythm"): (no, _("How often the digest goes out."), "elke maand"),
        ("groups", "digests_from_on"): (
            no,
            _("The first month of which there is a digest. Empty is this month."),
            "1-1-2027",
        ),
        ("budgets", "region"): region,
        ("budgets", "cents"): (
            yes,
            _("The part of the multi-year budget for which there is a subsidy, in euros."),
            "1.250.000",
        ),
        ("budgets", "starts_on"): (yes, _("The first day of the period."), "1-1-2025"),
        ("budgets", "ends_on"): (yes, _("The last day of the period."), "31-12-2028"),
        ("budgets", "source"): (no, _("Where it stands, for example the letter."), "Beschikking"),
    }
