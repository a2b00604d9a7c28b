"""One meeting: its page, planning and moving it, inviting, cancelling, and saying whether one
comes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.ical import calendar
from regions.saving import saved
from regions.steering.models import Meeting

from .attending import answer as keep_answer
from .attending import expected_at
from .door import done, fetch_group, fetch_meeting, reads_points
from .forms import AnswerForm, CancelForm, MeetingForm
from .holidays import closed_on, holidays_of
from .planning import (
    cancel,
    entry_of,
    invite,
    is_day_of,
    remove,
    take_place_after_all,
    when_text,
)


def fetch_shown(request: Request, slug: str, pk: int) -> Meeting:
    """A meeting for who reads it; one that nobody was told of is the leader's alone."""
    meeting = fetch_meeting(request, slug, pk, Action.READ_STANDING)
    was_told = meeting.invited_at or meeting.opened_at
    if not was_told and not can(request.user, Action.KEEP_MEETINGS, meeting):
        raise Http404
    return meeting


@require_safe
def meeting(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_shown(request, slug, pk)
    now, region = timezone.now(), row.steering_group.region
    people = expected_at(row)
    own = next((one for one in people if one.user.pk == request.user.pk), None)
    is_coming = row.starts_at > now and not row.is_past
    may_run = can(request.user, Action.RUN_MEETING, row)
    context = {
        "region": region,
        "meeting": row,
        "when": when_text(row),
        "people": people,
        "seats": [one for one in people if one.has_seat],
        "comes": sum(1 for one in people if one.has_seat and one.answer == "comes"),
        "own": own,
        "may_answer": bool(own and own.has_seat and row.invited_at and row.ends_at > now)
        and not row.is_past,
        "items": list(row.items.select_related("remark")),
        "reads_points": reads_points(request, region),
        "may_keep": can(request.user, Action.KEEP_MEETINGS, row),
        "may_open": may_run and not row.is_past and is_day_of(row, now) and bool(row.invited_at),
        "is_coming": is_coming,
        "may_move": not row.is_past and row.ends_at > now,
        "holiday": _holiday(row) if is_coming else None,
        "cancel_form": CancelForm(),
    }
    return render(request, "steering/meetings/meeting.html", context)


def _holiday(row: Meeting) -> str | None:
    region = row.steering_group.region
    return closed_on(row.day, holidays_of(region, row.day, row.day))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.KEEP_MEETINGS)
    row = Meeting(steering_group=fetch_group(region), made_by=request.user)
    return _edited(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    """Another day, time or place: who was invited gets a mail of it."""
    row = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    if row.is_past:
        messages.error(request, _("This meeting was opened or cancelled already."))
        return redirect("group_meeting", slug, pk)
    return _edited(request, row)


def _edited(request: Request, row: Meeting) -> HttpResponse:
    region, is_new = row.steering_group.region, row.pk is None
    form = MeetingForm(request.POST or None, instance=row, now=timezone.now())
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _told(row, is_new))
        return redirect("group_meeting", region.slug, row.pk)
    context = {"region": region, "meeting": None if is_new else row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "steering/meetings/meeting_form.html", context, status=status)


def _told(row: Meeting, is_new: bool) -> str:
    if is_new:
        return _("The meeting is planned. Nobody is invited yet.")
    if row.invited_at:
        return _("The meeting is changed. Who was invited gets a mail when it moved.")
    return _("The meeting is changed.")


@require_POST
def send_invitation(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    told = _("The invitation goes out within minutes, with the meeting for their calendars.")
    done(request, lambda: invite(row, timezone.now()), told)
    return redirect("group_meeting", slug, pk)


@require_POST
def call_off(request: Request, slug: str, pk: int) -> HttpResponse:
    """Cancel with a reason, or take it back."""
    row = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    now = timezone.now()
    if request.POST.get("do") == "undo":
        done(request, lambda: take_place_after_all(row, now), _("The meeting takes place."))
        return redirect("group_meeting", slug, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write why the meeting is cancelled; the group reads it."))
        return redirect("group_meeting", slug, pk)
    told = _("The meeting is cancelled. Who was invited gets a mail of it.")
    done(request, lambda: cancel(row, form.cleaned_data["reason"], now), told)
    return redirect("group_meeting", slug, pk)


@require_POST
def delete(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_meeting(request, slug, pk, Action.KEEP_MEETINGS)
    if done(request, lambda: remove(row), _("The meeting is removed. Nobody was told of it.")):
        return redirect("group_meetings", slug)
    return redirect("group_meeting", slug, pk)


@require_POST
def answer(request: Request, slug: str, pk: int) -> HttpResponse:
    """A member comes, or does not."""
    row = fetch_meeting(request, slug, pk, Action.REMARK)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether you come."))
        return redirect("group_meeting", slug, pk)
    said = form.cleaned_data["answer"]
    told = _("You come. See you then.") if said == "comes" else _("You do not come. Thank you.")
    done(request, lambda: keep_answer(row, request.user, said, timezone.now()), told)
    return redirect("group_meeting", slug, pk)


@require_safe
def ics(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_shown(request, slug, pk)
    text = calendar([entry_of(row)], timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="vergadering-{row.day}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
