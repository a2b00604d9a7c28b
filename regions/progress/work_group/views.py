"""The leader's page of the work group: who carries out what, who was asked, and who answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, fetch, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.months import Month
from regions.progress.log.due import LogBook, log_months, read_log_book
from regions.progress.measure.turn import turn_of
from regions.progress.models import WorkAsk, WorkLine, WorkPhoto
from regions.web.lists import wants_csv

from .asking import NotPossible, ask_again, ask_owners, asks_of, forget, mail_of, revoke
from .guest_views import shown
from .minutes import minutes_of
from .owners import known_people, owner_rows, save_owners


@require_safe
def work_group(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    return redirect("work_group_month", slug, turn_of(region, timezone.localdate()).month)


@require_safe
def work_group_month(request: Request, slug: str, month: Month) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    book = _book(region, month)
    if book is None:
        return redirect("check_in_month", slug, month)
    asks = _with_lines(book)
    if wants_csv(request):
        return _csv(book, asks)
    has_mail = [row.activity for row in book.due if mail_of(row.activity)]
    asked = {ask.email for ask in asks}
    context: dict[str, Any] = {
        "region": region,
        "month": month,
        "book": book,
        "asks": asks,
        "heading": _heading(asks),
        "to_ask": len({mail_of(activity) for activity in has_mail} - asked),
        "without": len(book.due) - len(has_mail),
        "measured": minutes_of(region),
        "has_phone": bool(request.user.phone),
    }
    return render(request, "progress/work_group.html", context)


def _book(region: Region, month: Month) -> LogBook | None:
    """None where no plan is approved, or where the month cannot be logged."""
    now = timezone.now()
    book = read_log_book(region, month, now)
    return book if book and month in log_months(book.plan, now) else None


def _with_lines(book: LogBook) -> list[WorkAsk]:
    """The questions of a month, each with its lines and what became of them, in two queries."""
    asks, now = asks_of(book), timezone.now()
    titles: dict[UUID, str] = {one.key: str(one) for one in book.before.activities}
    lines: dict[int, list[WorkLine]] = {}
    for line in WorkLine.objects.filter(ask__in=asks).order_by("pk"):
        line.title = titles.get(line.activity_key, "")  # type: ignore[attr-defined]
        lines.setdefault(line.ask_id, []).append(line)
    for ask in asks:
        ask.told = lines.get(ask.pk, [])  # type: ignore[attr-defined]
        ask.is_open = ask.revoked_at is None and ask.expires_at > now  # type: ignore[attr-defined]
        ask.waits = sum(line.waits for line in ask.told)  # type: ignore[attr-defined]
    return asks


def _heading(asks: list[WorkAsk]) -> str:
    if not asks:
        return _("Nobody was asked yet")
    answered = sum(ask.answered_at is not None for ask in asks)
    text = ngettext("%(n)s of %(all)s answered", "%(n)s of %(all)s answered", answered)
    return text % {"n": answered, "all": len(asks)}


def _csv(book: LogBook, asks: list[WorkAsk]) -> HttpResponse:
    header = [_("Name"), _("Mail address"), _("Activity"), _("Asked on"), _("Answered on")]
    cells = (
        [ask.name, ask.email, line.title, _day(ask.asked_at), _day(line.sent_at)]
        for ask in asks
        for line in ask.told  # type: ignore[attr-defined]
    )
    return csv_response(f"werkgroep-{book.region.slug}-{book.month}.csv", header, cells)


def _day(at: Any) -> Any:
    return at and timezone.localdate(at)


@require_POST
def ask(request: Request, slug: str, month: Month) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    book = _book(region, month)
    if book is None:
        return redirect("check_in_month", slug, month)
    try:
        asked = ask_owners(book, request.user, timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("work_group_month", slug, month)
    if asked.new:
        text = ngettext(
            "%(n)s person gets a mail with a link.",
            "%(n)s people get a mail with a link.",
            asked.new,
        )
        messages.success(request, text % {"n": asked.new})
    else:
        messages.info(request, _("Everybody with an address was asked already."))
    return redirect("work_group_month", slug, month)


@require_POST
def again(request: Request, slug: str, pk: int) -> HttpResponse:
    found = _ask(request, slug, pk)
    try:
        ask_again(found, request.user, timezone.now())
        messages.success(request, _("%(name)s gets a new link by mail.") % {"name": found.name})
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect("work_group_month", slug, found.month)


@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    found = _ask(request, slug, pk)
    revoke(found, request.user, timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("work_group_month", slug, found.month)


@require_POST
def erase(request: Request, slug: str, pk: int) -> HttpResponse:
    found = _ask(request, slug, pk)
    forget(found.region, found.email, request.user, timezone.now())
    messages.success(request, _("Name, address and lines are erased. What the log says stays."))
    return redirect("work_group_month", slug, found.month)


def _ask(request: Request, slug: str, pk: int) -> WorkAsk:
    rows = WorkAsk.objects.filter(region__slug=slug).select_related("region")
    return fetch(rows, request.user, Action.WRITE_LOG, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    month = turn_of(region, timezone.localdate()).month
    book = _book(region, month)
    if book is None:
        return redirect("check_in_month", slug, month)
    known = known_people(book, timezone.localdate())
    rows = owner_rows(book, known, request.POST if request.method == "POST" else None)
    is_wrong = any(row.errors for row in rows)
    if request.method == "POST" and not is_wrong:
        save_owners(book, rows, request.user, timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("work_group_month", slug, month)
    context = {"region": region, "month": month, "rows": rows, "is_wrong": is_wrong}
    context["known"] = known
    status = 422 if is_wrong else 200
    return render(request, "progress/work_owners.html", context, status=status)


@require_safe
def photo(request: Request, slug: str, line: int) -> HttpResponse:
    """For who writes the log; the steering group and the advisor see no concept."""
    region = fetch_region(request.user, slug, Action.WRITE_LOG)
    return shown(WorkPhoto.objects.filter(line=line, line__ask__region=region).first())
