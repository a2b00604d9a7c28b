"""Last year's cohorts again for the next school year, as far as they are not there yet."""

from datetime import date

from django.db import transaction

from regions.internships.models import InternshipCohort
from regions.models import Region

from .ledger import a_year_later


def copies_for(region: Region, year: int) -> list[InternshipCohort]:
    """The cohorts of the year before, a year later; unsaved, without those that exist."""
    rows = InternshipCohort.objects.filter(
        school__region=region, school_year__in=(year - 1, year)
    ).select_related("school")
    there = {(row.school_id, row.track) for row in rows if row.school_year == year}
    before = [row for row in rows if row.school_year == year - 1]
    return [_copy(row, year) for row in before if (row.school_id, row.track) not in there]


@transaction.atomic
def copy_to(region: Region, year: int) -> int:
    """Save the copies, and say how many; nothing the second time."""
    Region.objects.select_for_update().get(pk=region.pk)
    return len(InternshipCohort.objects.bulk_create(copies_for(region, year)))


def _copy(row: InternshipCohort, year: int) -> InternshipCohort:
    return InternshipCohort(
        school=row.school,
        school_year=year,
        track=row.track,
        needed=row.needed,
        planned_from_on=_later(row.planned_from_on),
        planned_until_on=_later(row.planned_until_on),
        last_chance_on=a_year_later(row.last_chance_on),
        activity_key=row.activity_key,
    )


def _later(day: date | None) -> date | None:
    return a_year_later(day) if day else None
