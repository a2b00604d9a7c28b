"""How much an elective overlaps with what exists: shared word stems and competences, and why.

The share is symmetric, from 0 to 100, and 100 for two that say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, TextField

from electives.models import Elective, ListedElective, Practice, Stage

# Words of every elective, as their stems: what pupils do, and where.
EVERYWHERE = frozenset(
    {"leerling", "ler", "lert", "werk", "werkt", "mak", "maakt", "keuzevak", "bedrijf", "bedrijv"}
    | {"schol", "gan", "hun", "zij"}
)
HALF = 0.5
WHY = 8  # words of the reason


@dataclass(frozen=True)
class Content:
    """What an elective says: stems of its words, and names of competences."""

    words: frozenset[str]
    competences: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str], competences: Iterable[str] = ()) -> "Content":
        names = frozenset(" ".join(name.casefold().split()) for name in competences)
        return cls(frozenset(words) - EVERYWHERE, names - {""})


@dataclass(frozen=True)
class Overlap:
    percent: int
    words: tuple[str, ...]
    competences: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """One existing elective, or one of another region, beside the one that is asked about."""

    overlap: Overlap
    listed: ListedElective | None = None
    elective: Elective | None = None

    @property
    def title(self) -> str:
        return str(self.listed.title if self.listed else self.elective.title)  # type: ignore[union-attr]

    @property
    def is_existing(self) -> bool:
        return self.elective is None or self.elective.stage == Stage.OFFERED  # type: ignore[attr-defined]

    @property
    def is_to_share(self) -> bool:
        """Another region develops it now: it could be done together."""
        return not self.is_existing


def overlap(one: Content, other: Content) -> Overlap:
    """Twice what both have, of what they have together. A competence counts for half a word, where
    both name any: pupils practise the same few in many electives."""
    words, competences = one.words & other.words, one.competences & other.competences
    both, total = float(len(words)), float(len(one.words) + len(other.words))
    if one.competences and other.competences:
        both += HALF * len(competences)
        total += HALF * (len(one.competences) + len(other.competences))
    share = 2 * both / total if total else 0.0
    percent = 100 if one == other else round(100 * share)
    return Overlap(percent, tuple(sorted(words)), tuple(sorted(competences)))


def nearest(elective: Elective, limit: int = 5) -> list[Near]:
    """What comes nearest, in a number of queries that does not grow."""
    stems = _with_words(Elective.objects.filter(pk=elective.pk)).values_list("stems", flat=True)
    others = list(_others(elective))
    practised = _competences([elective.pk, *(one.pk for one in others)])
    mine = Content.of(stems[0], practised.get(elective.pk, ()))
    near = [
        Near(overlap(mine, Content.of(one.stems, one.competences)), listed=one)
        for one in _with_words(ListedElective.objects.in_use()).defer("search")
    ]
    near += [
        Near(overlap(mine, Content.of(one.stems, practised.get(one.pk, ()))), elective=one)
        for one in others
    ]
    near.sort(key=lambda row: (-row.overlap.percent, row.title))
    chosen = [row for row in near if row.overlap.percent][:limit]
    return _readable(chosen, f"{elective.title} {elective.summary}")


def _with_words(rows: Any) -> Any:
    stems = Func(F("search"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    return rows.annotate(stems=stems)


def _others(elective: Elective) -> Any:
    """What other regions published, but not what was taken from this one or where it came from."""
    rows = Elective.objects.published().filter(rejected_on=None).with_stage()
    rows = rows.exclude(region=elective.region_id).exclude(taken_from=elective.pk)
    if elective.taken_from_id:
        rows = rows.exclude(pk=elective.taken_from_id).exclude(taken_from=elective.taken_from_id)
    return _with_words(rows).select_related("region").defer("search")


def _competences(electives: list[int]) -> dict[int, list[str]]:
    """Names of the technical competences of each; the five of career guidance fit everywhere."""
    rows = Practice.objects.filter(elective__in=electives, competence__region__isnull=False)
    found: dict[int, list[str]] = {}
    for pk, name in rows.values_list("elective", "competence__name"):
        found.setdefault(pk, []).append(name)
    return found


def _readable(rows: list[Near], text: str) -> list[Near]:
    """The shared words as this elective writes them, and not as stems."""
    spelled = _spelled(text)
    return [
        Near(
            Overlap(
                row.overlap.percent,
                tuple(spelled.get(stem, stem) for stem in row.overlap.words)[:WHY],
                row.overlap.competences,
            ),
            row.listed,
            row.elective,
        )
        for row in rows
    ]


def _spelled(text: str) -> Mapping[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexemes[1], lower(token) FROM ts_debug('dutch', %s) "
            "WHERE cardinality(lexemes) > 0",
            [text],
        )
        return dict(cursor.fetchall())
