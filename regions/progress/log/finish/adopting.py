"""A concept of the work group taken over into the log, or left: by a button of its row.

Nothing that the leader wrote is overwritten: words of a concept come behind it. The answer and the
count are the ones of the concept, since that is what was pressed.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regions.access import Request
from regions.accounts.models import User
from regions.progress.log import recording
from regions.progress.log.answers import NOTHING_TOLD, TOLD, Answer
from regions.progress.log.asked import DueActivity, told_of
from regions.progress.log.due import LogBook
from regions.progress.log.forms import LONGEST_TEXT, WELL, whole
from regions.progress.models import ActivityUpdate, WorkLine

Fate = ActivityUpdate.ObstacleFate


def adopt(request: Request, book: LogBook, do: str, now: datetime) -> str:
    """ "adopt-12": the concept of line 12 becomes what the log says."""
    name = take_over(book, whole(do.partition("-")[2]), request.user, now)
    if not name:
        return _("This concept is not there any more. What you wrote is saved.")
    return _("Taken over from %(name)s. You can still change it.") % {"name": name}


def leave(request: Request, book: LogBook, do: str, now: datetime) -> str:
    """ "leave-12": the concept of line 12 is not used."""
    lines = _lines(book).filter(pk=whole(do.partition("-")[2]), left_at=None)
    lines.update(left_at=now, decided_by=request.user)
    return _("Left as it was. What you wrote is saved.")


@transaction.atomic
def take_over(book: LogBook, pk: int, user: User, now: datetime) -> str:
    """Whose concept was taken over; "" where there is none to take. Raises LogIsSubmitted."""
    draft = recording.locked_draft(book.region, book.month, now)
    line = _lines(book).select_for_update(of=["self"]).select_related("ask").filter(pk=pk).first()
    row = next((row for row in book.due if line and row.activity.key == line.activity_key), None)
    if line is None or row is None:
        return ""
    update = draft.updates.filter(activity_key=line.activity_key).first()
    answer = answer_from(row, update, line)
    well = joined(draft.going_well, _named(row, line.going_well))
    if len(well) > LONGEST_TEXT:
        well = draft.going_well
    recording.save_answers(
        book.region, book.month, user, now, [answer], going_well=(well, draft.revision)
    )
    line.taken_at, line.left_at, line.decided_by = now, None, user
    line.save(update_fields=["taken_at", "left_at", "decided_by"])
    return line.ask.name


def joined(own: str, more: str) -> str:
    """What stands already, with what comes behind it; the same text twice is once."""
    if not more.strip() or more.strip() in own:
        return own
    return f"{own.rstrip()}\n{more.strip()}" if own.strip() else more.strip()


def _lines(book: LogBook):
    return WorkLine.objects.filter(
        ask__region=book.region,
        ask__month_on=book.month.first_day,
        sent_at__isnull=False,
        taken_at=None,
    )


def _named(row: DueActivity, text: str) -> str:
    return f"{row.activity.title}: {text.strip()}" if text.strip() else ""


def answer_from(row: DueActivity, update: ActivityUpdate | None, line: WorkLine) -> Answer:
    told = told_of(row, update)
    own = update.problem if update else ""
    if line.status in WELL:
        told |= NOTHING_TOLD | {"problem": line.problem if row.obstacle else ""}
    else:
        told |= {"problem": _fitting(joined(own, line.problem)) or told["problem"]}
        recovery = joined(update.recovery if update else "", line.recovery)
        told |= {"recovery": _fitting(recovery) or told["recovery"]}
    if row.obstacle:
        told["obstacle_fate"] = Fate.PICKED_UP if line.status in WELL else Fate.OPEN
    told["status"] = line.status
    if line.counted is not None:
        told["counted"] = line.counted
    marks = dict(update.milestones_met.values_list("milestone_id", "met_on")) if update else {}
    known: dict[str, Any] = {name: told[name] for name in TOLD if name in told}
    known["is_unchanged"] = False
    pk = update.activity_id if update else row.activity.pk
    return Answer(
        **{**known, "activity_id": pk, "revision": update.revision if update else 0, "met": marks}
    )


def _fitting(text: str) -> str:
    return text[:LONGEST_TEXT]
