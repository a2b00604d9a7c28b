"""The money of a region as an accountant reads it: amounts, and no word of or about people.

The sums are those of the pages that penvoerder and controller read, by the same functions.
"""

from dataclasses import dataclass
from datetime import date

from regions.asked import row_id
from regions.models import Region
from regions.partners.contributions.overview import BusinessRows, overview
from regions.partners.money.amounts import Sums, sums_of
from regions.partners.money.financing_card import Card, card_for
from regions.partners.money.list import years_of as years_of_gifts
from regions.plans.realised.sums import YearSpent, spent_of
from regions.plans.realised.years import ALL, nearest_year, years_of
from regions.plans.versions import approved_plan


@dataclass(frozen=True)
class YearSums:
    year: int
    sums: Sums


@dataclass(frozen=True)
class Figures:
    """Of one calendar year, or of the whole period (`year` is None)."""

    region: Region
    year: int | None
    years: list[int]
    spent: YearSpent | None  # None where no plan was approved yet
    businesses: list[BusinessRows]
    per_year: list[YearSums]
    card: Card

    @property
    def sums(self) -> Sums:
        return sum((business.sums for business in self.businesses), Sums())

    @property
    def asked(self) -> str:
        """The year as an address says it."""
        return ALL if self.year is None else str(self.year)


def figures_of(region: Region, asked: str, today: date) -> Figures:
    """What `asked` names: a calendar year, or "all"; anything else is the year of today."""
    plan, card = approved_plan(region), card_for(region, today)
    if plan is not None:
        plan.region = region
    period = card.outlook.period
    of_plan = years_of(plan) if plan else []
    years = sorted({*of_plan, *years_of_gifts(region)}) or [today.year]
    year = None if asked == ALL else _year(asked, years, today)
    whole = (period.first_on, period.last_on)
    days = whole if year is None else (date(year, 1, 1), date(year, 12, 31))
    return Figures(
        region,
        year,
        years,
        spent_of(region, plan, year) if plan else None,
        overview(region, *days, may_read_people=False),
        _per_year(overview(region, *whole, may_read_people=False)),
        card,
    )


def _year(asked: str, years: list[int], today: date) -> int:
    number = row_id(asked)
    return number if number in years else nearest_year(years, today)


def _per_year(businesses: list[BusinessRows]) -> list[YearSums]:
    rows = [row for business in businesses for kind in business.kinds for row in kind.rows]
    years = sorted({row.counted_on.year for row in rows})
    return [
        YearSums(year, sums_of(row for row in rows if row.counted_on.year == year))
        for year in years
    ]
