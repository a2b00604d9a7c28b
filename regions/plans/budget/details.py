"""A detail: the next version, in which the years that the funder asks for are worked out.

It begins as a copy of the version that holds, goes to the bureau, and holds once the funder's
letter is named. What was decided stays decided: it is a copy of the plan as it stands.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Plan
from regions.plans.versions import (
    PlanRefused,
    approved_plan,
    copy_rows,
    locked_region,
    next_version,
    open_plan,
    refuse_coming,
)

YEARS = 2  # a detail is of two calendar years


def periods_of(plan: Plan) -> list[tuple[date, date]]:
    """The periods that a plan can be worked out for, two years each from its first year on."""
    first, last = plan.starts_on.year, plan.ends_on.year
    return [
        (
            max(date(year, 1, 1), plan.starts_on),
            min(date(min(year + YEARS - 1, last), 12, 31), plan.ends_on),
        )
        for year in range(first, last + 1, YEARS)
    ]


def suggested(plan: Plan, today: date) -> tuple[date, date] | None:
    """The first period that is not over, after the one that the holding version works out."""
    after = plan.details_until_on or date.min
    coming = (found for found in periods_of(plan) if found[0] > after and found[1] >= today)
    return next(coming, None)


@transaction.atomic
def start_detail(region: Region, first: date, by: User) -> Plan:
    """A draft that works out the period which begins on `first`; PlanRefused where none can."""
    locked_region(region)
    base = approved_plan(region)
    if base is None:
        raise PlanRefused(_("There is no approved plan yet to work out."))
    if open_plan(region) is not None:
        raise PlanRefused(
            _("Another version is being written or waits for an answer. Finish that one first.")
        )
    refuse_coming(region)
    period = next((found for found in periods_of(base) if found[0] == first), None)
    if period is None:
        raise PlanRefused(_("Choose years inside the period of the plan."))
    plan = next_version(region, base, by)
    plan.details_from_on, plan.details_until_on = period
    plan.save()
    copy_rows(base, plan)
    return plan
