"""What the plan has for the period that comes, as long as the one told of, and what still waits."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from regions.dutch import list_text
from regions.months import Month
from regions.plans.models import Activity
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import (
    closed,
    flowing,
    log_origin,
    month_name,
    name,
    plan_origin,
)
from regions.reports.sentences import Sentence

from .obstacles import Setback
from .obstacles import read as read_obstacles


def read(base: Base) -> list[Setback]:
    """The obstacles that are open on the last day."""
    return [setback for setback in read_obstacles(base) if setback.story.closed_on is None]


def tell(base: Base, waiting: list[Setback], subject: Subject) -> list[Sentence]:
    first = base.ends_on + timedelta(days=1)
    last = first + (base.ends_on - base.first_on)
    told = [
        sentence
        for activity in subject.activities
        for sentence in _planned(base, activity, first, last)
    ]
    return told + [
        _waits(base, one) for one in waiting
        if str(one.activity.key) in subject.keys and one.story.recovery.strip()
    ]  # fmt: skip


def _planned(base: Base, activity: Activity, first: date, last: date) -> Iterable[Sentence]:
    origin = plan_origin(base, str(activity))
    if activity.starts_on and first <= activity.starts_on <= last:
        words = {"name": name(activity), "month": month_name(Month.of(activity.starts_on), True)}
        text = _("%(name)s begins in %(month)s.") % words
        yield Sentence(f"begins:{activity.key}", text, (origin,))
    stones = [stone for stone in activity.milestones.all() if first <= stone.due_on <= last]
    if stones:
        parts = [
            f"“{stone.title}” ({month_name(Month.of(stone.due_on), True)})" for stone in stones
        ]
        words = {"name": name(activity), "parts": list_text(parts)}
        text = _("For %(name)s is planned: %(parts)s.") % words
        yield Sentence(f"planned:{activity.key}", text, (origin,))
    elif activity.ends_on and first <= activity.ends_on <= last:
        words = {"name": name(activity), "month": month_name(Month.of(activity.ends_on), True)}
        text = _("%(name)s ends in %(month)s.") % words
        yield Sentence(f"ends:{activity.key}", text, (origin,))


def _waits(base: Base, setback: Setback) -> Sentence:
    story = setback.story
    words = {"name": name(setback.activity), "recovery": flowing(story.recovery)}
    text = closed(_("With %(name)s we go on with: %(recovery)s") % words)
    month = Month.of(story.updated_on)
    origin = log_origin(base, month, str(setback.activity), story.recovery)
    return Sentence(f"waits:{setback.activity.key}:{story.opened_on:%Y-%m}", text, (origin,))
