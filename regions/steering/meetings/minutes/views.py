"""The minutes on a page to read and print, and as a document."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can
from regions.dutch import date_text
from regions.reports.out.paper import CONTENT_TYPE
from regions.steering.meetings.door import fetch_meeting, reads_points
from regions.steering.models import Meeting

from .minutes import minutes_of
from .word import document_of


def fetch_minutes(request: Request, slug: str, pk: int) -> Meeting:
    """From outside only minutes that were approved are read."""
    meeting = fetch_meeting(request, slug, pk, Action.READ_STANDING)
    if meeting.closed_at is None:
        raise Http404
    if meeting.approved_at is None:
        fetch_meeting(request, slug, pk, Action.MEET)
    return meeting


@require_safe
def minutes(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting = fetch_minutes(request, slug, pk)
    region = meeting.steering_group.region
    context = {
        "region": region,
        "meeting": meeting,
        "minutes": minutes_of(meeting),
        "reads_points": reads_points(request, region),
        "may_write": can(request.user, Action.RUN_MEETING, meeting) and not meeting.approved_at,
    }
    return render(request, "steering/meetings/minutes.html", context)


@require_safe
def document(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting = fetch_minutes(request, slug, pk)
    region = meeting.steering_group.region
    approved = meeting.approved_at
    approved_on = date_text(timezone.localdate(approved)) if approved else ""
    content = document_of(
        minutes_of(meeting),
        meeting.closed_at or meeting.starts_at,
        approved_on,
        reads_points=reads_points(request, region),
    )
    name = f"verslag-{region.slug}-{meeting.day}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
