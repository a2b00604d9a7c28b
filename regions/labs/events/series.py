"""The same event on more days: which days, and the events on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.dutch import date_text, list_text, number_word
from regions.fields import instant, when_of
from regions.labs.models import Event
from regions.months import AMSTERDAM, public_holidays

MOST = 26  # half a year of weeks
# What an event says of itself, and what stands behind it: the same each time it is held.
TOLD = ("kind", "title", "place", "is_online", "online_url", "direction", "is_public", "invitation")
BEHIND = ("region_id", "lab_id", "activity_key", "added_by_id")


class Repeat(models.TextChoices):
    """How often; the weekday stays."""

    ONCE = "", gettext_lazy("Once")
    WEEKLY = "weekly", gettext_lazy("Every week")
    FORTNIGHTLY = "fortnightly", gettext_lazy("Every two weeks")
    FOUR_WEEKLY = "four_weekly", gettext_lazy("Every four weeks")


WEEKS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2, Repeat.FOUR_WEEKLY: 4}


@dataclass(frozen=True)
class Series:
    """The days of a series, the first one among them, and those that are public holidays."""

    days: tuple[date, ...]
    skipped: tuple[date, ...] = ()

    @property
    def is_too_long(self) -> bool:
        return len(self.days) + len(self.skipped) > MOST


def series_of(first: date, repeat: str, until: date) -> Series:
    """From the first day up to and including `until`, at most one more than may be; after the first
    day, which somebody chose, a public holiday is no day of it."""
    if not repeat:
        return Series((first,))
    step = timedelta(weeks=WEEKS[Repeat(repeat)])
    wanted = list(islice(_every(first, step, until), MOST + 1))
    skipped = tuple(day for day in wanted[1:] if day in public_holidays(day.year))
    return Series(tuple(day for day in wanted if day not in skipped), skipped)


def planned_text(series: Series) -> str:
    """ "Acht events gepland, van 12 januari 2027 tot …", and on which days there is none."""
    count = len(series.days)
    told = ngettext(
        "%(number)s event is planned, on %(first)s.",
        "%(number)s events are planned, from %(first)s until %(last)s.",
        count,
    ) % {
        "number": number_word(count, capital=True),
        "first": date_text(series.days[0]),
        "last": date_text(series.days[-1]),
    }
    if not series.skipped:
        return told
    days = list_text([date_text(day) for day in series.skipped])
    return told + " " + _("Not on %(days)s: a public holiday.") % {"days": days}


def _every(first: date, step: timedelta, until: date) -> Iterator[date]:
    day = first
    while day <= until:
        yield day
        day += step


def plan_again(event: Event, days: tuple[date, ...]) -> list[Event]:
    """The same event on each of these days, at the same time of the clock, with its own entry in
    calendars. Nothing of a day itself goes along: who came, what changed, why it was cancelled."""
    start, end = (at.astimezone(AMSTERDAM) for at in (event.starts_at, event.ends_at))
    rows = []
    for day in days:
        row = Event(**{name: getattr(event, name) for name in (*TOLD, *BEHIND)})
        row.starts_at = instant(day, start.time())
        row.ends_at = instant(day + (end.date() - start.date()), end.time())
        row.save()
        row.partners.set(event.partners.all())
        row.schools.set(event.schools.all())
        rows.append(row)
    return rows


def begin_as(event: Event) -> dict[str, Any]:
    """What the form of a new event begins with when an earlier one is planned once more."""
    when = when_of(event.starts_at, event.ends_at)
    return {
        **{name: getattr(event, name) for name in TOLD},
        "begins": when["begins"],
        "ends": when["ends"],
        "lab": event.lab_id if event.lab and event.lab.closed_on is None else "",
        "activity": event.activity_key,
        "schools": [row.pk for row in event.schools.all()],
        "partners": [row.pk for row in event.partners.all()],
    }
