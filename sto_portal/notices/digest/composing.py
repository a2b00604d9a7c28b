"""The digest of one group and one period, put together from what each room has to tell.

The planner seals what `compose` returns; the preview shows the same and saves nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import translation

from electives.digest import steps_in
from regions.internships.digest import chances_in
from regions.labs.digest import EventsTold, come_and_see, held_in
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.months import AMSTERDAM
from regions.partners.digest import partners_in
from regions.plans.digest import DecisionAsked, MilestoneAhead, milestones_ahead, proposals_at
from regions.progress.digest import (
    Progress,
    decisions_of,
    headline,
    milestones_met,
    progress_in,
    without_details,
)
from regions.steering.models import DEFAULT_MANDATE, Mandate, SteeringGroup
from sto_portal.notices.models import Digest, Foreword

from .periods import Period
from .sections import Sections

MOST_DECISIONS = 3
MOST_OBSTACLES = 5
MOST_MILESTONES = 6


def compose(group: SteeringGroup, period: Period, now: datetime) -> Digest:
    """The digest as it would be sealed at `now`. Reads only; a constant number of queries."""
    region = group.region
    today = now.astimezone(AMSTERDAM).date()
    told = progress_in(region, period.first, period.last, today)
    mandate = group.mandate_on(today)
    decisions = _with_ground(proposals_at(region, now), mandate)
    decisions += decisions_of(region, told.obstacles)
    foreword = Foreword.objects.filter(
        steering_group=group, month_on=period.last.first_day
    ).select_related("saved_by")
    words = next((one for one in foreword if one.text.strip()), None)
    is_empty = _is_empty(told, decisions) and words is None
    with translation.override("nl"):
        logged = _of_the_logs(group, mandate, told, is_empty)
        sections = _of_the_rooms(logged, region, period, decisions, today)
        title = headline(told, float(region.tolerance_months), len(decisions))
        signed_by = _signature(region, words, today) if words else ""
    return Digest(
        steering_group=group,
        from_on=period.first.first_day,
        month_on=period.last.first_day,
        headline=title,
        foreword=words.text.strip() if words else "",
        foreword_by=signed_by,
        sections=sections.to_json(),
        planned_at=now,
    )


def _with_ground(proposals: list[DecisionAsked], mandate: Mandate | None) -> list[DecisionAsked]:
    """Whether the group itself decides on each proposal."""
    return [replace(one, is_ours=bool(mandate and mandate.covers(one.kind))) for one in proposals]


def _of_the_logs(
    group: SteeringGroup, mandate: Mandate | None, told: Progress, is_empty: bool
) -> Sections:
    obstacles = [without_details(one) for one in told.obstacles]
    return Sections(
        group=f"{group.get_label_display().lower()} {group.region.name}",
        mandate=str(mandate or DEFAULT_MANDATE),
        line_label=group.region.get_line_label_display(),
        is_silent=told.has_plan and not told.is_logged,
        is_empty=is_empty,
        is_long_silent=told.logs.is_silent,
        last_logged=told.logs.last,
        as_of=told.as_of,
        has_plan=told.has_plan,
        tempo=told.tempo,
        going_well=told.going_well,
        lines=told.lines,
        obstacles=obstacles[:MOST_OBSTACLES],
        more_obstacles=_rest(obstacles, MOST_OBSTACLES),
    )


def _of_the_rooms(
    logged: Sections, region: Region, period: Period, decisions: list[DecisionAsked], today: date
) -> Sections:
    """Events by themselves make a digest no less empty."""
    first, last = period.first, period.last
    milestones = _not_reached(milestones_ahead(region, today))
    return replace(
        logged,
        decisions=decisions[:MOST_DECISIONS],
        more_decisions=_rest(decisions, MOST_DECISIONS),
        milestones=milestones[:MOST_MILESTONES],
        more_milestones=_rest(milestones, MOST_MILESTONES),
        partners=partners_in(region, first, last),
        electives=steps_in(region, first, last),
        internships=chances_in(region, first, last),
        events=EventsTold(come_and_see(region, today), held_in(region, first, last)),
    )


def _not_reached(ahead: list[MilestoneAhead]) -> list[MilestoneAhead]:
    met = milestones_met(one.key for one in ahead)
    return [one for one in ahead if one.key not in met]


def _rest(rows: Sequence[object], most: int) -> int:
    return max(len(rows) - most, 0)


def _is_empty(told: Progress, decisions: list[DecisionAsked]) -> bool:
    """No news: no plan yet, or the logs say "nothing to report" while nothing is open."""
    if decisions or told.obstacles or told.going_well:
        return False
    return not told.has_plan or (told.is_logged and told.has_nothing_to_report)


def _signature(region: Region, foreword: Foreword, today) -> str:
    writer = foreword.saved_by
    if writer is None:
        return str(region.get_leader_label_display()).lower()
    held = Membership.objects.on(today).filter(user=writer, region=region, role__in=LEADER_ROLES)
    role = held.values_list("role", flat=True).first()
    title = Role.DEPUTY.label if role == Role.DEPUTY else region.get_leader_label_display()
    return f"{writer.name}, {str(title).lower()}"
