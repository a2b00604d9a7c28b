"""The lane of a new programme leader or advisor: the plan in ten lines, what was promised, whom to
call."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from advisors.models import AnswerCard
from regions.access import Action, can
from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.partners.pages.listing import most_urgent_first, partners_of
from regions.plans.models import Activity, Plan
from regions.progress.measure.change import measured_text
from regions.progress.measure.finding import stand_text
from regions.progress.models import RegionMonth

from .handover import latest_snapshot, open_promises, people_at

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
    """Whether `user` leads or advises the region since less than 120 days."""
    held = Membership.objects.on(today).filter(user=user, region=region)
    roles = [*LEADER_ROLES, Role.ADVISOR]
    return held.filter(role__in=roles, starts_on__gt=today - NEW_FOR).exists()


def start_of(region: Region, user: User, today: date) -> dict[str, Any]:
    """All of the page, in a constant number of queries."""
    row = latest_snapshot(region, today)
    partners = most_urgent_first(partners_of(region, today))[:CALLS]
    names = people_at(partners) if can(user, Action.EDIT_PARTNERS, region) else {}
    return {
        "advises": can(user, Action.ADVISE, region),
        "stand": row and stand_text(row, float(region.tolerance_months)),
        "lines": plan_in_ten(region, row),
        "measured": measured_text(row, today) if row else "",
        "promises": open_promises(region, user),
        "people": _people(region, user, today),
        "has_advisor": bool(_held(region, Role.ADVISOR, today)),
        "partners": [(row, names.get(row.partnership.pk, [])) for row in partners],
        "cards": starter_cards(),
    }


def starter_cards() -> list[AnswerCard]:
    rows = AnswerCard.objects.published().filter(is_for_starters=True)
    return list(rows.defer("words").order_by("theme__position", "title__dutch"))


def _people(region: Region, user: User, today: date) -> list[Membership]:
    """Whom to call, without `user`: leaders, advisors and the chair, each once."""
    roles = [Role.LEADER, Role.DEPUTY, Role.ADVISOR, Role.CHAIR]
    held = [row for role in roles for row in _held(region, role, today)]
    return [row for row in held if row.user_id != user.pk]


def _held(region: Region, role: str, today: date) -> list[Membership]:
    rows = Membership.objects.on(today).filter(region=region, role=role)
    return list(rows.select_related("user").order_by("user__name__dutch"))


def plan_in_ten(region: Region, row: RegionMonth | None) -> list[PlanLine]:
    """The lines of the plan, and of each the biggest activities: ten lines together.

    `row` is the latest snapshot: its states stand beside them.
    """
    plan = Plan.objects.current().filter(region=region).first()
    if plan is None:
        return []
    lines = list(plan.lines.all())
    of_line: dict[int, list[Activity]] = defaultdict(list)
    for activity in plan.activities.all():
        of_line[activity.line_id].append(activity)
    states = {activity.key: activity.status for activity in row.activities} if row else {}
    of_lines = {line.code: line.status for line in row.lines} if row else {}
    shown = _biggest(of_line, LINES - len(lines))
    return [
        PlanLine(
            f"{line.code} {line.title}",
            of_lines.get(line.code, ""),
            [
                (activity, states.get(str(activity.key), ""))
                for activity in of_line[line.pk]
                if activity.pk in shown
            ],
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
