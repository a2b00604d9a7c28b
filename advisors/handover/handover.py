"""What somebody who takes a region over must know: what is open, promised and waiting.

Everything stands in the region's own rooms already; this is one page of it, to print.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Promise, Question
from advisors.talks.audience import promises_for
from regions.access import Action, can
from regions.accounts.models import User
from regions.dutch import list_text, number_word
from regions.models import Membership, Region
from regions.partners.models import ContactPerson
from regions.partners.pages.listing import ListedPartner, most_urgent_first, partners_of
from regions.plans.models import Milestone, Plan
from regions.progress.measure.cause import cause_of
from regions.progress.measure.change import measured_text
from regions.progress.measure.facts import current_logs
from regions.progress.measure.finding import stand_text
from regions.progress.measure.fresh import months_at
from regions.progress.models import MilestoneMet, Obstacle, RegionMonth

NEAR = timedelta(days=60)
SHOWN_MARKS = 30
SHOWN_PARTNERS = 20


@dataclass(frozen=True)
class Mark:
    milestone: Milestone
    is_late: bool


@dataclass(frozen=True)
class Waiting:
    """Questions that wait; only how many for who does not read them."""

    count: int
    shown: list[Question]


def handover_of(region: Region, user: User, today: date) -> dict[str, Any]:
    """All of the page, in a constant number of queries."""
    marks = open_milestones(region, today)
    partners = most_urgent_first(partners_of(region, today))
    shown = partners[:SHOWN_PARTNERS]
    names = people_at(shown) if can(user, Action.EDIT_PARTNERS, region) else {}
    promises = open_promises(region, user)
    questions = waiting_questions(region, user)
    coming = list(_near(region, "starts_on", today))
    here_at_once = {row.pk for row in coming}  # who comes and goes within these days is told once
    late = sum(mark.is_late for mark in marks)
    row = latest_snapshot(region, today)
    return {
        "stand": row and stand_text(row, float(region.tolerance_months)),
        "cause": row and row.is_counted and cause_of(row, float(region.tolerance_months)),
        "measured": row and measured_text(row, today),
        "good": current_logs([region.pk]).exclude(going_well="").order_by("-month_on").first(),
        "finding": what_needs_somebody(late, len(promises), questions.count),
        "marks": marks[:SHOWN_MARKS],
        "more_marks": max(len(marks) - SHOWN_MARKS, 0),
        "promises": promises,
        "obstacles": list(open_obstacles(region)),
        "partners": [(row, names.get(row.partnership.pk, [])) for row in shown],
        "more_partners": max(len(partners) - SHOWN_PARTNERS, 0),
        "questions": questions,
        "going": [row for row in _near(region, "ends_on", today) if row.pk not in here_at_once],
        "coming": coming,
    }


def latest_snapshot(region: Region, today: date) -> RegionMonth | None:
    """With its activities; None without a plan."""
    told = months_at([], [region], today, without=["going_well"]).get(region.pk)
    return told[-1] if told else None


def what_needs_somebody(late: int, promised: int, waiting: int) -> str:
    """What needs somebody first, in one line."""
    told = []
    if late:
        text = ngettext("%(n)s milestone is late", "%(n)s milestones are late", late)
        told.append(text % {"n": number_word(late)})
    if promised:
        text = ngettext("%(n)s promise is open", "%(n)s promises are open", promised)
        told.append(text % {"n": number_word(promised)})
    if waiting:
        text = ngettext("%(n)s question waits", "%(n)s questions wait", waiting)
        told.append(text % {"n": number_word(waiting)})
    if not told:
        return _("Nothing is late, promised or waiting.")
    line = list_text(told)
    return f"{line[:1].upper().replace('É', 'E')}{line[1:]}."


def open_milestones(region: Region, today: date) -> list[Mark]:
    """Those of the plan that holds and that no log reached; the longest late first."""
    reached = MilestoneMet.objects.filter(
        update__check_in__in=current_logs([region.pk]).values("pk")
    )
    rows = (
        Milestone.objects.filter(
            activity__plan__region=region, activity__plan__state=Plan.State.APPROVED
        )
        .exclude(key__in=reached.values("milestone_key"))
        .select_related("activity")
        .order_by("due_on", "activity__position", "pk")
    )
    return [Mark(row, row.due_on < today) for row in rows]


def open_promises(region: Region, user: User) -> list[Promise]:
    """What was agreed and is not done, as far as `user` may read it."""
    rows = promises_for(user).filter(talk__region=region, done_on=None)
    return list(rows.select_related("talk__author").order_by("due_on", "pk"))


def open_obstacles(region: Region) -> QuerySet[Obstacle]:
    rows = Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN)
    return rows.select_related("activity")


def waiting_questions(region: Region, user: User) -> Waiting:
    """Never what was asked in confidence: that stays with who was asked."""
    rows = Question.objects.waiting().not_confidential().filter(region=region)
    if not can(user, Action.TALK, region):
        return Waiting(rows.count(), [])
    shown = list(rows.select_related("asked_by").order_by("asked_at"))
    return Waiting(len(shown), shown)


def people_at(rows: Iterable[ListedPartner]) -> dict[int, list[str]]:
    """Names of who works at these partners, for who may read them."""
    found: dict[int, list[str]] = defaultdict(list)
    people = ContactPerson.objects.filter(
        partnership__in=[row.partnership.pk for row in rows], left_on=None, erased_at=None
    )
    for pk, name in people.values_list("partnership", "name"):
        found[pk].append(name)
    return found


def _near(region: Region, name: str, today: date) -> QuerySet[Membership]:
    """Roles that begin or end within sixty days, before or after."""
    period = Q(**{f"{name}__gte": today - NEAR, f"{name}__lte": today + NEAR})
    rows = Membership.objects.filter(period, region=region)
    return rows.select_related("user").order_by(name, "user__name__dutch")
