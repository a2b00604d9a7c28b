"""The words that books put above their columns of what was spent.

Dutch whatever language the portal is read in: the workbooks are.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy

from regions.workbooks.headers import YEAR, Header, Wording, field_of, words
from regions.workbooks.writer import Columns

LONGEST = 200  # of each text in a row

LABELS: dict[str, Any] = {
    "ref": gettext_lazy("reference in the portal"),
    "code": gettext_lazy("number of the activity"),
    "activity": gettext_lazy("activity"),
    "kind": gettext_lazy("kind of costs"),
    "text": gettext_lazy("what for"),
    "budget": gettext_lazy("budgeted"),
    "spent": gettext_lazy("spent"),
}
VARIANTS: dict[str, tuple[str, ...]] = {
    "ref": words("kenmerk, kenmerk portaal, portaal kenmerk, referentie"),
    "code": words(
        "nummer, nr, activiteit nr, activiteit nummer, activiteitnr, activiteitnummer, "
        "nr activiteit, nummer activiteit, activiteitcode, code activiteit"
    ),
    "activity": words("activiteit, naam activiteit, titel activiteit, project"),
    "kind": words("kostensoort, soort, soort kosten, kostencategorie, categorie"),
    "text": words(
        "waarvoor, omschrijving, omschrijving kosten, kostenpost, begrotingspost, begrotingsregel, "
        "toelichting, post"
    ),
    "budget": words("begroot, begroting, budget, begroot bedrag, bedrag begroot"),
    "spent": words(
        "gerealiseerd, realisatie, uitgegeven, besteed, uitgaven, werkelijk, werkelijke kosten, "
        "geboekt, gerealiseerd bedrag, bedrag gerealiseerd, realisatie bedrag, bedrag"
    ),
}
SHEET = "Gerealiseerd"
# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: Columns = (
    ("ref", "Kenmerk", 11, "text"),
    ("code", "Nummer", 10, "text"),
    ("activity", "Activiteit", 40, "text"),
    ("kind", "Kostensoort", 22, "text"),
    ("text", "Waarvoor", 36, "text"),
    ("budget", "Begroot", 15, "euro"),
    ("spent", "Gerealiseerd", 15, "euro"),
)
LEFT: Columns = (("left", "Nog te besteden", 16, "euro"),)
WORDING = Wording(VARIANTS, ("spent",), once=("spent",))


def wording_of(year: int) -> Wording:
    """Of "Realisatie 2025" and "Realisatie 2026" the column of the year counts."""

    def settle(header: Header) -> None:
        own = [
            column
            for column, text in header.texts.items()
            if field_of(text, VARIANTS) == "spent" and str(year) in YEAR.findall(text)
        ]
        if len(own) == 1 and header.columns.get("spent") != own[0]:
            header.take("spent", own[0])

    return replace(WORDING, settle=settle)


def other_years(text: str, year: int) -> list[str]:
    """The years that a header names, when this year is not among or between them."""
    named = sorted(YEAR.findall(text))
    return [] if not named or named[0] <= str(year) <= named[-1] else named
