"""What a log changes, beside the mail that tells of it: the tempo, what is asked, and the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.models import Region
from regions.months import Month
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import ActivityUpdate, CheckIn, RegionMonth, Status


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


def changes_of(
    book: LogBook,
    before: RegionMonth | None,
    after: RegionMonth | None,
    earlier: Mapping[int, ActivityUpdate],
) -> Changes:
    """`before` and `after` are the snapshots without and with the log; `earlier` is, by
    activity, what the version says that a correction takes the place of."""
    told = [(row, book.updates.get(row.activity.pk)) for row in book.due]
    rows = [
        changed
        for row, update in told
        if update and (changed := _changed(row, update, earlier.get(row.activity.pk)))
    ]
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


def corrected(log: CheckIn) -> dict[int, ActivityUpdate]:
    """What the version before says, by activity; empty for a log that is no correction."""
    if not log.correction_reason:
        return {}
    rows = ActivityUpdate.objects.exclude(status="").filter(
        check_in__region=log.region_id,
        check_in__month_on=log.month_on,
        check_in__version=log.version - 1,
    )
    return {row.activity_id: row for row in rows}


def _tempo_text(old: float | None, new: float | None) -> str:
    if new is None:
        return ""
    if old is None:
        return decimal_text(abs(new))
    is_other_side = old * new < 0
    first = f"{decimal_text(abs(old))} {_side(old)}" if is_other_side else decimal_text(abs(old))
    last = decimal_text(abs(new))
    return last if first == last else f"{first} → {last}"


def _side(tempo: float) -> str:
    if verdict(tempo, 0) == Verdict.AHEAD:
        return _("months ahead of the plan")
    return _("months behind the plan")


def _changed(row: DueActivity, update: ActivityUpdate, was: ActivityUpdate | None) -> Row | None:
    title = str(row.activity)
    counted = was.counted if was else row.counted_before
    status = was.status if was else row.status_before
    problem = was.problem.strip() if was else row.problem_before
    if update.counted is not None and update.counted != counted:
        before = "–" if counted is None else decimal_text(counted, 0)
        return Row(title, before, decimal_text(update.counted, 0))
    if update.status != status:
        before = str(Status(status).label) if status else "–"
        return Row(title, before, str(update.get_status_display()))
    if update.problem.strip() not in ("", problem):
        return Row(title, "", _("new words"))
    return None
