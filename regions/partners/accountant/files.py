"""What an accountant takes along: co-financing as sums for each business and kind, per year."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from regions.csv import csv_response
from regions.dutch import euros
from regions.plans.realised.imports.writing import page_of
from regions.workbooks.writer import Columns, Page, write_pages

from .figures import Figures

# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: Columns = (
    ("business", "Bedrijf", 36, "text"),
    ("kvk", "KvK-nummer", 14, "text"),
    ("kind", "Soort", 26, "text"),
    ("count", "Aantal", 9, "whole"),
    ("promised", "Toegezegd", 16, "euro"),
    ("delivered", "Geleverd, nog niet bewezen", 18, "euro"),
    ("proven", "Bewezen", 16, "euro"),
)
NORM: Columns = (("what", "Wat", 60, "text"), ("amount", "Bedrag", 20, "euro"))


def workbook_of(found: Figures) -> bytes:
    values = {"region": found.region, "period": period_text(found)}
    title = _("Co-financing of %(region)s, %(period)s") % values
    pages = [Page("Cofinanciering", title, COLUMNS, list(_rows(found))), _norm_page(found)]
    if found.spent is not None:
        spent = _("Spent in %(year)s, region %(region)s") % {
            "year": period_text(found),
            "region": found.region,
        }
        pages.insert(0, page_of(found.spent, spent))
    return write_pages(*pages)


def gifts_csv(found: Figures) -> HttpResponse:
    names = [name for name, *_rest in COLUMNS]
    cells = ([row[name] for name in names] for row in _rows(found))
    header = [header for _name, header, *_rest in COLUMNS]
    return csv_response(f"{name_of(found, 'cofinanciering')}.csv", header, cells)


def name_of(found: Figures, what: str) -> str:
    return f"{what}-{found.region.slug}-{found.year or 'alle-jaren'}"


def period_text(found: Figures) -> str:
    return str(found.year) if found.year else found.card.outlook.period.label


def _rows(found: Figures) -> Iterator[dict[str, Any]]:
    for business in found.businesses:
        for kind in business.kinds:
            yield {
                "business": business.name,
                "kvk": business.kvk,
                "kind": kind.label,
                "count": len(kind.rows),
                "promised": kind.sums.promised / 100,
                "delivered": kind.sums.delivered / 100,
                "proven": kind.sums.proven / 100,
            }


def _norm_page(found: Figures) -> Page:
    """The norm is judged over the whole period; the years show how it was built up."""
    told = found.card.outlook
    title = _("Co-financing %(period)s") % {"period": told.period.label}
    rows: list[dict[str, Any]] = []
    if told.budget_cents is not None:
        rows.append({"what": _("Eligible multi-year budget"), "amount": told.budget_cents / 100})
    if told.required_cents is not None:
        norm = _("Norm: %(percent)s%% of it, judged over the whole period at its end")
        rows.append(
            {"what": norm % {"percent": found.card.norm_text}, "amount": told.required_cents / 100}
        )
    for one in found.per_year:
        came = _("Came in in %(year)s, of which proven %(proven)s")
        words = {"year": one.year, "proven": euros(one.sums.proven)}
        rows.append({"what": came % words, "amount": one.sums.received / 100})
    rows.append({"what": _("Came in over the whole period"), "amount": told.sums.received / 100})
    return Page("Norm", title, NORM, rows)
