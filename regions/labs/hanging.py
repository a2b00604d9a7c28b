"""Labs and events by the activity of the plan that they serve."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from regions.models import Region
from regions.plans.hanging import Hanging

from .models import Event, Lab


def labs_by_activity(region: Region) -> Iterator[tuple[UUID, Hanging]]:
    rows = Lab.objects.filter(region=region, activity_key__isnull=False, closed_on=None)
    for pk, name, key in rows.values_list("pk", "name", "activity_key"):
        yield key, Hanging(name, reverse("lab", args=[region.slug, pk]))  # type: ignore[misc]


def events_by_activity(region: Region) -> Iterator[tuple[UUID, Hanging]]:
    """The latest first, without those that were cancelled."""
    rows = Event.objects.filter(region=region, activity_key__isnull=False)
    rows = rows.exclude(state=Event.State.CANCELLED).order_by("-starts_at", "-pk")
    for pk, title, key in rows.values_list("pk", "title", "activity_key"):
        yield key, Hanging(title, reverse("event", args=[region.slug, pk]))  # type: ignore[misc]
