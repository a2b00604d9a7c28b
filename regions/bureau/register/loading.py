"""A file of a register against the sites that are known: what is new, changed, or gone."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regions.bureau.models import SchoolSite, SiteUpload
from regions.models import School
from regions.workbooks.judgement import Fate, look_again

from .parsed import ParsedSite, ParsedSites

FIELDS = ("register", "name", "kind", "place", "board", "province", "holiday_zone", "is_current")


class RegisterChanged(Exception):
    """The register is another one than a preview showed."""


@dataclass(frozen=True)
class Judged:
    row: ParsedSite
    fate: Fate

    @property
    def kind_text(self) -> str:
        return str(School.Kind(self.row.kind).label)


@dataclass(frozen=True)
class Examined:
    parsed: ParsedSites
    rows: tuple[Judged, ...]
    gone: tuple[SchoolSite, ...]  # current now, and not in the file

    def count(self, fate: Fate) -> int:
        return sum(judged.fate == fate for judged in self.rows)

    @property
    def mark(self) -> str:
        """Another one as soon as the register would get something else than a page showed."""
        counts = [str(self.count(fate)) for fate in Fate]
        return "-".join([self.parsed.mark, *counts, str(len(self.gone))])


def examine(parsed: ParsedSites, register: str) -> Examined:
    known = {site.code: site for site in SchoolSite.objects.all()}
    rows = tuple(Judged(row, _fate(row, register, known.get(row.code))) for row in parsed.rows)
    told = {row.code for row in parsed.rows}
    gone = (
        site
        for code, site in known.items()
        if site.register == register and site.is_current and code not in told
    )
    return Examined(parsed, rows, tuple(gone))


def _fate(row: ParsedSite, register: str, known: SchoolSite | None) -> Fate:
    if known is None:
        return Fate.NEW
    is_same = _values(row, register) == {name: getattr(known, name) for name in FIELDS}
    return Fate.SAME if is_same else Fate.CHANGE


def _values(row: ParsedSite, register: str) -> dict[str, object]:
    return {
        "register": register,
        "name": row.name,
        "kind": row.kind,
        "place": row.place,
        "board": row.board,
        "province": row.province,
        "holiday_zone": row.holiday_zone,
        "is_current": True,
    }


@transaction.atomic
def save_register(upload: SiteUpload, now: datetime, shown: str = "") -> Examined | None:
    """The register as it was shown, wholly or not at all; None where it was saved already."""
    kept = SiteUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None:
        return None
    found = examine(ParsedSites.from_json(kept.parsed), kept.register)
    if not found.parsed.can_be_saved:
        return None
    if shown and shown != found.mark:
        raise RegisterChanged(look_again())
    sites = [
        SchoolSite(code=one.row.code, loaded_at=now, **_values(one.row, kept.register))
        for one in found.rows
        if one.fate != Fate.SAME
    ]
    SchoolSite.objects.bulk_create(
        sites,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FIELDS, "loaded_at"],
        batch_size=1000,
    )
    SchoolSite.objects.filter(pk__in=[site.pk for site in found.gone]).update(is_current=False)
    kept.delete()
    return found
