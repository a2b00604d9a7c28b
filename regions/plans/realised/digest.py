"""What a steering group hears about money when it wants to: one sentence, and its rule."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from regions.dutch import date_text, euros
from regions.models import Region
from regions.plans.models import SpentYear
from regions.plans.versions import approved_plan
from regions.stored import Stored

from .sums import spent_of


@dataclass(frozen=True)
class MoneyTold(Stored):
    """The latest year that somebody wrote down; in cents."""

    year: int
    entered_on: date
    until_on: date
    budget_cents: int
    spent_cents: int

    @property
    def sentence(self) -> str:
        left = self.budget_cents - self.spent_cents
        told = {
            "year": self.year,
            "budget": euros(self.budget_cents, whole=True),
            "spent": euros(self.spent_cents, whole=True),
            "left": euros(abs(left), whole=True),
            "until": date_text(self.until_on),
            "entered": date_text(self.entered_on),
        }
        if left < 0:
            text = _(
                "Of the %(budget)s for %(year)s %(spent)s was spent up to and including %(until)s,"
                " which is %(left)s more than the budget (entered on %(entered)s)."
            )
        else:
            text = _(
                "Of the %(budget)s for %(year)s %(spent)s was spent up to and including %(until)s,"
                " and %(left)s is left (entered on %(entered)s)."
            )
        return text % told


def money_told(region: Region, now: datetime) -> MoneyTold | None:
    """None when nothing was entered by `now` that counts; seven queries at most."""
    entered = SpentYear.objects.filter(region=region, entered_at__lte=now)
    row = entered.order_by("-year").first()
    plan = approved_plan(region) if row else None
    if row is None or plan is None:
        return None
    whole = spent_of(region, plan, row.year).whole
    if whole.spent_cents is None:
        return None
    entered_on = timezone.localdate(row.entered_at)
    return MoneyTold(row.year, entered_on, row.until_on, whole.budget_cents, whole.spent_cents)
