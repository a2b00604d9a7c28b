"""The door to one meeting, and how what is refused is told."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from regions.access import Action, Request, can, fetch
from regions.models import Region
from regions.steering.models import AgendaItem, Meeting, SteeringGroup

from .planning import MeetingRefused


def meetings_in(slug: str) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(steering_group__region__slug=slug)
    return rows.select_related("steering_group__region", "approved_in")


def fetch_meeting(request: Request, slug: str, pk: int, action: Action) -> Meeting:
    return fetch(meetings_in(slug), request.user, action, pk=pk)


def fetch_item(meeting: Meeting, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("meeting", "change__region")
    item = get_object_or_404(rows, pk=pk)
    item.meeting = meeting
    return item


def fetch_group(region: Region) -> SteeringGroup:
    return get_object_or_404(SteeringGroup.objects.select_related("region"), region=region)


def reads_points(request: Request, region: Region) -> bool:
    """Only the group and its programme leader read what members write."""
    return can(request.user, Action.MEET, region)


def done(request: Request, do: Callable[[], object], told: str) -> bool:
    """Do it and say so; say why not where it was refused."""
    try:
        do()
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return False
    if told:
        messages.success(request, told)
    return True
