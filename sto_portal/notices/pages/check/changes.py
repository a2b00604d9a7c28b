"""What a log changes, beside the mail that tells of it: the tempo, what is asked, and the rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.models import Region
from regions.months import Month
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import ActivityUpdate, CheckIn, RegionMonth, Status

WORDS = ("problem", "recovery", "recovery_who", "decision_asked")
DETAILS = ("cause", "recovery_by_on", "outlook", "obstacle_fate")


@dataclass(frozen=True)
class Row:
    """One activity that is other than last time: its count, its status and its words."""

    title: str
    told: list[str]


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
    if earlier:
        prefetch_related_objects(list(book.updates.values()), "milestones_met")
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
    rows = (
        ActivityUpdate.objects.exclude(status="")
        .filter(
            check_in__region=log.region_id,
            check_in__month_on=log.month_on,
            check_in__version=log.version - 1,
        )
        .prefetch_related("milestones_met")
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
    counted = was.counted if was else row.counted_before
    status = was.status if was else row.status_before
    told = []
    if update.counted is not None and update.counted != counted:
        before = "–" if counted is None else decimal_text(counted, 0)
        told.append(f"{before} → {decimal_text(update.counted, 0)}")
    if update.status != status:
        before = str(Status(status).label) if status else "–"
        told.append(f"{before} → {update.get_status_display()}")
    if _has_new_words(row, update, was):
        told.append(_("new words"))
    if was and (_is_other(update, was, DETAILS) or met_of(update) != met_of(was)):
        told.append(_("other details"))
    return Row(str(row.activity), told) if told else None


def _has_new_words(row: DueActivity, update: ActivityUpdate, was: ActivityUpdate | None) -> bool:
    """Of a correction any text that differs; of a first log what does not succeed."""
    if was is None:
        return update.problem.strip() not in ("", row.problem_before)
    return _is_other(update, was, WORDS)


def _is_other(update: ActivityUpdate, was: ActivityUpdate, names: Iterable[str]) -> bool:
    return any(getattr(update, name) != getattr(was, name) for name in names)


def met_of(update: ActivityUpdate) -> set[tuple[int, date]]:
    """The milestones that an update says were met, each with its day."""
    return {(met.milestone_id, met.met_on) for met in update.milestones_met.all()}
