"""The national list against a file that was read: what is new, changed, and no longer in it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from electives.models import ListedElective, ListUpload
from regions.workbooks.judgement import Fate

from .parsed import ParsedList, ParsedListed

FIELDS = ("title", "profiles", "description", "competences", "is_in_use")


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
        return sum(one.fate == fate for one in self.rows)


def examine(parsed: ParsedList) -> Examined:
    known = {one.code.casefold(): one for one in ListedElective.objects.defer("search")}
    rows = tuple(Judged(row, _fate(row, known.get(row.code.casefold()))) for row in parsed.rows)
    told = {row.code.casefold() for row in parsed.rows}
    gone = (one for code, one in known.items() if code not in told and one.is_in_use)
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
def save_list(upload: ListUpload, now: datetime) -> Examined | None:
    """The list as it was shown, wholly or not at all; None where it was saved already."""
    kept = ListUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        return None
    known = {one.code.casefold(): one for one in ListedElective.objects.select_for_update()}
    found = examine(ParsedList.from_json(kept.parsed))
    if not found.parsed.can_be_saved:
        return None
    fresh: list[ListedElective] = []
    changed: list[ListedElective] = []
    for row in (one.row for one in found.rows):
        one = known.get(row.code.casefold()) or ListedElective(code=row.code)
        for name, value in _values(row).items():
            setattr(one, name, value)
        one.loaded_at = now
        (changed if one.pk else fresh).append(one)
    ListedElective.objects.bulk_create(fresh)
    ListedElective.objects.bulk_update(changed, [*FIELDS, "loaded_at"])
    gone = [one.pk for one in found.vanished]
    ListedElective.objects.filter(pk__in=gone).update(is_in_use=False)
    kept.delete()
    return found
