"""What did not succeed, and how it was picked up: what was picked up goes first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.models import Obstacle
from regions.progress.obstacles.chapters import Chapter, Story, obstacles_from
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import closed, flowing, log_origin, month_name, name
from regions.reports.sentences import Origin, Sentence

ORDER = (Obstacle.State.PICKED_UP, Obstacle.State.MOVED, Obstacle.State.OPEN, Obstacle.State.LET_GO)


@dataclass(frozen=True)
class Setback:
    activity: Activity
    story: Story


def read(base: Base) -> list[Setback]:
    """The obstacles that the period knew, as its logs tell them."""
    first = Month.of(base.first_on).first_day
    found = [
        Setback(activity, story)
        for activity in base.activities
        for story in obstacles_from(
            Chapter(told.month.first_day, **told.words) for told in base.said_of(activity)
        )
        if story.closed_on is None or story.closed_on >= first
    ]
    return sorted(found, key=lambda one: (ORDER.index(one.story.state), one.story.opened_on))


def tell(base: Base, setbacks: list[Setback], subject: Subject) -> list[Sentence]:
    here = [one for one in setbacks if str(one.activity.key) in subject.keys]
    return [sentence for setback in here for sentence in _sentences(base, setback)]


def _sentences(base: Base, setback: Setback) -> Iterable[Sentence]:
    activity, story = setback.activity, setback.story
    key = f"{activity.key}:{story.opened_on:%Y-%m}"
    yield Sentence(
        f"problem:{key}", _problem(base, setback), (_origin(base, setback, story.problem, True),)
    )
    origin = _origin(base, setback, story.recovery, False)
    if text := _outcome(base, story):
        yield Sentence(f"outcome:{key}", text, (origin,))
    elif not story.recovery.strip():
        gap = _("how this is picked up again: %(activity)s") % {"activity": str(activity)}
        yield Sentence(f"gap:outcome:{key}", gap, (), True)


def _origin(base: Base, setback: Setback, quote: str, is_first: bool) -> Origin:
    """The log that told of it first, or last."""
    story = setback.story
    month = Month.of(story.opened_on if is_first else story.updated_on)
    return log_origin(base, month, str(setback.activity), quote)


def _problem(base: Base, setback: Setback) -> str:
    story, opened = setback.story, Month.of(setback.story.opened_on)
    words = {
        "name": name(setback.activity),
        "problem": flowing(story.problem),
        "month": month_name(opened, base.spans_years or opened.year != base.last_on.year),
    }
    if story.closed_on:
        return closed(_("With %(name)s this did not succeed: %(problem)s") % words)
    return closed(_("With %(name)s this does not succeed since %(month)s: %(problem)s") % words)


def _outcome(base: Base, story: Story) -> str:
    """What became of it; "" where no log says so."""
    words = {"recovery": flowing(story.recovery)}
    if story.closed_on is None:
        return (
            closed(_("We pick it up like this: %(recovery)s") % words) if words["recovery"] else ""
        )
    closed_in = Month.of(story.closed_on)
    words["month"] = month_name(closed_in, base.spans_years)
    if story.state == Obstacle.State.MOVED:
        return _("In %(month)s it was moved to later.") % words
    if story.state == Obstacle.State.LET_GO:
        return _("Since %(month)s it is clear that this cannot be made up any more.") % words
    if words["recovery"]:
        return closed(_("In %(month)s it was picked up: %(recovery)s") % words)
    return _("In %(month)s it was picked up again.") % words
