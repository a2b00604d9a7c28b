"""Partners and contributions by the activity of the plan that they serve."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from regions.models import Region
from regions.plans.hanging import Hanging

from .models import Contribution, Partnership


def partners_by_activity(region: Region) -> Iterator[tuple[UUID, Hanging]]:
    rows = Partnership.objects.running().filter(region=region, business__merged_into=None)
    for pk, name, keys in rows.exclude(activity_keys=[]).values_list(
        "pk", "business__name", "activity_keys"
    ):
        for key in keys:
            yield UUID(key), Hanging(name, reverse("partner", args=[region.slug, pk]))


def contributions_by_activity(region: Region) -> Iterator[tuple[UUID, Hanging]]:
    """What was promised, delivered or proven, the latest first; what does not come is left out."""
    rows = Contribution.objects.filter(
        partnership__region=region, activity_key__isnull=False, dropped_on=None
    )
    for pk, title, key in rows.values_list("pk", "title", "activity_key"):
        yield key, Hanging(title, reverse("contribution", args=[region.slug, pk]))  # type: ignore[misc]
