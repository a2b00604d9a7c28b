"""The digest of one group and one period, put together from what each room has to tell.

The planner seals what `compose` returns; the preview shows the same and saves nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import translation

from electives.digest import steps_in
from regions.dossier.digest import moments_ahead
from regions.labs.digest import EventsTold, come_and_see, held_in
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.months import AMSTERDAM
from regions.partners.digest import partners_in
from regions.plans.digest import DecisionAsked, MilestoneAhead, milestones_ahead, proposals_at
from regions.plans.realised.digest import money_told
from regions.progress.digest import (
    Progress,
    bad_news_told,
    milestones_met,
    other_obstacles,
    progress_in,
)
from regions.progress.headline import finding, headline
from regions.progress.moved import moved_in
from regions.steering.decisions.questions import questions_at
from regions.steering.meetings.digest import meetings_told
from regions.steering.models import DEFAULT_MANDATE, Mandate, SteeringGroup
from regions.steering.since import answered_by, answers_given, decisions_taken
from sto_portal.notices.models import Digest, Foreword

from .addenda import addendum_of
from .forewords import saved_for
from .late import Sealed, late_logs, sealed_of
from .periods import Period
from .sections import LogTold, Sections

VERSION = 2
MOST_DECISIONS = 3
MOST_OBSTACLES = 5
MOST_MILESTONES = 6
MOST_MOMENTS = 3


def compose(group: SteeringGroup, period: Period, now: datetime) -> Digest:
    """The digest as it would be sealed at `now`. Reads only; a constant number of queries."""
    region, today = group.region, now.astimezone(AMSTERDAM).date()
    tolerance = float(region.tolerance_months)
    told = progress_in(region, period.first, period.last, today)
    mandate = group.mandate_on(today)
    proposals = _with_ground(proposals_at(region, now), mandate)
    proposals = answered_by(region, proposals, today)
    sealed = sealed_of(group)
    late = late_logs(region.pk, sealed, now)
    words = _foreword(group, period)
    is_empty = _is_empty(told, proposals) and words is None and not late
    with translation.override("nl"):
        questions = questions_at(region, told.obstacles, period.last, now, mandate)
        logged = _of_the_logs(group, mandate, told, is_empty)
        sections = _of_the_rooms(logged, region, period, proposals, today)
        asked = (sum(proposal.is_ours for proposal in proposals), len(questions))
        sections = replace(
            sections,
            finding=finding(told, tolerance, *asked),
            questions=questions[:MOST_DECISIONS],
            since=_since(group, period, told, sealed, now),
            addendum=addendum_of(region, late, today),
            money=money_told(region, now) if group.hears_of_money else None,
            logs=[LogTold(log.month, log.version) for log in [*told.read, *late]],
        )
        title = headline(told, tolerance, *asked)
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


def _foreword(group: SteeringGroup, period: Period) -> Foreword | None:
    saved = saved_for(group, period)
    return saved if saved and saved.text.strip() else None


def _since(
    group: SteeringGroup, period: Period, told: Progress, sealed: list[Sealed], now: datetime
) -> list[str]:
    """What changed since the digest before, in sentences; an empty one says nothing."""
    before = [digest.planned_at for digest in sealed if digest.month_on < period.first.first_day]
    since = max(before, default=period.first.start)
    moved = moved_in(group.region, period.first, period.last, now.astimezone(AMSTERDAM).date())
    return [
        *(moved if told.is_logged else []),
        *decisions_taken(group.region, since, now),
        *answers_given(group, since, now),
        *meetings_told(group, since, now),
    ]


def _with_ground(proposals: list[DecisionAsked], mandate: Mandate | None) -> list[DecisionAsked]:
    """Whether the group itself decides on each proposal."""
    return [
        replace(proposal, is_ours=bool(mandate and mandate.covers(proposal.kind)))
        for proposal in proposals
    ]


def _of_the_logs(
    group: SteeringGroup, mandate: Mandate | None, told: Progress, is_empty: bool
) -> Sections:
    obstacles = other_obstacles(told)
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
        bad_news=bad_news_told(told),
        version=VERSION,
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
        reporting=moments_ahead(region, today)[:MOST_MOMENTS],
        partners=partners_in(region, first, last),
        electives=steps_in(region, first, last),
        events=EventsTold(come_and_see(region, today), held_in(region, first, last)),
    )


def _not_reached(ahead: list[MilestoneAhead]) -> list[MilestoneAhead]:
    met = milestones_met(milestone.key for milestone in ahead)
    return [milestone for milestone in ahead if milestone.key not in met]


def _rest(rows: Sequence[object], most: int) -> int:
    return max(len(rows) - most, 0)


def _is_empty(told: Progress, decisions: list[DecisionAsked]) -> bool:
    """No news: no plan yet, or the logs say "nothing to report" while nothing is open."""
    if decisions or told.obstacles or told.bad_news or told.going_well:
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
