"""The page of the monthly log: shown, saved without JavaScript, submitted and corrected."""

from dataclasses import replace
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.plans.versions import open_plan
from regions.progress.asking import asked_after_log
from regions.progress.measure.turn import Turn, turn_of
from regions.progress.models import TROUBLED
from regions.progress.moved import moved_in
from regions.progress.waits import waits_in

from . import recording
from .afterthought import TooLate, start_afterthought
from .answers import Answer
from .around import around
from .asked import DueActivity
from .corrections import discard_correction, start_correction
from .due import LogBook, log_months, read_log_book, reread
from .finish.finishing import FINISH, finish
from .finish.late import left_out
from .finish.quick import tells_by_hand
from .forms import FIELDS, CorrectionForm, Typed, plain, read_answers, too_long, whole
from .receipt import receipt_of, versions_of
from .showing.page import page_context, stop_texts

LONGEST_SEEN = 2000  # characters of the doubts that were answered with: it is right


@require_safe
def check_in(request: Request, slug: str) -> HttpResponse:
    """The log that comes first: of the past month until it is in, then of the one that runs."""
    now = timezone.now()
    region = fetch_region(request.user, slug, Action.READ_LOG)
    turn = turn_of(region, timezone.localdate(now))
    return _page(request, slug, turn.month, now, turn)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_month(request: Request, slug: str, month: Month) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        return _write(request, slug, month, request.POST.get("do", "save"), now)
    return _page(request, slug, month, now)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_submit(request: Request, slug: str, month: Month) -> HttpResponse:
    """Finish the log; who comes back here after signing in again finds its page."""
    if request.method != "POST":
        region = fetch_region(request.user, slug, Action.WRITE_LOG)
        return redirect("check_in_month", region.slug, month)
    do = request.POST.get("do", "")
    do = do if do in FINISH else "submit"
    return _write(request, slug, month, do, timezone.now())


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
    if request.POST.get("do") == "again":
        return _change_again(request, region, month)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        start_correction(region, month, request.user, timezone.now(), reason)
        return redirect("check_in_month", region.slug, month)
    context = {"region": region, "month": month, "form": form}
    status = 422 if form.errors else 200
    return render(request, "progress/check_in_correct.html", context, status=status)


def _change_again(request: Request, region: Region, month: Month) -> HttpResponse:
    """Within half an hour after finishing the log is written on; later it asks a reason."""
    try:
        start_afterthought(region, month, request.user, timezone.now())
    except TooLate:
        messages.warning(request, _("The half hour is over. A correction says why."))
        return redirect("check_in_correct", region.slug, month)
    return redirect("check_in_month", region.slug, month)


@require_safe
def check_in_done(request: Request, slug: str, month: Month) -> HttpResponse:
    """The receipt: it is in, how long it took, and what happens with it."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    versions = versions_of(region, month)
    if not versions:
        return redirect("check_in_month", region.slug, month)
    context = {"region": region, "month": month, **receipt_of(versions[0], timezone.now())}
    today = timezone.localdate()
    context["asks"] = asked_after_log(region, today)
    context["moved"] = moved_in(region, month, month, today)
    return render(request, "progress/check_in_done.html", context)


def _page(
    request: Request, slug: str, month: Month, now: datetime, turn: Turn | None = None
) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    may_write = can(request.user, Action.WRITE_LOG, region)
    book = read_log_book(region, month, now) if may_write else None
    plan = book.plan if book else Plan.objects.current().filter(region=region).first()
    if stop := _stop(request, region, month, plan, may_write, now):
        return stop
    turn = turn or turn_of(region, timezone.localdate(now))
    beside = around(month, turn, plan) if plan else None
    if book and book.is_editable:
        more, seen = row_id(request.GET.get("more", "")), request.GET.get("sure", "")[:LONGEST_SEEN]
        context = page_context(book, now, more=more) | {"around": beside}
        context |= {"sure": seen, "seen": seen.split(), "waits": waits_in(region, now)}
        return render(request, "progress/check_in.html", context)
    context = {"region": region, "month": month, "may_write": may_write, "around": beside}
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
        return _too_late(request, book, now) or _already_in(request, region, month, do)
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
        if not saved.conflicts:
            return finish(request, book, do, saved)
    except recording.LogIsSubmitted:  # by somebody else, before or after what was typed was kept
        book = read_log_book(region, month, now) or book
        return _too_late(request, book, now) or _already_in(request, region, month, do)
    fresh = reread(book, saved.check_in)
    context = page_context(fresh, now, request.POST, conflicts=saved.conflicts)
    return render(request, "progress/check_in.html", context)


def _typed(book: LogBook, request: Request, today: date) -> Typed:
    rows = [(due.activity.pk, [mark.pk for mark in due.milestones]) for due in book.due]
    typed = read_answers(rows, request.POST, book.month.as_of(today), book.stood())
    due = {row.activity.pk: row for row in book.due}
    typed.answers = [
        _as_kept(answer, due[answer.activity_id], book)
        for answer in typed.answers
        if not _is_as_shown(answer, due[answer.activity_id])
    ]
    return typed


def _is_as_shown(answer: Answer, row: DueActivity) -> bool:
    """Whether a row without an answer only sends back what the page had filled in itself."""
    is_said = answer.obstacle_fate or answer.met or answer.counted is not None
    is_same = answer.status in ("", row.shown_status)
    return is_same and not (answer.revision or is_said or tells_by_hand(answer, row))


def _as_kept(answer: Answer, row: DueActivity, book: LogBook) -> Answer:
    """A row that was kept as last time, and was not touched since, stays "no change"."""
    update = book.updates.get(answer.activity_id)
    if answer.status in TROUBLED and not answer.problem:
        answer = replace(answer, problem=row.problem_before)
    if update is None or not update.is_unchanged:
        return answer
    met = {mark.pk: book.met[mark.pk] for mark in row.milestones if mark.pk in book.met}
    is_same = all(getattr(answer, name) == getattr(update, name) for name in FIELDS)
    return replace(answer, is_unchanged=is_same and answer.met == met)


def _active(request: Request) -> tuple[str, int] | None:
    opening = plain(request.POST.get("opening"))[:40]
    return (opening, whole(request.POST.get("active"))) if opening else None


def _too_late(request: Request, book: LogBook, now: datetime) -> HttpResponse | None:
    """What was typed after the log was in, if it is anything else than what it holds."""
    typed = _typed(book, request, timezone.localdate(now))
    left = left_out(book, typed.answers, plain(request.POST.get("going_well")))
    if not left:
        return None
    context = {"region": book.region, "month": book.month, "log": book.check_in, "left_out": left}
    return render(request, "progress/check_in_late.html", context, status=409)


def _already_in(request: Request, region: Region, month: Month, do: str) -> HttpResponse:
    if do in FINISH:
        return redirect("check_in_done", region.slug, month)
    messages.warning(request, _("This log is already submitted. Correct it if something is wrong."))
    return redirect("check_in_month", region.slug, month)
