"""From the idea list into the plan: only as a plan change, and only for the meeting's sake."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.months import AMSTERDAM
from regions.plans.models import Idea, PlanChange
from regions.plans.versions import (
    OPEN_CHANGE,
    PlanRefused,
    approved_plan,
    locked_region,
    start_draft,
)


@transaction.atomic
def change_from_idea(idea: Idea, by: User) -> PlanChange:
    """Begin a plan change with the idea's words and origin; PlanRefused while one is open."""
    region = locked_region(idea.region)
    idea = Idea.objects.select_for_update(of=["self"]).select_related("raised_by").get(pk=idea.pk)
    _refuse(region)
    change = start_draft(region, by).change
    change.idea, change.title, change.reason = idea, idea.title, _reason(idea)
    change.save()
    idea.state = Idea.State.CHANGE
    idea.save()
    return change


def _refuse(region: Region) -> None:
    if approved_plan(region) is None:
        raise PlanRefused(_("There is no approved plan yet that a change could be made of."))
    is_open = region.plan_changes.filter(state__in=OPEN_CHANGE).first()
    if is_open is not None:
        raise PlanRefused(
            _("The plan change “%(title)s” is still open. Finish or withdraw it first.")
            % {"title": is_open.title}
        )


def _reason(idea: Idea) -> str:
    day = date_format(timezone.localdate(idea.raised_at), "j F Y")
    values = {"source": idea.source, "day": day}
    origin = (
        _("Idea of %(source)s, on the idea list since %(day)s.") % values
        if idea.source
        else _("On the idea list since %(day)s.") % values
    )
    return "\n\n".join(part for part in (idea.text.strip(), origin) if part)


def may_rewrite(idea: Idea, user: User) -> bool:
    """Who wrote it, while nobody did anything with it: later it is what others answered to."""
    is_own = idea.raised_by_id is not None and idea.raised_by_id == user.pk
    return is_own and idea.state == Idea.State.NEW and not idea.changes.exists()


@transaction.atomic
def remove_idea(idea: Idea, by: User) -> bool:
    """False, and nothing gone, where it is no longer theirs to remove."""
    row = Idea.objects.select_for_update(of=["self"]).filter(pk=idea.pk).first()
    if row is None or not may_rewrite(row, by):
        return False
    row.delete()
    return True


def half_year_of(day: datetime.date) -> datetime.date:
    """The first day of the half calendar year that holds `day`."""
    return datetime.date(day.year, 1 if day.month < 7 else 7, 1)


def new_ideas(region: Region, since: datetime.date | None = None) -> QuerySet[Idea]:
    """What was not discussed yet, the oldest first."""
    rows = region.ideas.filter(state=Idea.State.NEW).select_related("raised_by")
    if since is not None:
        start = datetime.datetime.combine(since, datetime.time(), AMSTERDAM)
        rows = rows.filter(raised_at__gte=start)
    return rows.order_by("raised_at", "id")


def mark_discussed(region: Region, pks: Iterable[int]) -> int:
    """The ideas that somebody saw on the page; one that changed since then stays as it is."""
    rows = region.ideas.filter(pk__in=list(pks), state=Idea.State.NEW)
    return rows.update(state=Idea.State.DISCUSSED)
