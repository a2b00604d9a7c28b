"""What letters ask and point at: tasks with a day, and what the next report must not forget."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from regions.dossier.models import Letter, Point
from regions.models import Region


@dataclass(frozen=True)
class PointOfAttention:
    """What DUS-I pointed at, and the letter that says so."""

    pk: int
    text: str
    letter: str
    dated_on: date
    reference: str
    path: str


def points_of_attention(region: Region) -> list[PointOfAttention]:
    """What is not dealt with yet, the oldest letter first; one query. For the next report."""
    rows = Point.objects.filter(
        letter__region=region, kind=Point.Kind.ATTENTION, done_on=None
    ).select_related("letter")
    return [
        PointOfAttention(
            row.pk,
            row.text,
            row.letter.subject,
            row.letter.dated_on,
            row.letter.reference,
            reverse("letter", args=[region.slug, row.letter_id]),
        )
        for row in rows.order_by("letter__dated_on", "pk")
    ]


def open_tasks(regions: "QuerySet[Region] | list[Region]") -> QuerySet[Point]:
    """Questions of DUS-I without an answer in these regions, soonest first."""
    rows = Point.objects.filter(letter__region__in=regions, kind=Point.Kind.QUESTION, done_on=None)
    return rows.select_related("letter__region").order_by("due_on", "pk")


def letters_of(region: Region, kind: str = "") -> QuerySet[Letter]:
    """With their files and points; three queries."""
    rows = Letter.objects.filter(region=region)
    rows = rows.filter(kind=kind) if kind else rows
    return rows.prefetch_related(Prefetch("points"), "files")
