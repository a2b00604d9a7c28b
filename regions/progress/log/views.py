"""The page of the monthly log: shown, saved without JavaScript, submitted and corrected."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.plans.versions import open_plan
from regions.progress.models import ActivityUpdate

from . import recording
from .answers import Answer
from .corrections import discard_correction, start_correction
from .due import LogBook, log_months, read_log_book, reread
from .forms import FIELDS, CorrectionForm, Typed, plain, read_answers, too_long, whole
from .page import page_context, stop_texts
from .receipt import receipt_of, versions_of


@require_safe
def check_in(request: Request, slug: str) -> HttpResponse:
    """The log of the month that is running."""
    now = timezone.now()
    return _page(request, slug, Month.of(now), now)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_month(request: Request, slug: str, month: Month) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        return _write(request, slug, month, request.POST.get("do", "save"), now)
    return _page(request, slug, month, now)


@require_POST
def check_in_submit(request: Request, slug: str, month: Month) -> HttpResponse:
    return _write(request, slug, month, "submit", timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_correct(request: Request, slug: str, month: Month) -> HttpResponse:
    """Ask for the reason, then open the next version with everything copied."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    if request.POST.get("do") == "discard":
        discard_correction(region, month, request.user)
        messages.success(request, _("The correction is gone; the submitted log stands."))
        return redirect("check_in_month", region.slug, month)
    if not versions_of(region, month):
        return redirect("check_in_month", region.slug, month)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        start_correction(region, month, request.user, timezone.now(), reason)
        return redirect("check_in_month", region.slug, month)
    context = {"region": region, "month": month, "form": form}
    status = 422 if form.errors else 200
    return render(request, "progress/check_in_correct.html", context, status=status)


