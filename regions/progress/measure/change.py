"""How tempo moved between two measured points, and which activities moved it.

A measured point is a month with a log. What changed since a moment is the latest point less the
last one that was known at that moment; when none came in since, nothing was measured since. So
each move is told once to whoever reads, and passing days are no move. Pure functions over
snapshots; the pages, the mails and the digest all ask here.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import list_text, signed
from regions.progress.models import RegionMonth

from .cause import COVERED, in_sentence

LEAST_TEMPO = 0.1  # months: tempo is told with one decimal, and this is what a reader sees move
MOST_NAMED = 3


@dataclass(frozen=True)
class Change:
    """Two measured points of one region; without a `before` the second is the first there is."""

    before: RegionMonth | None
    after: RegionMonth

    @property
    def months(self) -> float | None:
        """Tempo won (positive) or lost, in months; None where either point has no tempo."""
        if self.before is None:
            return None
        was, now = self.before.tempo_months, self.after.tempo_months
        return None if was is None or now is None else now - was

    @property
    def is_seen(self) -> bool:
        """Whether it is more than what disappears in one decimal."""
        return self.months is not None and abs(self.months) >= LEAST_TEMPO


def measured_points(rows: Iterable[RegionMonth]) -> list[RegionMonth]:
    """The snapshots of months that have a log of their own, oldest first."""
    return sorted((row for row in rows if row.is_measured), key=lambda row: row.month_on)


def change_since(rows: Iterable[RegionMonth], moment: datetime.datetime) -> Change | None:
    """What was measured since a moment; None when nothing was."""
    points = measured_points(rows)
    if not any(_came_in_after(moment, point) for point in points):
        return None
    known = [point for point in points[:-1] if not _came_in_after(moment, point)]
    return Change(known[-1] if known else None, points[-1])


def _came_in_after(moment: datetime.datetime, point: RegionMonth) -> bool:
    return point.measured_at is not None and point.measured_at > moment


def moved_by(change: Change) -> list[tuple[str, float]]:
    """Titles of the activities that moved tempo its way, with their share of that, largest first.

    Named until 70 percent is covered. Of activities that both points know.
    """
    if change.before is None or not change.months:
        return []
    was = {activity.key: activity for activity in change.before.activities}
    way = -1 if change.months < 0 else 1
    moves = [
        (activity.title, way * (was[activity.key].gap - activity.gap))
        for activity in change.after.activities
        if activity.key in was
    ]
    helping = sorted((move for move in moves if move[1] > 0), key=lambda move: (-move[1], move[0]))
    total = fsum(size for _title, size in helping)
    named: list[tuple[str, float]] = []
    for title, size in helping:
        if fsum(share for _title, share in named) >= COVERED:
            break
        named.append((title, size / total))
    return named


def change_text(change: Change) -> str:
    """ "van −1,4 (30 sep) naar −2,1 (31 okt), vooral door stages"; needs both tempos."""
    before, after = change.before, change.after
    if before is None or before.tempo_months is None or after.tempo_months is None:
        return ""
    text = _("from %(before)s (%(then)s) to %(after)s (%(now)s)") % {
        "before": signed(before.tempo_months),
        "then": short_day(before.measured_on),
        "after": signed(after.tempo_months),
        "now": short_day(after.measured_on),
    }
    names = [in_sentence(title) for title, _share in moved_by(change)]
    if not names or len(names) > MOST_NAMED:
        return text
    return _("%(change)s, mainly through %(activities)s") % {
        "change": text,
        "activities": list_text(names),
    }


def measured_text(row: RegionMonth, today: datetime.date | None = None) -> str:
    """ "gemeten op 31 oktober 2026", or that nothing was measured yet.

    With `today` also how long there is no news, where the last measured month is over.
    """
    if row.measured_on is None:
        return _("nothing is measured yet")
    text = _("measured on %(day)s") % {"day": date_format(row.measured_on, "j F Y")}
    silence = no_news_text(row, today) if today else ""
    return f"{text}, {silence}" if silence else text


def no_news_text(row: RegionMonth, today: datetime.date) -> str:
    """ "sinds 26 dagen geen nieuws", or nothing on the day that was measured."""
    if row.measured_on is None or today <= row.measured_on:
        return ""
    days = (today - row.measured_on).days
    if days == 1:
        return _("no news for one day")
    return _("no news for %(days)s days") % {"days": days}


def short_day(day: datetime.date | None) -> str:
    """ "31 okt" """
    return date_format(day, "j b") if day else ""
