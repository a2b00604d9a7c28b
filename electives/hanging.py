"""Electives by the activity of the plan that they hang on."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from regions.models import Region
from regions.plans.hanging import Hanging

from .models import Elective


def electives_by_activity(region: Region) -> Iterator[tuple[UUID, Hanging]]:
    """By title; what was rejected is left out."""
    rows = Elective.objects.filter(region=region, rejected_on=None)
    for pk, title, key in rows.values_list("pk", "title", "activity_key"):
        yield key, Hanging(title, reverse("elective", args=[region.slug, pk]))
