"""Two businesses that are one: merge them, and take that back exactly.

A partnership of a region that had only the dropped business changes business. Where a region had
both, everything that points at the one partnership goes to the other, whatever room it belongs to;
the emptied one ends and stays with the dropped business. `BusinessMerge.moved` says what went.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.partners.ladder.ladder import Rung
from regions.partners.models import Business, BusinessMerge, Partnership
from regions.web.history import is_history

TAKEN_OVER = ("place", "sector", "kvk")  # by the kept business, where it has none


class NotMergeable(Exception):
    """The text is for the person."""


@transaction.atomic
def merge(kept: Business, dropped: Business, by: User, now: datetime, today: date) -> BusinessMerge:
    kept, dropped = _locked(kept, dropped)
    if kept == dropped or kept.merged_into_id or dropped.merged_into_id:
        raise NotMergeable(_("One of the two was merged already. Look at the list again."))
    here = {
        partnership.region_id: partnership for partnership in kept.partnerships.select_for_update()
    }
    moved: dict[str, Any] = {"partnerships": [], "joined": []}
    for partnership in dropped.partnerships.select_for_update():
        if partnership.region_id in here:
            moved["joined"].append(_join(here[partnership.region_id], partnership, today))
        else:
            moved["partnerships"].append(partnership.pk)
    Partnership.objects.filter(pk__in=moved["partnerships"]).update(business=kept)
    dropped.merged_into = kept
    dropped.save(update_fields=["merged_into"])
    moved["business"] = _take_over(kept, dropped)
    return BusinessMerge.objects.create(
        kept=kept, dropped=dropped, moved=moved, merged_by=by, merged_at=now
    )


@transaction.atomic
def undo(merged: BusinessMerge, now: datetime) -> None:
    """Every row back where it was. What was changed by hand since then stays as it is."""
    row = BusinessMerge.objects.select_for_update().get(pk=merged.pk)
    if row.undone_at:
        return
    kept, dropped = _locked(row.kept, row.dropped)
    _refuse_when_later_ones_stand(row)
    _put_back(kept, row.moved["business"])
    if dropped.kvk and Business.objects.known().filter(kvk=dropped.kvk).exists():
        raise NotMergeable(_("Another business has this KvK number by now. Change that first."))
    dropped.merged_into = None
    dropped.save(update_fields=["merged_into"])
    Partnership.objects.filter(pk__in=row.moved["partnerships"], business=kept).update(
        business=dropped
    )
    for joined in row.moved["joined"]:
        _part(joined)
    row.undone_at = now
    row.save(update_fields=["undone_at"])


def links_to_partnership() -> Iterator[tuple[str, Any, str]]:
    """Every table that points at a partnership: a name to keep, its manager, and its column.

    The rows of pghistory tell what was; they move nowhere.
    """
    for link in Partnership._meta.related_objects:
        model: Any = link.related_model
        field: Any = link.field
        if is_history(model):
            continue
        if link.many_to_many:
            table = field.remote_field.through
            column = field.m2m_reverse_field_name()
            yield f"{table._meta.label}.{column}", table, column
        else:
            yield f"{model._meta.label}.{field.name}", model, field.name


def counts_of(partnership: Partnership) -> dict[str, int]:
    """How many rows of each table point at a partnership: the preview of a merge."""
    return {
        name: table._base_manager.filter(**{column: partnership}).count()
        for name, table, column in links_to_partnership()
    }


def _locked(kept: Business, dropped: Business) -> tuple[Business, Business]:
    ids = [kept.pk, dropped.pk]
    rows = Business.objects.select_for_update().filter(pk__in=ids).order_by("pk").in_bulk()
    return rows[kept.pk], rows[dropped.pk]


def _join(kept: Partnership, dropped: Partnership, today: date) -> dict[str, Any]:
    rows = {}
    for name, table, column in links_to_partnership():
        found = _movable(table, column, kept, dropped)
        if ids := list(found.values_list("pk", flat=True)):
            table._base_manager.filter(pk__in=ids).update(**{column: kept})
            rows[name] = ids
    both = {"kept": kept.pk, "dropped": dropped.pk, "rows": rows}
    both["kept_fields"] = _change(kept, _joined_fields(kept, dropped))
    ended = dropped.ended_on or max(today, dropped.started_on)
    both["dropped_fields"] = _change(dropped, {"ended_on": ended})
    return both


def _movable(table: Any, column: str, kept: Partnership, dropped: Partnership) -> Any:
    """Rows of the dropped partnership; not those that would stand twice with the kept one."""
    rows = table._base_manager.filter(**{column: dropped})
    sets = [
        *table._meta.unique_together,
        *(one.fields for one in table._meta.total_unique_constraints),
    ]
    for once in sets:
        if column in once:
            others = {name: OuterRef(name) for name in once if name != column}
            there = table._base_manager.filter(**{column: kept}, **others)
            rows = rows.filter(~Exists(there))
    return rows


def _joined_fields(kept: Partnership, dropped: Partnership) -> dict[str, Any]:
    """The longest story of the two, and the highest step that a person confirmed."""
    higher = max(kept, dropped, key=lambda partnership: Rung.of(partnership.step))
    runs = kept.ended_on is None or dropped.ended_on is None
    return {
        "step": higher.step,
        "started_on": min(kept.started_on, dropped.started_on),
        "ended_on": None if runs else max(kept.ended_on, dropped.ended_on),  # type: ignore[type-var]
        "brings": kept.brings or dropped.brings,
        "activity_keys": [*dict.fromkeys([*kept.activity_keys, *dropped.activity_keys])],
    }


def _take_over(kept: Business, dropped: Business) -> dict[str, Any]:
    found = {name: getattr(kept, name) or getattr(dropped, name) for name in TAKEN_OVER}
    if kept.kind == Business.Kind.BUSINESS:  # what everything is until somebody says otherwise
        found["kind"] = dropped.kind
    return _change(kept, found)


def _change(row: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Give a row new values; what each was and became, as JSON."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    told = {name: [_json(getattr(row, name)), _json(value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[*changed])
    return told


def _put_back(row: Any, told: dict[str, Any]) -> None:
    """Give back what was, where it still is what the merge made of it."""
    fields = []
    for name, (was, became) in told.items():
        if _json(getattr(row, name)) == became:
            setattr(row, name, parse_date(was) if name.endswith("_on") and was else was)
            fields.append(name)
    row.save(update_fields=fields)


def _part(joined: dict[str, Any]) -> None:
    rows = Partnership.objects.select_for_update().in_bulk([joined["kept"], joined["dropped"]])
    kept, dropped = rows[joined["kept"]], rows[joined["dropped"]]
    for name, table, column in links_to_partnership():
        ids = joined["rows"].get(name, [])
        table._base_manager.filter(pk__in=ids, **{column: kept}).update(**{column: dropped})
    _put_back(kept, joined["kept_fields"])
    _put_back(dropped, joined["dropped_fields"])


def _refuse_when_later_ones_stand(row: BusinessMerge) -> None:
    both = [row.kept_id, row.dropped_id]
    later = BusinessMerge.objects.filter(
        Q(kept__in=both) | Q(dropped__in=both), undone_at=None, pk__gt=row.pk
    )
    if later.exists():
        raise NotMergeable(_("Take back the later merge of this business first."))


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
