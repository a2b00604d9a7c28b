"""What a log changes, beside the mail that tells of it: the tempo, what is asked, and the rows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.models import Region
from regions.months import Month
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import ActivityUpdate, RegionMonth, Status


@dataclass(frozen=True)
class Row:
    """One activity that is other than last time; `before` is empty where only words are new."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """`tempo` is "2,3 → 2,1" and `side` what these months are; both empty without a tempo."""

    tempo: str
    side: str
    measured_on: date | None
    asks: list[str]
    rows: list[Row]
    same: int


def stand_at(region: Region, month: Month) -> RegionMonth | None:
    """The latest snapshot up to a month."""
    rows = RegionMonth.objects.filter(region=region, month_on__lte=month.first_day)
    return rows.order_by("-month_on").first()


def changes_of(book: LogBook, before: RegionMonth | None, after: RegionMonth | None) -> Changes:
    """`before` and `after` are the snapshots without and with the log."""
    told = [(row, book.updates.get(row.activity.pk)) for row in book.due]
    rows = [changed for row, update in told if update and (changed := _changed(row, update))]
    asks = [
        str(row.activity)
        for row, update in told
        if update and update.status == Status.STALLED and update.decision_asked.strip()
    ]
    old = before.tempo_months if before else None
    new = after.tempo_months if after else None
    return Changes(
        tempo=_tempo_text(old, new),
        side="" if new is None else _side(new),
        measured_on=after.measured_on if after else None,
        asks=asks,
        rows=rows,
        same=len(book.due) - len(rows),
    )


def _tempo_text(old: float | None, new: float | None) -> str:
    if new is None:
        return ""
    if old is None:
        return decimal_text(abs(new))
    is_other_side = old * new < 0
    first = f"{decimal_text(abs(old))} {_side(old)}" if is_other_side else decimal_text(abs(old))
    return f"{first} → {decimal_text(abs(new))}"


def _side(tempo: float) -> str:
    if verdict(tempo, 0) == Verdict.AHEAD:
        return _("months ahead of the plan")
    return _("months behind the plan")


def _changed(row: DueActivity, update: ActivityUpdate) -> Row | None:
    title = str(row.activity)
    if update.counted is not None and update.counted != row.counted_before:
        before = "–" if row.counted_before is None else decimal_text(row.counted_before, 0)
        return Row(title, before, decimal_text(update.counted, 0))
    if update.status != row.status_before:
        before = str(Status(row.status_before).label) if row.status_before else "–"
        return Row(title, before, str(update.get_status_display()))
    if update.problem.strip() not in ("", row.problem_before):
        return Row(title, "", _("new words"))
    return None
