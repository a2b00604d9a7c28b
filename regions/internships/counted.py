"""What the ledger of internships says of the counts of the activities that it serves."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from regions.models import Region
from regions.progress.known import Span

from .models import CohortEntry


def from_ledger(region: Region, spans: Mapping[UUID, Span]) -> Iterable[tuple[UUID, int]]:
    """Pupils who were placed, with what was put right taken off. One query."""
    keys = [key for key, span in spans.items() if span.counts in ("placements", "pupils")]
    rows = CohortEntry.objects.filter(
        cohort__school__region=region, cohort__activity_key__in=keys, kind=CohortEntry.Kind.PLACED
    )
    found: Counter[UUID] = Counter()
    for key, day, count in rows.values_list("cohort__activity_key", "dated_on", "count"):
        if key and spans[key].after < day <= spans[key].until:
            found[key] += count
    return found.items()
