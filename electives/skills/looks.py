"""Figures of a school year: who looked and answered, pupils who follow an elective, take-overs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from electives.models import Elective, Missed, Offering, SkillsLink
from regions.counts import count_text
from regions.models import Region, School
from regions.months import first_month_of, school_year_of
from regions.partners.models import Partnership


@dataclass(frozen=True)
class Looked:
    """How many of a group opened their link this school year, and how many answered."""

    total: int
    opened: int
    answered: int


@dataclass(frozen=True)
class Figures:
    businesses: Looked
    schools: Looked
    pupils: str
    teaching: int  # schools with an elective
    vmbo: int
    regions: int  # that took an elective over
    taken: list[tuple[str, str]]  # which elective, by which region
    unseen: int


def figures(region: Region, today: date, exact: bool) -> Figures:
    year = school_year_of(today)
    schools = dict(School.objects.filter(region=region).values_list("pk", "kind"))
    partners = set(
        Partnership.objects.running()
        .filter(region=region, business__merged_into=None)
        .values_list("pk", flat=True)
    )
    offered = Offering.objects.filter(
        elective__region=region, elective__rejected_on=None, school_year=year
    )
    counts = list(offered.order_by().values_list("school_id", "pupils"))
    vmbo = {pk for pk, kind in schools.items() if kind not in School.WITHOUT_VMBO}
    taken = list(
        Elective.objects.filter(taken_from__region=region)
        .exclude(region=region)
        .order_by("taken_from__title__dutch", "region__name__dutch")
        .values_list("taken_from__title", "region__name")
    )
    businesses, of_schools = _looked(region, year, partners, set(schools))
    return Figures(
        businesses=businesses,
        schools=of_schools,
        pupils=count_text((pupils or 0 for _school, pupils in counts), exact),
        teaching=len({school for school, _pupils in counts} & vmbo),
        vmbo=len(vmbo),
        regions=len({name for _title, name in taken}),
        taken=taken,
        unseen=unseen(region),
    )


def unseen(region: Region) -> int:
    return Missed.objects.filter(link__region=region, seen_at=None).count()


def _looked(
    region: Region, year: int, partners: set[int], schools: set[int]
) -> tuple[Looked, Looked]:
    since = first_month_of(year).start
    rows = SkillsLink.objects.filter(region=region).filter(
        Q(opened_at__gte=since) | Q(answered_at__gte=since)
    )
    opened, answered = set(), set()
    for partner, school, at in rows.values_list("partnership_id", "school_id", "answered_at"):
        who = ("partner", partner) if partner else ("school", school)
        opened.add(who)
        if at and at >= since:
            answered.add(who)
    groups = {"partner": partners, "school": schools}
    return tuple(  # type: ignore[return-value]
        Looked(
            len(members),
            sum(kind == name and pk in members for kind, pk in opened),
            sum(kind == name and pk in members for kind, pk in answered),
        )
        for name, members in groups.items()
    )
