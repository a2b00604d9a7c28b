"""Which existing electives to read beside a new one: shared word stems and competences, and why.

A word tells more when fewer electives have it; one that all have tells nothing. The share is
symmetric, from 0 to 100, and 100 for two that say the same. It orders what to read and is no
verdict: whether more than a quarter overlaps is for the commission to say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, TextField

from electives.models import Elective, ListedElective, Practice, Stage

# Words of every elective, as their stems: what pupils do, and where.
EVERYWHERE = frozenset(
    {"leerling", "ler", "lert", "werk", "werkt", "mak", "maakt", "keuzevak", "bedrijf", "bedrijv"}
    | {"schol", "gan", "hun", "zij"}
    # What people do in every trade.
    | {"leg", "legg", "legt", "samenwerk", "samenwerkt", "doen", "doet", "gev", "geeft", "nem"}
    | {"neemt", "zet", "zett", "kiez", "kiest", "gebruik", "gebruikt", "oefen", "oefent", "kom"}
    | {"komt", "helpt", "help", "team", "opdracht", "praktijk", "plan", "plann"}
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


Telling = Callable[[str], float]


def equally(_word: str) -> float:
    return 1.0


def telling(contents: Sequence[Content]) -> Telling:
    """How much a word tells among `contents`, 1 where one of many has it, 0 where all do."""
    seen = Counter(word for content in contents for word in content.words)
    most = log(1 + len(contents))
    return lambda word: log((1 + len(contents)) / (seen[word] or 1)) / most if most else 1.0


def overlap(one: Content, other: Content, told: Telling = equally) -> Overlap:
    """Twice what both have, of what they have together, each word by how much it tells.

    The words that tell most stand first. A competence counts for half a word, where both name any:
    pupils practise the same few in many electives.
    """
    words, competences = one.words & other.words, one.competences & other.competences
    both = sum(map(told, words))
    total = sum(map(told, one.words)) + sum(map(told, other.words))
    if one.competences and other.competences:
        both += HALF * len(competences)
        total += HALF * (len(one.competences) + len(other.competences))
    share = 2 * both / total if total else 0.0
    percent = 100 if one == other else round(100 * share)
    ordered = sorted(words, key=lambda word: (-told(word), word))
    return Overlap(percent, tuple(ordered), tuple(sorted(competences)))


def nearest(elective: Elective, limit: int = 5) -> list[Near]:
    """What comes nearest, in a number of queries that does not grow."""
    stems = _with_words(Elective.objects.filter(pk=elective.pk)).values_list("stems", flat=True)
    others = list(_others(elective))
    practised = _competences([elective.pk, *(other.pk for other in others)])
    mine = Content.of(stems[0], practised.get(elective.pk, ()))
    listed = list(_with_words(ListedElective.objects.in_use()).defer("search"))
    of_listed = [Content.of(row.stems, row.competences) for row in listed]
    of_others = [Content.of(row.stems, practised.get(row.pk, ())) for row in others]
    told = telling([*of_listed, *of_others])
    near = [
        Near(overlap(mine, content, told), listed=row)
        for row, content in zip(listed, of_listed, strict=True)
    ]
    near += [
        Near(overlap(mine, content, told), elective=row)
        for row, content in zip(others, of_others, strict=True)
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
