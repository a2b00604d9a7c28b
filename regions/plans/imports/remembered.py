"""What was chosen in a preview, remembered for the next import of the region or the bureau."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from regions.models import Region
from regions.plans.models import ColumnChoice, SheetChoice
from regions.workbooks.columns.choices import changed_choices
from regions.workbooks.columns.kept import unpacked
from regions.workbooks.headers import normalised
from regions.workbooks.parsed import Parsed
from regions.workbooks.sheets import Sheet
from regions.workbooks.uploads import Upload

Read = Callable[[list[Sheet], Mapping[str, str]], Parsed]  # grids and choices → what they say


def columns_for(region: Region | None, table: str) -> dict[str, str]:
    """Header, as `normalised`, to field."""
    rows = ColumnChoice.objects.filter(region=region, table=table)
    return dict(rows.values_list("header", "field"))


def remember_columns(region: Region | None, table: str, changed: Mapping[str, str]) -> None:
    for header, field in changed.items():
        ColumnChoice.objects.update_or_create(
            region=region, table=table, header=header, defaults={"field": field}
        )


def sheets_for(region: Region) -> set[str]:
    """The titles of the sheets that are the plan, as `normalised`; none where nobody chose."""
    return set(SheetChoice.objects.filter(region=region).values_list("title", flat=True))


def remember_sheets(region: Region, titles: Iterable[str]) -> None:
    SheetChoice.objects.filter(region=region).delete()
    found = dict.fromkeys(normalised(title)[:120] for title in titles)
    SheetChoice.objects.bulk_create(SheetChoice(region=region, title=title) for title in found)


@transaction.atomic
def choose_columns(
    kept: Upload,
    region: Region | None,
    table: str,
    labels: Mapping[str, Any],
    posted: Mapping[str, str],
    read: Read,
) -> bool:
    """Keep what was chosen otherwise than it was read, and read the upload anew with it; whether
    anything changed."""
    changed = changed_choices(Parsed.from_json(kept.parsed).columns, labels, posted)
    remember_columns(region, table, changed)
    if changed and kept.grids:
        read_again(kept, lambda sheets: read(sheets, columns_for(region, table)))
    return bool(changed)


def read_again(kept: Upload, read: Callable[[list[Sheet]], Parsed]) -> None:
    kept.parsed = read(unpacked(bytes(kept.grids or b""))).to_json()
    kept.save(update_fields=["parsed"])
