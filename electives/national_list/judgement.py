"""The national list against a file that was read: what is new, changed, and no longer in it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from electives.models import ListedElective, ListUpload
from regions.workbooks.judgement import Fate, look_again

from .parsed import ParsedList, ParsedListed

FIELDS = ("title", "profiles", "description", "competences", "is_in_use")


class ListChanged(Exception):
    """The list is another one than a preview showed."""


@dataclass(frozen=True)
class Judged:
    row: ParsedListed
    fate: Fate


@dataclass(frozen=True)
class Examined:
    parsed: ParsedList
    rows: tuple[Judged, ...]
    vanished: tuple[ListedElective, ...]  # in use now, and not in the file

    def count(self, fate: Fate) -> int:
        return sum(judged.fate == fate for judged in self.rows)

    @property
    def mark(self) -> str:
        """Another one as soon as the list would get something else than a page showed."""
        told = [self.parsed.mark, *(judged.fate for judged in self.rows)]
        told += [elective.code for elective in self.vanished]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


def examine(parsed: ParsedList) -> Examined:
    known = {entry.code.casefold(): entry for entry in ListedElective.objects.defer("search")}
    rows = tuple(Judged(row, _fate(row, known.get(row.code.casefold()))) for row in parsed.rows)
    told = {row.code.casefold() for row in parsed.rows}
    gone = (entry for code, entry in known.items() if code not in told and entry.is_in_use)
    return Examined(parsed, rows, tuple(gone))


def _fate(row: ParsedListed, known: ListedElective | None) -> Fate:
    if known is None:
        return Fate.NEW
    is_same = _values(row) == {name: getattr(known, name) for name in FIELDS}
    return Fate.SAME if is_same else Fate.CHANGE


def _values(row: ParsedListed) -> dict[str, object]:
    return {
        "title": row.title,
        "profiles": list(row.profiles),
        "description": row.description,
        "competences": list(row.competences),
        "is_in_use": row.is_in_use,
    }


@transaction.atomic
def save_list(upload: ListUpload, now: datetime, shown: str = "") -> Examined | None:
    """The list as it was shown, wholly or not at all; None where it was saved already.

    `shown` is the mark of what the preview showed; ListChanged when that is something else by now.
    """
    kept = ListUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        return None
    known = {
        listed_elective.code.casefold(): listed_elective
        for listed_elective in ListedElective.objects.select_for_update()
    }
    found = examine(ParsedList.from_json(kept.parsed))
    if not found.parsed.can_be_saved:
        return None
    if shown and shown != found.mark:
        raise ListChanged(look_again())
    fresh: list[ListedElective] = []
    changed: list[ListedElective] = []
    for row in (judged.row for judged in found.rows):
        entry = known.get(row.code.casefold()) or ListedElective(code=row.code)
        for name, value in _values(row).items():
            setattr(entry, name, value)
        entry.loaded_at = now
        (changed if entry.pk else fresh).append(entry)
    ListedElective.objects.bulk_create(fresh)
    ListedElective.objects.bulk_update(changed, [*FIELDS, "loaded_at"])
    gone = [elective.pk for elective in found.vanished]
    ListedElective.objects.filter(pk__in=gone).update(is_in_use=False)
    kept.delete()
    return found
