"""What the portal knows that a workbook of contributions may mean: businesses, rates, activities
and the contributions that are there already. Read once an import."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from regions.models import Region
from regions.partners.models import Business, Contribution, HourlyRate
from regions.partners.money.amounts import hours_value, rate_on
from regions.plans.versions import activities_of
from regions.workbooks.headers import normalised

from .parsed import ParsedContribution

LEGAL_FORMS = ("b v", "bv", "n v", "nv", "vof", "v o f", "holding")


def bare_name(name: str) -> str:
    """Without case, accents and legal form: "Kade & Zn. B.V." and "kade zn" are one."""
    text = normalised(name)
    for form in LEGAL_FORMS:
        if text.endswith(f" {form}"):
            return text.removesuffix(f" {form}")
    return text


@dataclass
class Known:
    region: Region
    rates: list[HourlyRate]
    activities: dict[str, Any]  # code → key
    codes: dict[Any, str]  # key → code
    by_kvk: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=dict)
    here: dict[int, int] = field(default_factory=dict)  # business → partnership of this region
    contributions: dict[int, Contribution] = field(default_factory=dict)
    by_partner: dict[str, list[Contribution]] = field(default_factory=dict)  # by bare name

    def business(self, row: ParsedContribution) -> int | None:
        """By number, or by a name that only one business has; partners of the region first."""
        if row.kvk and row.kvk in self.by_kvk:
            return self.by_kvk[row.kvk]
        found = self.by_name.get(bare_name(row.business), set())
        partners = {pk for pk in found if pk in self.here}
        choice = partners or (set() if row.kvk else found)
        return next(iter(choice)) if len(choice) == 1 else None

    def is_ambiguous(self, row: ParsedContribution) -> bool:
        found = self.by_name.get(bare_name(row.business), set())
        return self.business(row) is None and len(found) > 1

    def value(self, hours: Decimal | None, day: date | None) -> int | None:
        """What hours are worth on a day; None where hours, day or rate are missing."""
        rate = rate_on(self.rates, day) if day else None
        return hours_value(hours, rate.cents) if rate and hours else None


def known_to(region: Region) -> Known:
    activities = {activity.code: activity.key for activity in activities_of(region)}
    known = Known(
        region,
        list(HourlyRate.objects.all()),
        activities,
        {key: code for code, key in activities.items()},
    )
    rows = Business.objects.order_by().values_list("pk", "merged_into_id", "name", "kvk")
    for pk, kept, name, kvk in rows:
        known.by_name.setdefault(bare_name(name), set()).add(kept or pk)
        if kvk:
            known.by_kvk[kvk] = kept or pk
    known.here = dict(region.partnerships.values_list("business", "pk"))
    found = Contribution.objects.filter(partnership__region=region)
    related = found.select_related("partnership__business", "document")
    known.contributions = {row.pk: row for row in related.defer("document__content")}
    for row in known.contributions.values():
        known.by_partner.setdefault(bare_name(row.partnership.business.name), []).append(row)
    return known
