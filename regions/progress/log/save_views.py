"""Autosave: the page sends the rows that changed, and hears what is stored now."""

import re
from datetime import date, datetime
from typing import Any

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regions.access import Action, Request, fetch_region
from regions.accounts.models import User
from regions.asked import fields_in, json_object
from regions.months import Month
from regions.progress.models import TROUBLED, ActivityUpdate, CheckIn, Status

from . import recording
from .answers import Conflict, NotInThisLog
from .due import read_log_book
from .forms import FIELDS, Before, Typed, plain, read_answers, too_long, whole

MOST_ROWS = 300


@require_POST
def check_in_save(request: Request, slug: str, month: Month) -> JsonResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    now = timezone.now()
    sent = _sent(request)
    if sent is None:
        return JsonResponse(
            {"message": _("This could not be read. Load the page again.")}, status=400
        )
    fields = sent["fields"]
    book = read_log_book(region, month, now) if _goes_on(sent, fields) else None
    before = book.stood() if book else None
    typed = _typed(sent, fields, month.as_of(timezone.localdate(now)), before)
    going_well, stop = _going_well(fields)
    try:
        saved = recording.save_answers(
            region,
            month,
            request.user,
            now,
            typed.answers,
            going_well=going_well,
            active=_active(sent),
        )
    except recording.LogIsSubmitted:
        return JsonResponse({"message": _("This log is already submitted.")}, status=409)
    except NotInThisLog:
        return _gone()
    errors: dict[str, Any] = {str(pk): found for pk, found in typed.errors.items()}
    if stop:
        errors["going_well"] = {"going_well": stop}
    answer = {**_told(saved), **({"errors": errors} if errors else {})}
    return JsonResponse(answer, status=422 if errors else 200)


def _gone() -> JsonResponse:
    sentence = _("The plan or the month changed. Load the page again.")
    return JsonResponse({"message": sentence}, status=409)


def _sent(request: Request) -> dict[str, Any] | None:
    """{"fields": {name: text}, "rows": [ids], "opening": …, "active": …}, or None."""
    sent = json_object(request)
    if sent is None or fields_in(sent) is None:
        return None
    rows = sent.get("rows", [])
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        return None
    return {**sent, "rows": [whole(row) for row in rows]}


def _goes_on(sent: dict[str, Any], fields: dict[str, str]) -> bool:
    """Whether a row goes on with what was told before: of an obstacle, or what was not asked."""
    return any(
        fields.get(f"n{pk}", "").strip().startswith("+")
        or f"s{pk}" not in fields
        or fields.get(f"f{pk}")
        or fields.get(f"s{pk}") in TROUBLED
        or f"p{pk}" in fields
        for pk in sent["rows"]
    )


def _typed(
    sent: dict[str, Any], fields: dict[str, str], today: date, before: Before | None
) -> Typed:
    """A milestone of a row comes as "m12-345" beside its day "t345"."""
    marks: dict[int, list[int]] = {}
    flat = dict(fields)
    for name in fields:
        if found := re.fullmatch(r"m([0-9]{1,9})-([0-9]{1,9})", name, re.ASCII):
            row, mark = int(found[1]), int(found[2])
            marks.setdefault(row, []).append(mark)
            flat[f"m{mark}"] = fields[name]
    rows = [(pk, marks.get(pk, [])) for pk in sent["rows"]]
    return read_answers(rows, flat, today, before)


def _going_well(fields: dict[str, str]) -> tuple[tuple[str, int] | None, str]:
    if "going_well" not in fields:
        return None, ""
    text = plain(fields["going_well"])
    if stop := too_long(text):
        return None, stop
    return (text, whole(fields.get("v"))), ""


def _active(sent: dict[str, Any]) -> tuple[str, int] | None:
    opening = plain(sent.get("opening"))[:40]
    return (opening, whole(sent.get("active"))) if opening else None


def _told(saved: recording.Saved) -> dict[str, Any]:
    at = timezone.localtime(saved.saved_at)
    return {
        "saved_at": date_format(at, "H.i"),
        "revisions": saved.revisions,
        "log_revision": saved.log_revision,
        "answered": saved.check_in.updates.exclude(status="").count(),
        "conflicts": [
            _conflict(conflict) | _by_whom(conflict, saved.by, at) for conflict in saved.conflicts
        ],
    }


def _by_whom(conflict: Conflict, reader: User, now: datetime) -> dict[str, Any]:
    """Who wrote what stands there, and when; or that it was the same person elsewhere."""
    writer, at = conflict.theirs.saved_by, conflict.theirs.saved_at
    at = timezone.localtime(at) if at else None
    is_today = at is not None and timezone.localdate(at) == timezone.localdate(now)
    return {
        "name": writer.name if writer else _("Somebody else"),
        "time": date_format(at, "H.i" if is_today else "j F, H.i") if at else "",
        "is_me": writer == reader,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    if isinstance(conflict.theirs, CheckIn):
        fields = {"going_well": {"theirs": conflict.theirs.going_well, "mine": conflict.mine}}
        return {"activity": None, "revision": conflict.theirs.revision, "fields": fields}
    fields = {
        letter: {"theirs": _text(conflict.theirs, name), "mine": _text(conflict.mine, name)}
        for name, letter in FIELDS.items()
        if _text(conflict.theirs, name) != _text(conflict.mine, name)
    }
    if "s" in fields:
        fields["s"]["label"] = _label(conflict.theirs)
    return {
        "activity": conflict.activity_id,
        "revision": conflict.theirs.revision,
        "fields": fields,
    }


def _text(row: Any, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else str(value)


def _label(update: ActivityUpdate) -> str:
    return str(Status(update.status).label) if update.status else ""
