"""The overview for the accountant: per business and kind, with dates, proof and file names."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from regions.models import Region
from regions.partners.models import Contribution
from regions.partners.money.amounts import State, Sums, sums_of
from regions.partners.money.list import contributions_of

from .forms import state_labels
from .page import hours_words


@dataclass
class KindRows:
    label: str
    rows: list[Any]
    sums: Sums


@dataclass
class BusinessRows:
    name: str
    place: str
    kvk: str
    kinds: list[KindRows] = field(default_factory=list)

    @property
    def sums(self) -> Sums:
        return sum((kind.sums for kind in self.kinds), Sums())


def overview(
    region: Region, first: date, last: date, *, may_read_people: bool
) -> list[BusinessRows]:
    """What falls in these days, without what does not come; one query for all of it."""
    rows = (
        contributions_of(region)
        .filter(counted_on__range=(first, last))
        .exclude(state_now=State.DROPPED)
        .order_by("partnership__business__name__dutch", "partnership", "kind", "counted_on", "pk")
    )
    labels, found = state_labels(), []
    for _pk, group in groupby(rows, key=lambda row: row.partnership_id):
        own = list(group)
        business = own[0].partnership.business
        business_rows = BusinessRows(business.name, business.place, business.kvk)
        for _kind, some in groupby(own, key=lambda row: row.kind):
            listed = list(some)
            for row in listed:
                row.state_text, row.hours_words = labels[row.state_now], hours_words(row)
                row.proof_words = proof_of(row, may_read_people)
            label = listed[0].get_kind_display()
            business_rows.kinds.append(KindRows(label, listed, sums_of(listed)))
        found.append(business_rows)
    return found


def proof_of(row: Contribution, may_read_people: bool) -> str:
    """Who signed is for the region's own leaders; others read that it was signed."""
    if row.proven_on is None:
        return ""
    if row.document is not None:
        return row.document.name
    return row.proof_text if may_read_people else _("signed by the business")


HEADER = (
    ("business", "Bedrijf", 32, "text"),
    ("kvk", "KvK-nummer", 12, "text"),
    ("kind", "Soort", 22, "text"),
    ("title", "Wat", 44, "text"),
    ("state", "Stand", 24, "text"),
    ("hours", "Uren", 9, "hours"),
    ("promised_on", "Toegezegd op", 14, "date"),
    ("delivered_on", "Geleverd op", 14, "date"),
    ("proven_on", "Bewezen op", 14, "date"),
    ("proof", "Bewijs", 36, "text"),
    ("promised", "Toegezegd", 15, "euro"),
    ("delivered", "Geleverd", 15, "euro"),
    ("proven", "Bewezen", 15, "euro"),
)


def flat_rows(businesses: list[BusinessRows]) -> list[dict[str, Any]]:
    """One dictionary a contribution, its amount in one of three columns."""
    return [
        {
            "business": business.name,
            "kvk": business.kvk,
            "kind": kind.label,
            "title": row.title,
            "state": row.state_text,
            "hours": row.hours,
            "promised_on": row.promised_on,
            "delivered_on": row.delivered_on,
            "proven_on": row.proven_on,
            "proof": row.proof_words,
            row.state_now: row.counted_cents / 100,
        }
        for business in businesses
        for kind in business.kinds
        for row in kind.rows
    ]
