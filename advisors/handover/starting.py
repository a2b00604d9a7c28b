"""The lane of a new programme leader: the plan in ten lines, what was promised, whom to call."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from advisors.models import AnswerCard
from regions.access import Action, can
from regions.accounts.models import User
from regions.models import Membership, Region, Role
from regions.partners.pages.listing import most_urgent_first, partners_of
from regions.plans.models import Activity, Plan
from regions.progress.measure.fresh import months_at

from .handover import open_promises, people_at

NEW_FOR = timedelta(days=120)
LINES = 10
CALLS = 5


@dataclass
class PlanLine:
    """An action line with its biggest activities, each with its status."""

    title: str
    status: str
    activities: list[tuple[Activity, str]] = field(default_factory=list)


def is_new(user: User, region: Region, today: date) -> bool:
    """Whether `user` leads the region since less than 120 days."""
    return (
        Membership.objects.on(today)
        .leaders()
        .filter(user=user, region=region, starts_on__gt=today - NEW_FOR)
        .exists()
    )


def start_of(region: Region, user: User, today: date) -> dict[str, Any]:
    """All of the page, in a constant number of queries."""
    partners = most_urgent_first(partners_of(region, today))[:CALLS]
    names = people_at(partners) if can(user, Action.EDIT_PARTNERS, region) else {}
    return {
        "lines": plan_in_ten(region, today),
        "promises": open_promises(region, user),
        "advisors": _held(region, Role.ADVISOR, today),
        "chairs": _held(region, Role.CHAIR, today),
        "partners": [(row, names.get(row.partnership.pk, [])) for row in partners],
        "cards": starter_cards(),
    }


def starter_cards() -> list[AnswerCard]:
    rows = AnswerCard.objects.published().filter(is_for_starters=True)
    return list(rows.defer("words").order_by("theme__position", "title"))


def _held(region: Region, role: str, today: date) -> list[Membership]:
    rows = Membership.objects.on(today).filter(region=region, role=role)
    return list(rows.select_related("user").order_by("user__name"))


def plan_in_ten(region: Region, today: date) -> list[PlanLine]:
    """The lines of the plan, and of each the biggest activities: ten lines together."""
    plan = Plan.objects.current().filter(region=region).first()
    if plan is None:
        return []
    lines = list(plan.lines.all())
    of_line: dict[int, list[Activity]] = defaultdict(list)
    for activity in plan.activities.all():
        of_line[activity.line_id].append(activity)
    states, of_lines = _statuses(region, today)
    shown = _biggest(of_line, LINES - len(lines))
    return [
        PlanLine(
            f"{line.code} {line.title}",
            of_lines.get(line.code, ""),
            [(one, states.get(str(one.key), "")) for one in of_line[line.pk] if one.pk in shown],
        )
        for line in lines
    ]


def _biggest(of_line: dict[int, list[Activity]], places: int) -> set[int]:
    """Round the lines, the biggest of each first, until the places are taken."""
    queues = [sorted(rows, key=_size) for rows in of_line.values()]
    shown: set[int] = set()
    for rank in range(max(map(len, queues), default=0)):
        for rows in sorted(
            (rows for rows in queues if len(rows) > rank), key=lambda r: _size(r[rank])
        ):
            if len(shown) < places:
                shown.add(rows[rank].pk)
    return shown


def _size(activity: Activity) -> tuple[int, int]:
    return -(activity.budget_cents or 0), activity.position


def _statuses(region: Region, today: date) -> tuple[dict[str, str], dict[str, str]]:
    """The status of each activity by key, and of each line by code, as it stands now."""
    told = months_at([], [region], today, without=["going_well"]).get(region.pk)
    if not told:
        return {}, {}
    row = told[-1]
    activities = {one.key: one.status for one in row.activities}
    return activities, {one.code: one.status for one in row.lines}
