"""Network meetings: the list, one meeting, signing up and off, and what advisors write of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import Attendance, NetworkMeeting, Theme
from regions.access import Request, require_national
from regions.asked import onward, row_id
from regions.csv import csv_response
from regions.saving import saved
from regions.web.lists import list_page, wants_csv

from .doors import comes_to_meetings, may_change, reads_all, require_network
from .fitting import regions_that_asked
from .forms import MeetingFilter, MeetingForm
from .meetings import Comer, calendar_of, comers_to, ends_at, meetings_for, takes_sign_ups

MEETINGS_A_PAGE = 20


@require_safe
def meetings(request: Request) -> HttpResponse:
    require_network(request.user)
    now, form = (
        timezone.now(),
        MeetingFilter(request.GET, theme=Theme.objects.values_list("pk", "name")),
    )
    past = form.wanted["period"] == "past"
    rows = meetings_for(request.user, now, past=past)
    if theme := form.wanted["theme"]:
        rows = rows.filter(theme=theme)

    def context(page: Page[Any]) -> dict[str, Any]:
        for row in page.object_list:
            row.is_open = takes_sign_ups(row, now)
        return {
            "past": past,
            "filter": form,
            "may_come": comes_to_meetings(request.user),
            "may_edit": reads_all(request.user),
        }

    return list_page(request, "advisors/meetings.html", rows, context, size=MEETINGS_A_PAGE)


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    row, now = _meeting(request, pk), timezone.now()
    comers = comers_to(row, now)
    if wants_csv(request):
        require_national(request.user)
        return _as_csv(row, comers, timezone.localdate(now))
    context = {
        "meeting": row,
        "ends_at": ends_at(row),
        "comers": comers,
        "asked": regions_that_asked(row.theme, request.user, now),
        "is_mine": any(comer.attendance.person_id == request.user.pk for comer in comers),
        "is_open": takes_sign_ups(row, now),
        "may_come": comes_to_meetings(request.user),
        "reads_all": reads_all(request.user),
        "may_edit": may_change(row, request.user, timezone.localdate(now)),
    }
    return render(request, "advisors/meeting.html", context)


def _meeting(request: Request, pk: int) -> NetworkMeeting:
    require_network(request.user)
    rows = NetworkMeeting.objects.select_related("theme", "made_by")
    return get_object_or_404(rows, pk=pk)


def _own(request: Request, pk: int) -> NetworkMeeting:
    """PermissionDenied where a colleague planned it."""
    require_national(request.user)
    row = _meeting(request, pk)
    if not may_change(row, request.user, timezone.localdate()):
        raise PermissionDenied
    return row


@require_POST
def attend(request: Request, pk: int) -> HttpResponse:
    """One click to come, one click not to; pressing twice does no harm."""
    row = _meeting(request, pk)
    if not comes_to_meetings(request.user):
        messages.error(request, _("Only programme leaders and advisors sign up."))
    elif not takes_sign_ups(row, timezone.now()):
        messages.error(request, _("This meeting takes no sign-ups any more."))
    elif request.POST.get("do") == "leave":
        Attendance.objects.filter(meeting=row, person=request.user).delete()
        messages.success(request, _("You do not come. You can sign up again."))
    else:
        Attendance.objects.get_or_create(meeting=row, person=request.user)
        messages.success(request, _("You come to “%(title)s”.") % {"title": row.title})
    return _back(request, row)


def _back(request: Request, row: NetworkMeeting) -> HttpResponse:
    return onward(request, request.POST.get("next", ""), "meeting", row.pk)


@require_safe
def meeting_ics(request: Request, pk: int) -> HttpResponse:
    row = _meeting(request, pk)
    text = calendar_of(row, timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="netwerk-{row.pk}.ics"'
    return response


def _as_csv(row: NetworkMeeting, comers: Iterable[Comer], today: date) -> HttpResponse:
    header = [_("Name"), _("Role"), _("Regions"), _("Signed up on")]
    cells = (
        [
            comer.name,
            comer.role,
            ", ".join(comer.regions),
            timezone.localdate(comer.attendance.added_at),
        ]
        for comer in comers
    )
    return csv_response(f"deelnemers-{row.pk}-{today}.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: Request) -> HttpResponse:
    """A theme in the address is filled in."""
    require_national(request.user)
    theme = Theme.objects.filter(pk__in=[row_id(request.GET.get("theme"))]).first()
    initial = {"theme": theme, "title": theme.name} if theme else {}
    row = NetworkMeeting(made_by=request.user)
    return _written(request, row, initial)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_meeting(request: Request, pk: int) -> HttpResponse:
    return _written(request, _own(request, pk), {})


def _written(request: Request, row: NetworkMeeting, initial: dict) -> HttpResponse:
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        initial=initial,
        now=timezone.now(),
    )
    title = row.title
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The meeting is saved."))
        return redirect("meeting", row.pk)
    context = {"form": form, "meeting": row, "title": title}
    status = 422 if form.errors else 200
    return render(request, "advisors/meeting_form.html", context, status=status)


@require_POST
def cancel_meeting(request: Request, pk: int) -> HttpResponse:
    """One click to cancel, one click to let it take place after all; who comes stays known."""
    row = _own(request, pk)
    if request.POST.get("do") == "undo":
        row.cancelled_at, row.moved_at = None, timezone.now()
        messages.success(request, _("The meeting takes place after all."))
    else:
        row.cancelled_at = row.cancelled_at or timezone.now()
        messages.success(request, _("The meeting is cancelled. Who signed up stays on the list."))
    row.save(update_fields=["cancelled_at", "moved_at"])
    return redirect("meeting", row.pk)
