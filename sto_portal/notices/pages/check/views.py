"""Check before finishing: the mail that the steering group gets, and what the log changes."""

from datetime import datetime
from typing import Any

from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, fetch_region
from regions.months import Month
from regions.progress.log.due import LogBook, read_log_book
from regions.progress.log.recording import NotReady, problems_of, submit_check_in
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.forewords import foreword_of
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.waiting import expected
from sto_portal.notices.pages.digest_views import (
    contents_for,
    fetch_group,
    save_typed,
    unsealed_period,
)
from sto_portal.notices.pages.forms import ForewordForm
from sto_portal.notices.pages.framing import FRAMED, FRAMES, frame_height
from sto_portal.notices.pages.reach import reach_of

from .changes import changes_of, corrected, stand_at
from .later import told_later
from .rehearsal import as_if_submitted


@csp_update(FRAMES)  # type: ignore[arg-type]  # knows no view with arguments
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_check(request: Request, slug: str, month: Month) -> HttpResponse:
    """Everything is kept already; here the foreword is typed, and one button finishes the log."""
    fetch_region(request.user, slug, Action.WRITE_LOG)
    now = timezone.now()
    found = _draft(request, slug, month, now)
    if found is None:
        return redirect("check_in_done", slug, month)
    book, draft = found
    if problems_of(book):
        messages.warning(request, _("The log is not finished yet. Finish it here."))
        return redirect("check_in_month", slug, month)
    group, period = _mail_of(request, slug, month)
    form = _form(request, group, period)
    if request.method == "POST" and _is_kept(request, form, group, period):
        if request.POST.get("do") != "send":
            return redirect("check_in_check", slug, month)
        return _finish(request, book, draft, now)
    context = {"region": book.region, "month": month, "form": form, "group": group}
    context |= _shown(request, book, draft, group, period, now)
    return render(request, "notices/check.html", context, status=422 if form.errors else 200)


@csp_replace(FRAMED)  # type: ignore[arg-type]  # knows no view with arguments
@xframe_options_sameorigin
@require_safe
def check_in_check_mail(request: Request, slug: str, month: Month) -> HttpResponse:
    """The HTML of that mail by itself, for the frame on its page."""
    fetch_region(request.user, slug, Action.WRITE_LOG)
    now = timezone.now()
    found = _draft(request, slug, month, now)
    if found is None:
        return redirect("check_in_done", slug, month)
    group, period = _mail_of(request, slug, month)
    if group is None or period is None or problems_of(found[0]):
        raise Http404
    with as_if_submitted(found[1], found[0], request.user, now):
        html = contents_for(request, compose(group, period, now)).html
    return HttpResponse(html)


def _draft(
    request: Request, slug: str, month: Month, now: datetime
) -> tuple[LogBook, CheckIn] | None:
    """A log that can still be finished, with its book; None where it is in or was never begun."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    book = read_log_book(region, month, now)
    return (book, book.check_in) if book and book.check_in and book.is_editable else None


def _mail_of(
    request: Request, slug: str, month: Month
) -> tuple[SteeringGroup | None, Period | None]:
    """The digest that comes and tells of this month, if there is one."""
    group = fetch_group(request, slug, Action.WRITE_FOREWORD)
    return group, unsealed_period(group, month) if group else None


def _form(request: Request, group: SteeringGroup | None, period: Period | None) -> ForewordForm:
    if group is None or period is None:
        return ForewordForm(request.POST or None, initial={"text": "", "revision": 0})
    saved = foreword_of(group, period)
    initial = {"text": saved.text, "revision": saved.revision}
    return ForewordForm(request.POST or None, initial=initial)


def _is_kept(
    request: Request, form: ForewordForm, group: SteeringGroup | None, period: Period | None
) -> bool:
    """Whether the foreword is kept, or nothing of it changed."""
    if group is None or period is None:
        return True
    if not form.is_valid():
        return False
    if form.cleaned_data["text"] == form.initial["text"]:
        return True
    return save_typed(request, form, group, period)


def _finish(request: Request, book: LogBook, draft: CheckIn, now: datetime) -> HttpResponse:
    try:
        submit_check_in(draft, book, request.user, now)
    except NotReady:  # somebody opened a row again in the meantime
        return redirect("check_in_month", book.region.slug, book.month)
    return redirect("check_in_done", book.region.slug, book.month)


def _shown(
    request: Request,
    book: LogBook,
    log: CheckIn,
    group: SteeringGroup | None,
    period: Period | None,
    now: datetime,
) -> dict[str, Any]:
    before, earlier = stand_at(book.region, book.month), corrected(log)
    shown: dict[str, Any] = {"is_correction": bool(log.correction_reason)}
    with as_if_submitted(log, book, request.user, now):
        after = stand_at(book.region, book.month)
        shown["changes"] = changes_of(book, before, after, earlier)
        if group and not period:
            shown["later"] = told_later(group, book.month, now)
        if group and period:
            draft = compose(group, period, now)
            contents, reach = contents_for(request, draft), reach_of(group, now)
            shown |= {
                "contents": contents,
                "period": period,
                "frame_height": frame_height(contents.text),
                "is_mailed": not draft.is_empty or group.wants_empty_digests,
                "when": expected(group, period, now),
                "reach": reach,
                "reached": sum(not member.why_not for member in reach),
            }
    return shown
