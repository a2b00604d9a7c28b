"""Buttons that write one field of one row: an answer to a doubt, or a count that is proposed."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.access import Request
from regions.progress.log import recording
from regions.progress.log.answers import TOLD, Answer
from regions.progress.log.due import LogBook
from regions.progress.log.forms import FIELDS, whole
from regions.progress.log.showing.proposals import taken
from regions.progress.models import ActivityUpdate, Status


def kept(request: Request, book: LogBook, do: str, now: datetime) -> str:
    return _("Saved at %(time)s.") % {"time": date_format(timezone.localtime(now), "H.i")}


def settle(request: Request, book: LogBook, do: str, now: datetime) -> str:
    """One field of one row, by the button of a doubt: "settle-12-f-open"."""
    _settle_word, number, letter, value = (*do.split("-", 3), "", "", "")[:4]
    allowed = {"f": ActivityUpdate.ObstacleFate.values, "s": Status.values}
    if letter == "n" and value == str(whole(value)):
        allowed["n"] = [value]
    update = ActivityUpdate.objects.filter(
        check_in__region=book.region,
        check_in__month_on=book.month.first_day,
        check_in__state="draft",
        activity=whole(number),
    ).first()
    if update is None or value not in allowed.get(letter, ()):
        return kept(request, book, do, now)
    field = next(name for name, known in FIELDS.items() if known == letter)
    met = dict(update.milestones_met.values_list("milestone_id", "met_on"))
    told = {name: getattr(update, name) for name in TOLD} | {
        field: int(value) if letter == "n" else value
    }
    answer = Answer(update.activity_id, update.revision, met=met, **told)
    recording.save_answers(book.region, book.month, request.user, now, [answer])
    return kept(request, book, do, now)


def take(request: Request, book: LogBook, do: str, now: datetime) -> str:
    """The count that is proposed of one activity: "take-12"."""
    pk = whole(do.partition("-")[2])
    total = taken(book, pk)
    row = next((row for row in book.due if row.activity.pk == pk), None)
    if total is None or row is None:
        return kept(request, book, do, now)
    update = ActivityUpdate.objects.filter(
        check_in__region=book.region, check_in__month_on=book.month.first_day,
        check_in__state="draft", activity=pk,
    ).first()  # fmt: skip
    told = {name: getattr(update, name) for name in TOLD} if update else {}
    met = dict(update.milestones_met.values_list("milestone_id", "met_on")) if update else {}
    told |= {"counted": total, "is_unchanged": False}
    told["status"] = told.get("status") or row.shown_status
    answer = Answer(pk, update.revision if update else 0, met=met, **told)
    recording.save_answers(book.region, book.month, request.user, now, [answer])
    return kept(request, book, do, now)
