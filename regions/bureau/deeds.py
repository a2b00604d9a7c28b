"""Who did what: the history, for looking things up. Never what was written, only that it was.

This is the one page that reads the history. It shows the names of what changed and no value, so a
reason, a remark or an address that somebody may not see does not stand in it either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Events, MiddlewareEvents

from regions.accounts.models import User
from regions.models import Region
from regions.months import AMSTERDAM
from regions.words.folding import sort_key

LABELS = {
    "insert": gettext_lazy("made"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("removed"),
}
ABOUT = ("user_id", "person_id")


@dataclass(frozen=True)
class Deed:
    at: datetime
    by: str
    deed: str
    kind: str
    what: str
    region: str
    fields: str


def kinds() -> dict[str, Any]:
    """Every model of which the history is kept, by label."""
    tracked = (getattr(model, "pgh_tracked_model", None) for model in apps.get_models())
    return {model._meta.label: model for model in tracked if model is not None}


def rows_of(person: str, region: str, kind: str, since: str, until: str) -> Any:
    """The rows of the history that are asked, newest first; each filter may be empty."""
    rows = MiddlewareEvents.objects.all()
    if kind:
        rows = rows.across(kinds()[kind].pgh_event_model)
    if person:
        rows = rows.filter(user=int(person))
    if region:
        rows = rows.filter(_in_region(int(region)))
    if since:
        rows = rows.filter(pgh_created_at__gte=_midnight(date.fromisoformat(since)))
    if until:
        end = _midnight(date.fromisoformat(until) + timedelta(days=1))
        rows = rows.filter(pgh_created_at__lt=end)
    return rows.order_by("-pgh_created_at", "-pgh_slug")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def _in_region(pk: int) -> Q:
    """What names the region itself, and what belongs to it through another row."""
    found = Q(pgh_data__region_id=pk) | Q(pgh_obj_model="regions.Region", pgh_obj_id=str(pk))
    for label, model in kinds().items():
        path = getattr(model, "region_path", "region")
        if "__" in path:
            held = model._default_manager.filter(**{path: pk}).values_list("pk", flat=True)
            found |= Q(pgh_obj_model=label, pgh_obj_id__in=[str(one) for one in held])
    return found


def deeds(rows: Iterable[Events]) -> list[Deed]:
    """What the rows tell, in words; two queries, however many rows."""
    rows = list(rows)
    people = User.objects.in_bulk({pk for row in rows for pk in _people_in(row)})
    regions = Region.objects.in_bulk({row.pgh_data.get("region_id") for row in rows} - {None})
    return [_deed(row, people, regions) for row in rows]


def _people_in(row: Any) -> list[int]:
    named = [row.user_id, *(row.pgh_data.get(name) for name in ABOUT)]
    return [pk for pk in named if pk is not None]


def _deed(row: Any, people: dict[int, User], regions: dict[int, Region]) -> Deed:
    model = kinds()[row.pgh_obj_model]
    by = people.get(row.user_id)
    region = str(regions.get(row.pgh_data.get("region_id"), ""))
    return Deed(
        at=row.pgh_created_at,
        by=by.name if by else _("the portal itself"),
        deed=str(LABELS.get(row.pgh_label, row.pgh_label)),
        kind=str(model._meta.verbose_name),
        what=_title(row, people) or region or _("number %(number)s") % {"number": row.pgh_obj_id},
        region=region,
        fields=", ".join(_names(model, row.pgh_diff or {})),
    )


def _title(row: Any, people: dict[int, User]) -> str:
    about = next((people[pk] for name in ABOUT if (pk := row.pgh_data.get(name)) in people), None)
    if about:
        return about.name
    return row.pgh_data.get("name") or ""


def _names(model: type[Model], changed: Iterable[str]) -> list[str]:
    names = []
    for column in changed:
        try:
            field: Any = model._meta.get_field(column.removesuffix("_id"))
        except FieldDoesNotExist:
            continue
        names.append(str(field.verbose_name))
    return sorted(names, key=sort_key)
