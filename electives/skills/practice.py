"""Writing down what pupils practise in one place, all at once or not at all."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from electives.models import Competence, Depth, Practice
from regions.models import Region


def depths_of(region: Region, **place: Any) -> dict[int, int]:
    rows = Practice.objects.filter(region=region, **place)
    return dict(rows.values_list("competence_id", "depth"))


@transaction.atomic
def practise(region: Region, depths: Mapping[int, int], **place: Any) -> None:
    """From now on exactly `depths` (by competence; 0 is not at all) at the one `place`."""
    Region.objects.select_for_update().get(pk=region.pk)
    rows = Practice.objects.filter(region=region, **place)
    known = dict(rows.values_list("competence_id", "depth"))
    rows.filter(competence__in=[pk for pk in known if not depths.get(pk)]).delete()
    for pk, depth in depths.items():
        if depth and known.get(pk) != depth:
            Practice.objects.update_or_create(
                region=region, competence_id=pk, defaults={"depth": depth}, **place
            )


@transaction.atomic
def serve(region: Region, chosen: set[tuple[int, UUID]], keys: set[UUID]) -> None:
    """Which career competence which activity serves; activities outside `keys` stay as they are."""
    Region.objects.select_for_update().get(pk=region.pk)
    rows = Practice.objects.filter(
        region=region, activity_key__in=keys, competence__in=Competence.objects.lob()
    )
    known = {(row.competence_id, row.activity_key): row.pk for row in rows}
    gone = [pk for pair, pk in known.items() if pair not in chosen]
    Practice.objects.filter(pk__in=gone).delete()
    Practice.objects.bulk_create(
        Practice(region=region, competence_id=pk, activity_key=key, depth=Depth.INTRODUCED)
        for pk, key in sorted(chosen - set(known))
    )
