"""What the page of the monthly log shows: the rows, how far it is, what stops it, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.months import Month
from regions.progress.log.answers import Conflict
from regions.progress.log.due import LogBook
from regions.progress.log.finish.doubts import Doubt
from regions.progress.log.forms import FIELDS, Errors
from regions.progress.models import TROUBLED, ActivityUpdate, Cause, Outlook, Status

from .concepts import work_group_of
from .groups import groups_of, heading_of
from .rows import progress_of, rows_of

Fate = ActivityUpdate.ObstacleFate


@dataclass(frozen=True)
class Stop:
    """One line of the error summary: where, and what to do."""

    target: str
    message: str
    activity_id: int | None = None


def page_context(
    book: LogBook,
    now: datetime,
    typed: Mapping[str, Any] | None = None,
    errors: Errors | None = None,
    stops: list[Stop] | None = None,
    conflicts: list[Conflict] | None = None,
    is_kept: bool = False,
    asked: list[Doubt] | None = None,
    do: str = "submit",
    more: int | None = None,
) -> dict[str, Any]:
    """`asked` is what the page asks before the button `do` is pressed once more."""
    log = book.check_in
    work_group = work_group_of(book.region, book.month)
    rows = rows_of(book, typed, errors, conflicts, more, work_group)
    theirs = next(
        (conflict.theirs for conflict in conflicts or [] if conflict.activity_id is None), None
    )
    stored = (log.going_well, log.revision) if log else ("", 0)
    return {
        "book": book,
        "region": book.region,
        "month": book.month,
        "log": log,
        "saved": saved_text(log.saved_at, now) if log and log.saved_at else "",
        "rows": rows,
        "work_group": work_group,
        "groups": (groups := groups_of(book, rows)),
        "heading": heading_of(groups, book, now),
        "stops": _named(stops or [], rows),
        "conflicts": conflicts,
        "is_kept": is_kept,
        "asked": asked,
        "asked_names": _asked_names(asked or [], rows),
        "sure": " ".join(doubt.mark for doubt in asked or []),
        "seen": [],
        "do": do,
        "going_well": stored[0] if typed is None else typed.get("going_well", ""),
        "going_well_theirs": theirs,
        "log_revision": stored[1],
        "is_first": bool(rows) and not any(row.previous for row in rows),
        "is_correction": bool(log and log.version > 1),
        "is_running": book.month == Month.of(now),
        "progress": progress_of(book),
        "script_texts": script_texts(),
        "script_rules": {
            "troubled": sorted(TROUBLED),
            "fields": FIELDS,
        },
        **words(),
        "plan_word": _("= the plan on %(day)s") % {"day": date_format(book.as_of, "j F")},
    }


def words() -> dict[str, Any]:
    """What every row says, looked up once."""
    return {
        "words": dict(Status.choices),
        "previous_word": _("Last time:"),
        "reached_word": _("reached on"),
        "kept_word": _("as last time"),
        "late_word": _("late"),
        "count_word": _("Counted so far"),
        "fate_word": _("How is it now?"),
        "news_word": _("What is new?"),
        "no_news_word": _("Nothing new? Leave this empty."),
        "fates": [
            (Fate.OPEN, _("Still so")),
            (Fate.PICKED_UP, _("Picked up")),
            (Fate.MOVED, _("Later")),
            (Fate.LET_GO, _("Not to be made up")),
        ],
        "outlooks": Outlook.choices,
        "causes": Cause.choices,
        "blank": {"id": "", "values": {}, "errors": {}},
    }


def saved_text(at: datetime, now: datetime) -> str:
    """ "Bewaard om 13.08", with its day where that is not today."""
    at, told = timezone.localtime(at), _("Saved at %(time)s")
    if timezone.localdate(at) != timezone.localdate(now):
        told = _("Saved on %(day)s at %(time)s")
    return told % {"day": date_format(at, "j F"), "time": date_format(at, "H.i")}


def stop_texts(errors: Errors, going_well: str = "") -> list[Stop]:
    """The error summary; each line leads to its field."""
    stops = [Stop("going_well", going_well)] if going_well else []
    return stops + [
        Stop(f"{FIELDS.get(name, '')}{pk}" if name in FIELDS else name, message, pk)
        for pk, found in errors.items()
        for name, message in found.items()
    ]


def script_texts() -> dict[str, str]:
    """What the script says; it has no words of its own."""
    return {
        "saved": _("Saved at {time}"),
        "saving": _("Saving…"),
        "offline": _("No connection. What you type is kept in this browser."),
        "wrong": _("Not everything could be saved. See the remarks below."),
        "gone": _("This log can no longer be written here. Load the page again."),
        "progress": _("{answered} of {total} logged"),
        "reached": _("reached on"),
        "behind": _("{months} behind"),
        "ahead": _("{months} ahead"),
        "on_plan": _("exactly on plan"),
        "month": _("month"),
        "months": _("months"),
        "conflict": _("{name} changed this too ({time}). It says:"),
        "conflict_me": _("You changed this yourself in another window ({time}). It says:"),
        "mine": _("Keep my text"),
        "theirs": _("Take over that text"),
        "waiting": _(
            "No connection. What you type is kept here, and the log is sent once it is back."
        ),
        "signed_out": _("You are signed out. What you typed is kept in this browser."),
        "sign_in": _("Sign in again"),
        "restored": _("This browser still had what you typed earlier. It is back on the page."),
        "empty": _("nothing"),
    }


def _asked_names(asked: list[Doubt], rows: list[Any]) -> list[tuple[Doubt, str]]:
    titles = {row.activity.pk: str(row.activity) for row in rows}
    return [(doubt, titles.get(doubt.activity_id or 0, "")) for doubt in asked]


def _named(stops: list[Stop], rows: list[Any]) -> list[tuple[Stop, str]]:
    titles = {row.activity.pk: str(row.activity) for row in rows}
    return [(stop, titles.get(stop.activity_id, "")) for stop in stops]
