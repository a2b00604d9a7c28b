"""The log asks what changed: first what wants attention, then the counts, then all the rest.

The groups go by what stood before this log, so that no row leaves its place while it is answered.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import months_text, number_word
from regions.months import Month
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.measure.tempo import Verdict, realised_fraction, verdict
from regions.progress.models import Status

from .rows import ActivityToLog

MOST_NAMED = 4


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `kind` is "ask", "count" or "same". Only the last can be folded."""

    kind: str
    title: str
    rows: list[ActivityToLog]

    @property
    def is_open(self) -> bool:
        return any(row.is_touched or row.concept for row in self.rows)

    @property
    def has_bars(self) -> bool:
        """Whether some row draws how far its count is."""
        return any(row.activity.target for row in self.rows)

    @property
    def names(self) -> str:
        titles = [str(row.activity) for row in self.rows[:MOST_NAMED]]
        more = " · …" if len(self.rows) > MOST_NAMED else ""
        return " · ".join(titles) + more


def groups_of(book: LogBook, rows: list[ActivityToLog]) -> list[Group]:
    """In the order of the page, without those that hold nothing."""
    placed: dict[str, list[ActivityToLog]] = {"ask": [], "count": [], "same": []}
    for row in rows:
        row.behind = how_far_behind(row.due, book)
        is_well = row.due.status_before in (Status.ON_TRACK, Status.DONE)
        is_late = any(mark.is_late for mark in row.marks)
        asks = row.behind or row.talks or is_late or not is_well
        placed["ask" if asks else "count" if row.activity.target else "same"].append(row)
    titles = {
        "ask": _("Asks attention") if any(row.previous for row in rows) else _("Activities"),
        "count": _("Counting"),
        "same": _("The rest as last time"),
    }
    return [Group(kind, titles[kind], found) for kind, found in placed.items() if found]


def how_far_behind(row: DueActivity, book: LogBook) -> str:
    """How far the count of last time lies outside the tolerance, or nothing."""
    tempo = _tempo(row)
    if verdict(tempo, float(book.region.tolerance_months)) != Verdict.BEHIND:
        return ""
    return _("%(months)s behind") % {"months": months_text(abs(tempo or 0))}


def _tempo(row: DueActivity) -> float | None:
    """Months of the count of last time against the plan of that day; None where nobody counted."""
    if not row.activity.target or row.counted_before is None or row.counted_on is None:
        return None
    realised = realised_fraction(row.counted_before, row.activity.target)
    return row.curve.tempo(realised, row.counted_on)


def heading_of(groups: list[Group], book: LogBook, now: datetime) -> str:
    """What the page finds: how much asks attention; in a first log what the month was."""
    asks = next((group.rows for group in groups if group.kind == "ask"), [])
    if not any(row.previous for row in book.due):
        if book.month == Month.of(now):
            return _("What happened this month?")
        month = date_format(book.month.first_day, "F")
        return _("What happened in %(month)s?") % {"month": month}
    if not asks:
        return _("Nothing asks your attention")
    text = ngettext(
        "%(n)s activity asks your attention", "%(n)s activities ask your attention", len(asks)
    )
    return text % {"n": number_word(len(asks), capital=True)}
