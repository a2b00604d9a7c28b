"""The digest of one group and one period, put together from what each room has to tell.

The planner seals what `compose` returns; the preview shows the same and saves nothing. Sections:

    group, mandate, line_label   words of the region and the group, as they were
    as_of                        day of the figures, ISO; None without an approved plan
    is_silent, last_logged       the last month has no log; the latest month that has one
    is_empty                     nothing to report
    tempo                        months, negative when behind
    going_well                   [{month, text}]
    decisions, more_decisions    [{asked, why, by, path, is_proposal}], of proposals also kind and
                                 is_ours; and how many are left out
    lines                        [{code, title, planned, realised, status}], fractions 0 to 1
    obstacles, more_obstacles    [{title, problem, recovery, is_stalled, since}]
    milestones, more_milestones  [{title, due_on, code, activity}]
    events                       {coming: [{title, kind, starts_at, is_online, place, invitation,
                                 path}], held: {events, groups: [{group, count}]}}; digests from
                                 before there were events lack it
    partners                     {up, down, came_cents, received_cents, required_cents, period}; {}
                                 when nothing changed; older digests lack it
    electives                    [{title, stage, on}]; older digests lack it
    internships                  [{cohort, until, parts, is_over}]; older digests lack it
"""

from datetime import date, datetime
from typing import Any

from django.utils import translation

from electives.digest import steps_in
from regions.internships.digest import chances_in
from regions.labs.digest import come_and_see, held_in
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.months import AMSTERDAM
from regions.partners.digest import partners_in
from regions.plans.digest import milestones_ahead, proposals_at
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
    sections = {
        **_words_of(group, mandate),
        **_progress(told),
        **_limited("decisions", decisions, MOST_DECISIONS),
        **_limited("obstacles", [without_details(one) for one in told.obstacles], MOST_OBSTACLES),
        **_limited("milestones", _not_reached(milestones_ahead(region, today)), MOST_MILESTONES),
        "partners": partners_in(region, period.first, period.last),
        "electives": steps_in(region, period.first, period.last),
        "internships": chances_in(region, period.first, period.last),
        "is_empty": _is_empty(told, decisions) and words is None,
    }
    with translation.override("nl"):
        sections["events"] = _events(region, period, today)
        title = headline(told, float(region.tolerance_months), len(decisions))
        signed_by = _signature(region, words, today) if words else ""
    return Digest(
        steering_group=group,
        from_on=period.first.first_day,
        month_on=period.last.first_day,
        headline=title,
        foreword=words.text.strip() if words else "",
        foreword_by=signed_by,
        sections=sections,
        planned_at=now,
    )


def _with_ground(proposals: list[dict[str, Any]], mandate: Mandate | None) -> list[dict[str, Any]]:
    """Whether the group itself decides on each proposal."""
    return [{**one, "is_ours": bool(mandate and mandate.covers(one["kind"]))} for one in proposals]


def _events(region: Region, period: Period, today: date) -> dict[str, Any]:
    """To what people can come, and who came. By themselves these make a digest no less empty."""
    held = held_in(region, period.first, period.last)
    return {"coming": come_and_see(region, today), "held": held}


def _words_of(group: SteeringGroup, mandate: Mandate | None) -> dict[str, Any]:
    return {
        "version": 1,
        "group": f"{group.get_label_display().lower()} {group.region.name}",
        "mandate": str(mandate or DEFAULT_MANDATE),
        "line_label": group.region.get_line_label_display(),
    }


def _progress(told: Progress) -> dict[str, Any]:
    return {
        "as_of": told.as_of.isoformat() if told.as_of else None,
        "has_plan": told.has_plan,
        "is_silent": told.has_plan and not told.is_logged,
        "last_logged": str(told.last_logged) if told.last_logged else None,
        "tempo": told.tempo,
        "going_well": told.going_well,
        "lines": [one.to_json() for one in told.lines],
    }


def _not_reached(ahead: list[dict[str, Any]]) -> list[dict[str, Any]]:
    met = milestones_met(one["key"] for one in ahead)
    return [one for one in ahead if one["key"] not in met]


def _limited(name: str, rows: list[dict[str, Any]], most: int) -> dict[str, Any]:
    return {name: rows[:most], f"more_{name}": max(len(rows) - most, 0)}


def _is_empty(told: Progress, decisions: list[dict[str, Any]]) -> bool:
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
