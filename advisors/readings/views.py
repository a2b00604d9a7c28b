"""Plans that were given to an advisor to read: remark, and advise."""

from django.contrib import messages
from django.db.models import Count, F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import Reading
from regions.access import Request, require_advisor
from regions.web.lists import list_page

from .doors import fetch_own, readings_of
from .forms import AdviceForm, RemarkForm
from .page import reading_page
from .remarks import ReadingRefused, advise, drop, remark

READINGS_A_PAGE = 20


@require_safe
def readings(request: Request) -> HttpResponse:
    """What was given to me: what waits first, the nearest day first."""
    require_advisor(request.user)
    rows = readings_of(request.user).annotate(count=Count("remarks"))
    rows = rows.order_by(F("advised_at").desc(nulls_first=True), "due_on", "pk")
    return list_page(
        request,
        "advisors/readings.html",
        rows,
        lambda _page: {
            "waiting": readings_of(request.user).waiting().count(),
            "today": timezone.localdate(),
        },
        size=READINGS_A_PAGE,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request, pk: int) -> HttpResponse:
    """The plan that was given, and a remark on one activity or on the whole."""
    found = fetch_own(request.user, pk)
    if request.method != "POST":
        return _page(request, found, AdviceForm())
    form = RemarkForm(request.POST, plan=found.plan)
    if not form.is_valid():
        return _page(request, found, AdviceForm(), form)
    try:
        kept = remark(found, form.save(commit=False))
    except ReadingRefused as refused:
        messages.error(request, str(refused))
        return redirect("reading", pk)
    messages.success(request, _("Your remark is kept. The region reads it with your advice."))
    anchor = f"activity-{kept.activity_id}" if kept.activity_id else "whole"
    return redirect(f"{reverse('reading', args=[pk])}#{anchor}")


@require_POST
def give_advice(request: Request, pk: int) -> HttpResponse:
    found = fetch_own(request.user, pk)
    form = AdviceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    try:
        advise(found, given["advice"], given["advice_text"], timezone.now())
        messages.success(request, _("Your advice is given. The region reads it, and answers."))
    except ReadingRefused as refused:
        messages.error(request, str(refused))
    return redirect("reading", pk)


@require_POST
def remove(request: Request, pk: int, remark: int) -> HttpResponse:
    """An own remark, before the advice."""
    found = fetch_own(request.user, pk)
    try:
        drop(found, remark)
        messages.success(request, _("The remark is gone."))
    except ReadingRefused as refused:
        messages.error(request, str(refused))
    return redirect("reading", pk)


def _page(
    request: Request, found: Reading, advice: AdviceForm, typed: RemarkForm | None = None
) -> HttpResponse:
    wrong = typed or advice
    context = {
        "reading": found,
        "region": found.plan.region,
        "page": reading_page(found, timezone.localdate()),
        "advice": advice,
        "form": wrong,
        "typed": typed,
        "typed_activity": typed.data.get("activity", "") if typed else None,
        "is_open": found.is_open,
    }
    return render(request, "advisors/reading.html", context, status=422 if wrong.errors else 200)
