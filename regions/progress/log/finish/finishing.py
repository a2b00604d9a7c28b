"""What the buttons of the log do, once everything that was typed is kept."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.access import Request
from regions.dutch import list_text
from regions.progress.log import recording
from regions.progress.log.due import LogBook, reread
from regions.progress.log.forms import whole
from regions.progress.log.showing.page import page_context, stop_texts

from . import quick
from .adopting import adopt, leave
from .doubts import Doubt, doubts_of
from .settling import kept, settle, take

FINISH = ("check", "submit", "nothing")  # to the check before it goes, or at once
RIGHT = "right-"  # a doubt that is answered with: it is right
MORE = "more-"  # the questions of one activity, which a long page leaves out
MOST_NAMED = 3


def finish(request: Request, book: LogBook, do: str, saved: recording.Saved) -> HttpResponse:
    """What the pressed button asks; `book` is read before what was typed was kept."""
    now = saved.saved_at
    if do in FINISH:
        return _submit(request, reread(book, saved.check_in), do, saved)
    if do.startswith(MORE):
        asked = whole(do.removeprefix(MORE))
        page = reverse("check_in_month", args=[book.region.slug, book.month])
        return HttpResponseRedirect(f"{page}?more={asked}#h{asked}")
    if do.startswith(RIGHT):
        seen = [*request.POST.get("sure", "").split(), do.removeprefix(RIGHT)]
        query = urlencode({"sure": " ".join(sorted(set(seen)))})
        page = reverse("check_in_month", args=[book.region.slug, book.month])
        return HttpResponseRedirect(f"{page}?{query}")
    told = _DO.get(do.partition("-")[0], kept)(request, book, do, now)
    messages.success(request, told)
    return redirect("check_in_month", book.region.slug, book.month)


def _submit(request: Request, book: LogBook, do: str, saved: recording.Saved) -> HttpResponse:
    """In, unless something is missing or still has to be asked; what was asked is asked once."""
    now = saved.saved_at
    if do != "nothing" and saved.check_in.version == 1 and quick.leaves_open(book):
        quick.keep_the_rest(book, request.user, now, only_shown=True)
        book = reread(book, saved.check_in)
    try:
        if do != "nothing" and (problems := recording.problems_of(book)):
            raise recording.NotReady(problems)
        asked = _asked(book, do)
        seen = set(request.POST.get("sure", "").split())
        if any(doubt.mark not in seen for doubt in asked):
            return render(
                request, "progress/check_in.html", page_context(book, now, asked=asked, do=do)
            )
        if do == "check":
            return redirect("check_in_check", book.region.slug, book.month)
        if do == "nothing":
            quick.report_nothing(book, request.user, now)
        else:
            recording.submit_check_in(saved.check_in, book, request.user, now)
    except recording.NotReady as stop:
        return _not_ready(request, book, stop, now)
    return redirect("check_in_done", book.region.slug, book.month)


def _asked(book: LogBook, do: str) -> list[Doubt]:
    asked = [doubt for about in doubts_of(book).values() for doubt in about]
    if do == "nothing" and quick.says_something(book):
        asked.insert(0, _not_nothing(book))
    return asked


def _not_nothing(book: LogBook) -> Doubt:
    """What stays when somebody who entered something says that there is nothing to report."""
    rows = quick.told_rows(book)
    names = [str(row.activity) for row in rows[:MOST_NAMED]]
    if more := len(rows) - len(names):
        names.append(ngettext("%(n)s other", "%(n)s others", more) % {"n": more})
    if book.check_in and book.check_in.going_well.strip():
        names.insert(0, _("what goes well"))
    about = list_text(names) or _("milestones")
    text = _(
        "Something was entered in this log: %(about)s. That stays and is submitted with it; the"
        " log then does not say that there is nothing to report."
    )
    return Doubt("told", text % {"about": about}, mark=f"told-{len(names)}-{more}")


def _not_ready(
    request: Request, book: LogBook, stop: recording.NotReady, now: datetime
) -> HttpResponse:
    errors: dict[int, dict[str, str]] = {}
    for problem in stop.problems:
        errors.setdefault(problem.activity_id, {})[problem.field] = str(problem.message)
    context = page_context(book, now, None, errors, stop_texts(errors), is_kept=True)
    return render(request, "progress/check_in.html", context, status=422)


def _keep_rest(request: Request, book: LogBook, do: str, now: datetime) -> str:
    kept = quick.keep_the_rest(book, request.user, now)
    told = []
    if kept.filled:
        told.append(
            ngettext(
                "%(count)s activity is as it was last time.",
                "%(count)s activities are as they were last time.",
                kept.filled,
            )
            % {"count": kept.filled}
        )
    if kept.entered:
        told.append(_("What you entered stays as you entered it."))
    if kept.open and not kept.filled and not any(row.previous for row in book.due):
        told.append(_("This is the first log: there is no last time to take over."))
    if kept.open:
        told.append(
            ngettext(
                "%(count)s activity still asks how it goes.",
                "%(count)s activities still ask how they go.",
                kept.open,
            )
            % {"count": kept.open}
        )
    return " ".join(told) or _("Every activity had an answer already; nothing changed.")


def _reopen(request: Request, book: LogBook, do: str, now: datetime) -> str:
    quick.reopen(book, request.user, now, whole(do.partition("-")[2]))
    return _("The activity is open again.")


_DO: dict[str, Callable[[Request, LogBook, str, datetime], str]] = {
    "adopt": adopt,
    "keep": _keep_rest,
    "leave": leave,
    "reopen": _reopen,
    "settle": settle,
    "take": take,
}
