"""A region takes over an elective of another: what travels, and what it does itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from electives.models import Competence, Elective, Material, PathStep, Practice, Stage
from electives.path.path import taken_along
from regions.accounts.models import User
from regions.models import Region
from regions.partners.models import Document


@dataclass(frozen=True)
class Luggage:
    """What travels along, told before somebody decides."""

    steps: list[PathStep]
    competences: int
    materials: int

    @property
    def is_established(self) -> bool:
        return len(self.steps) > 1


def luggage_of(origin: Elective) -> Luggage:
    return Luggage(
        taken_along(list(origin.steps.all()), origin.counts_for_exam),
        origin.practices.count(),
        _material(origin).count(),
    )


def copy_in(origin: Elective, region: Region) -> Elective | None:
    """What the region has of it already: its copy, or the one that this is a copy of."""
    rows = Elective.objects.filter(region=region).defer("search")
    return rows.filter(Q(taken_from=origin) | Q(pk=origin.taken_from_id) | Q(pk=origin.pk)).first()


@transaction.atomic
def take_over(
    origin: Elective, region: Region, by: User, today: date, key: UUID, fields: dict[str, Any]
) -> Elective:
    """The copy in `region`, at the step where its path goes on; the one that was there before
    when somebody pressed twice."""
    Region.objects.select_for_update().get(pk=region.pk)
    there = copy_in(origin, region)
    if there is not None:
        return there
    copy = Elective.objects.create(
        region=region,
        activity_key=key,
        summary=origin.summary,
        profiles=origin.profiles,
        counts_for_exam=origin.counts_for_exam,
        added_by=by,
        taken_from=origin,
        taken_on=today,
        origin=f"{origin.title}, {origin.region.name}"[:220],
        **fields,
    )
    _copy_path(origin, copy, by, today)
    _copy_practices(origin, copy)
    _copy_material(origin, copy, by)
    return copy


def _copy_path(origin: Elective, copy: Elective, by: User, today: date) -> None:
    """Dated today: before it, this region had no such elective. The line says whose step it was."""
    steps = taken_along(list(origin.steps.all()), origin.counts_for_exam)
    if len(steps) < 2:
        PathStep.objects.create(elective=copy, stage=Stage.IDEA, dated_on=today, taken_by=by)
        return
    for step in steps:
        values = {"region": origin.region, "day": date_format(step.dated_on, "j F Y")}
        PathStep.objects.create(
            elective=copy,
            stage=step.stage,
            dated_on=today,
            overlap_percent=step.overlap_percent,
            note=_("Taken by %(region)s on %(day)s.") % values,
            taken_by=by,
        )


def _copy_practices(origin: Elective, copy: Elective) -> None:
    """Career competences are the same everywhere; another is found by its name, or added."""
    known = {
        competence.name.lower(): competence
        for competence in Competence.objects.filter(region=copy.region)
    }
    rows = []
    for practice in origin.practices.select_related("competence"):
        own = competence = practice.competence
        if not competence.is_lob:
            own = known.get(competence.name.lower()) or Competence.objects.create(
                region=copy.region, name=competence.name, explanation=competence.explanation
            )
        rows.append(
            Practice(region=copy.region, elective=copy, competence=own, depth=practice.depth)
        )
    Practice.objects.bulk_create(rows)


def _material(origin: Elective) -> Any:
    return origin.materials.exclude(audience=Material.Audience.REGION)


def _copy_material(origin: Elective, copy: Elective, by: User) -> None:
    """A file of its own, for its own region: what the first region removes stays here."""
    for material in _material(origin).select_related("document"):
        document = Document.objects.create(
            region=copy.region,
            name=material.document.name,
            content_type=material.document.content_type,
            content=material.document.content,
            size=material.document.size,
            uploaded_by=by,
        )
        Material.objects.create(elective=copy, title=material.title, document=document)
