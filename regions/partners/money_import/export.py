"""Contributions as a workbook, in the form that the import reads back without loss."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from regions.partners.models import Contribution
from regions.workbooks.writer import EXAMPLE_SHEET, Columns, Page, write_pages

from .columns import KIND_LABELS, PARTNER_LABELS
from .judgement import proof_words

SHEET = "Cofinanciering"

# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: Columns = (
    ("ref", "Kenmerk", 10, "number"),
    ("business", "Bedrijf", 32, "text"),
    ("kvk", "KvK-nummer", 12, "text"),
    ("place", "Plaats", 18, "text"),
    ("kind", "Soort", 22, "text"),
    ("title", "Wat", 44, "text"),
    ("activity", "Activiteit", 11, "text"),
    ("hours", "Uren", 9, "hours"),
    ("promised_on", "Toegezegd op", 14, "date"),
    ("promised", "Toegezegd bedrag", 16, "euro"),
    ("expected_on", "Verwacht op", 14, "date"),
    ("delivered_on", "Geleverd op", 14, "date"),
    ("delivered", "Geleverd bedrag", 16, "euro"),
    ("proven_on", "Bewezen op", 14, "date"),
    ("proof", "Bewijs", 34, "text"),
    ("dropped_on", "Vervallen op", 14, "date"),
    ("drop_reason", "Reden", 34, "text"),
    ("partner_kind", "Soort partner", 18, "text"),
)


def export_contributions(rows: Iterable[Contribution], codes: dict[Any, str], title: str) -> bytes:
    return write_pages(Page(SHEET, title, COLUMNS, [_values(row, codes) for row in rows]))


def template_workbook(title: str) -> bytes:
    """Headers without rows, with an example and an explanation that are never read."""
    heading = _("Example: this sheet is not read")
    return write_pages(
        Page(SHEET, title, COLUMNS, []),
        Page(EXAMPLE_SHEET, heading, COLUMNS, _example()),
        explanation=_explanation(),
    )


def _values(row: Contribution, codes: dict[Any, str]) -> dict[str, Any]:
    business = row.partnership.business
    return {
        "ref": row.pk,
        "business": business.name,
        "kvk": business.kvk,
        "place": business.place,
        "partner_kind": PARTNER_LABELS[business.kind],
        "kind": KIND_LABELS[row.kind],
        "title": row.title,
        "activity": codes.get(row.activity_key, ""),
        "hours": row.hours,
        "promised_on": row.promised_on,
        "promised": row.promised_cents / 100,
        "expected_on": row.expected_on,
        "delivered_on": row.delivered_on,
        "delivered": None if row.delivered_cents is None else row.delivered_cents / 100,
        "proven_on": row.proven_on,
        "proof": proof_words(row),
        "dropped_on": row.dropped_on,
        "drop_reason": row.drop_reason,
    }


def _example() -> list[dict[str, Any]]:
    return [
        {
            "business": "Voorbeeld Installatie", "place": "Waterkant", "kind": "Begeleiding",
            "title": "Begeleiding van zes stages", "activity": "2.1", "hours": 40,
            "promised_on": "1-9-2026", "expected_on": "juni 2027",
        },
        {
            "business": "Voorbeeld Scheepsbouw", "kvk": "12345678", "kind": "Machines",
            "title": "Lasrobot in bruikleen", "promised_on": "1-9-2026", "promised": 12500,
            "delivered_on": "15-10-2026", "delivered": 11750.5, "proven_on": "1-11-2026",
            "proof": "Ondertekende brief van 1 november",
        },
    ]  # fmt: skip


def _explanation() -> list[str]:
    return [
        _("One row for each contribution. You may change the order of the columns."),
        _("Reference: leave it empty for a new contribution; an export fills it in."),
        _("Business: the name, and the KvK number when several have that name."),
        _("Kind of partner: Bedrijf, Brancheorganisatie, Gemeente or Opleidingsbedrijf, when new."),
        _("Kind: Geld, Uren, Gastlessen, Begeleiding, Goederen, Machines or Ruimten."),
        _("With hours the amount may stay empty: the portal takes the rate of the day."),
        _("Dates: 1-9-2026. Promised, delivered and proven come after each other."),
        _("Proof: who signed, or where the paper is. A file you add in the portal."),
    ]
