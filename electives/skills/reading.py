"""Reading the map of a region, or of one of its schools, in as many queries as it has kinds."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from electives.models import Competence, Elective, Practice, Stage
from regions.internships.models import InternshipCohort
from regions.labs.models import Event, Lab
from regions.models import Region, School
from regions.months import first_month_of, school_year_of

from .skills import Column, Kind, SkillsMap, build


def taught(region: Region, year: int, school: School | None = None) -> QuerySet[Elective]:
    """Electives that pupils follow: offered this school year, or, for a whole region, in the
    offer by their path."""
    rows = Elective.objects.filter(region=region, rejected_on=None)
    here = Q(offerings__school_year=year)
    if school is not None:
        return rows.filter(here, offerings__school=school).distinct()
    return rows.filter(here | Q(steps__stage=Stage.OFFERED)).distinct()


def labs_of(region: Region, school: School | None = None) -> QuerySet[Lab]:
    rows = Lab.objects.filter(region=region, closed_on=None)
    return rows.filter(schools=school) if school else rows


def events_of(region: Region, year: int, school: School | None = None) -> QuerySet[Event]:
    """What is planned or held this school year."""
    rows = Event.objects.filter(
        region=region,
        starts_at__gte=first_month_of(year).start,
        starts_at__lt=first_month_of(year + 1).start,
    ).exclude(state=Event.State.CANCELLED)
    return rows.filter(schools=school) if school else rows


def cohorts_of(
    region: Region, year: int, school: School | None = None
) -> QuerySet[InternshipCohort]:
    rows = InternshipCohort.objects.filter(school__region=region, school_year=year)
    return rows.filter(school=school) if school else rows


def skills_map(region: Region, today: date, school: School | None = None) -> SkillsMap:
    year = school_year_of(today)
    columns = [
        Column(Kind.ELECTIVE, f"elective-{pk}", title, pk)
        for pk, title in taught(region, year, school).values_list("pk", "title")
    ]
    columns += [
        Column(Kind.LAB, f"lab-{pk}", name, pk)
        for pk, name in labs_of(region, school).values_list("pk", "name")
    ]
    columns += [
        Column(Kind.EVENT, f"event-{pk}", title, pk)
        for pk, title in events_of(region, year, school).values_list("pk", "title")
    ]
    tracks = dict(cohorts_of(region, year, school).values_list("pk", "track"))
    columns += [
        Column(Kind.COHORT, f"track-{track}", _("Internship %(track)s") % {"track": track})
        for track in sorted(set(tracks.values()))
    ]
    return build(Competence.objects.of(region), columns, _depths(region, tracks))


def _depths(region: Region, tracks: dict[int, str]) -> dict[tuple[int, str], int]:
    """Of several cohorts in one track the deepest counts."""
    found: dict[tuple[int, str], int] = {}
    rows = Practice.objects.filter(region=region, activity_key=None).order_by()
    for competence, depth, elective, lab, event, cohort in rows.values_list(
        "competence_id", "depth", "elective_id", "lab_id", "event_id", "cohort_id"
    ):
        key = (
            (elective and f"elective-{elective}")
            or (lab and f"lab-{lab}")
            or (event and f"event-{event}")
            or f"track-{tracks.get(cohort)}"
        )
        found[competence, key] = max(depth, found.get((competence, key), 0))
    return found