@require_safe
def check_in_done(request: Request, slug: str, month: Month) -> HttpResponse:
    """The receipt: it is in, how long it took, and what happens with it."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    versions = versions_of(region, month)
    if not versions:
        return redirect("check_in_month", region.slug, month)
    context = {"region": region, "month": month, **receipt_of(versions[0], timezone.now())}
    return render(request, "progress/check_in_done.html", context)


def _page(request: Request, slug: str, month: Month, now: datetime) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    may_write = can(request.user, Action.WRITE_LOG, region)
    book = read_log_book(region, month, now) if may_write else None
    plan = book.plan if book else Plan.objects.current().filter(region=region).first()
    if stop := _stop(request, region, month, plan, may_write, now):
        return stop
    if book and book.is_editable:
        return render(request, "progress/check_in.html", page_context(book, now))
    context = {"region": region, "month": month, "may_write": may_write}
    context["versions"] = versions_of(region, month)
    context["reads_feedback"] = can(request.user, Action.TALK, region)
    return render(request, "progress/check_in_read.html", context)


def _stop(
    request: Request,
    region: Region,
    month: Month,
    plan: Plan | None,
    may_write: bool,
    now: datetime,
) -> HttpResponse | None:
    """The page that says why there is no log to write here, if so."""
    context = {"region": region, "month": month, "may_write": may_write}
    if plan is None:
        context["draft"] = open_plan(region) if may_write else None
        return render(request, "progress/check_in_empty.html", context)
    months = log_months(plan, now)
    if month in months:
        return None
    context |= {"is_future": month > Month.of(now), "months": months[-3:][::-1]}
    return render(request, "progress/check_in_no_month.html", context, status=404)


def _write(request: Request, slug: str, month: Month, do: str, now: datetime) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    book = read_log_book(region, month, now)
    stop = _stop(request, region, month, book.plan if book else None, True, now)
    if stop or book is None:
        return stop or _already_in(request, region, month, do)
    if not book.is_editable:
        return _already_in(request, region, month, do)
    going_well = plain(request.POST.get("going_well"))
    typed = _typed(book, request, timezone.localdate(now))
    stops = stop_texts(typed.errors, too_long(going_well))
    if stops:
        context = page_context(book, now, request.POST, typed.errors, stops)
        return render(request, "progress/check_in.html", context, status=422)
    try:
        saved = recording.save_answers(
            region,
            month,
            request.user,
            now,
            typed.answers,
            going_well=(going_well, whole(request.POST.get("v"))),
            active=_active(request),
        )
    except recording.LogIsSubmitted:
        return _already_in(request, region, month, do)
    if saved.conflicts:
        fresh = reread(book, saved.check_in)
        context = page_context(fresh, now, request.POST, conflicts=saved.conflicts)
        return render(request, "progress/check_in.html", context)
    return _finish(request, book, do, saved)


def _finish(request: Request, book: LogBook, do: str, saved: recording.Saved) -> HttpResponse:
    """What the pressed button asks, now that everything typed is kept."""
    try:
        if do == "submit":
            recording.submit_check_in(saved.check_in, book, request.user, saved.saved_at)
            return redirect("check_in_done", book.region.slug, book.month)
        if do == "nothing":
            recording.report_nothing(book, request.user, saved.saved_at)
            return redirect("check_in_done", book.region.slug, book.month)
    except recording.NotReady as stop:
        return _not_ready(request, reread(book, saved.check_in), stop, saved.saved_at)
    told = _DO.get(do.partition("-")[0], _keep_typed)(request, book, do, saved.saved_at)
    messages.success(request, told)
    return redirect("check_in_month", book.region.slug, book.month)


def _not_ready(
    request: Request, book: LogBook, stop: recording.NotReady, now: datetime
) -> HttpResponse:
    errors: dict[int, dict[str, str]] = {}
    for problem in stop.problems:
        errors.setdefault(problem.activity_id, {})[problem.field] = str(problem.message)
    context = page_context(book, now, None, errors, stop_texts(errors), is_kept=True)
    return render(request, "progress/check_in.html", context, status=422)


def _typed(book: LogBook, request: Request, today: date) -> Typed:
    rows = [(due.activity.pk, [one.pk for one in due.milestones]) for due in book.due]
    typed = read_answers(rows, request.POST, book.month.as_of(today))
    typed.answers = [_as_kept(one, book.updates.get(one.activity_id)) for one in typed.answers]
    return typed


def _as_kept(answer: Answer, update: ActivityUpdate | None) -> Answer:
    """A row that was kept as last time, and was not touched since, stays "no change"."""
    if update is None or not update.is_unchanged:
        return answer
    names = [name for name in FIELDS if name != "obstacle_fate"]
    is_same = all(getattr(answer, name) == getattr(update, name) for name in names)
    return replace(answer, is_unchanged=is_same)


def _active(request: Request) -> tuple[str, int] | None:
    opening = plain(request.POST.get("opening"))[:40]
    return (opening, whole(request.POST.get("active"))) if opening else None


def _already_in(request: Request, region: Region, month: Month, do: str) -> HttpResponse:
    if do in ("submit", "nothing"):
        return redirect("check_in_done", region.slug, month)
    messages.warning(request, _("This log is already submitted. Correct it if something is wrong."))
    return redirect("check_in_month", region.slug, month)


def _keep_typed(request: Request, book: LogBook, do: str, now: datetime) -> str:
    return _("Saved at %(time)s.") % {"time": date_format(timezone.localtime(now), "H:i")}


def _keep_rest(request: Request, book: LogBook, do: str, now: datetime) -> str:
    kept = recording.keep_the_rest(book, request.user, now)
    return ngettext(
        "%(count)s activity is as it was last time.",
        "%(count)s activities are as they were last time.",
        kept,
    ) % {"count": kept}


def _reopen(request: Request, book: LogBook, do: str, now: datetime) -> str:
    recording.reopen(book, request.user, now, whole(do.partition("-")[2]))
    return _("The activity is open again.")


_DO: dict[str, Callable[[Request, LogBook, str, datetime], str]] = {
    "keep": _keep_rest,
    "reopen": _reopen,
}
