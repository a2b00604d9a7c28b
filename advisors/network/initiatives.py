"""Initiatives that a region shares and another takes over; only title and text travel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q

from advisors.models import Initiative, TakeOver
from regions.access import Action, region_ids
from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Activity
from regions.web.searching import having


@dataclass(frozen=True)
class Trail:
    """One region that took the initiative over; where it hangs only for who reads its plan."""

    take_over: TakeOver
    may_read: bool
    activity: str = ""


def initiatives_for(user: User) -> Any:
    """What `user` may read: all that is shared; what was withdrawn, only those it concerns."""
    own: Any = region_ids(user, [Action.TALK]) or []
    rows = Initiative.objects.select_related("region", "theme")
    if region_ids(user, [Action.MANAGE]) is not None:
        concerned = TakeOver.objects.filter(initiative=OuterRef("pk"), region__in=own)
        rows = rows.filter(Q(withdrawn_at=None) | Q(region__in=own) | Exists(concerned))
    return rows


def chosen(rows: Any, user: User, wanted: Mapping[str, str]) -> Any:
    """The rows that the filter asks for."""
    rows = rows.filter(having(wanted["q"], "title", "text", "region__name"))
    if theme := wanted["theme"]:
        rows = rows.filter(theme=theme)
    own: Any = region_ids(user, [Action.TALK]) or []
    if wanted["which"] == "ours":
        rows = rows.filter(region__in=own)
    if wanted["which"] == "taken":
        rows = rows.filter(pk__in=TakeOver.objects.filter(region__in=own).values("initiative"))
    return rows.annotate(taken=Count("take_overs")).order_by("-shared_at", "-pk")


def activity_name(region: Region, key: Any) -> str:
    """The activity by its name in the latest version of the plan; nothing where it is gone."""
    if not key:
        return ""
    rows = Activity.objects.filter(plan__region=region, key=key).order_by("-plan__version")
    found = rows.values_list("code", "title").first()
    return " ".join(found) if found else ""


def trail_of(initiative: Initiative, user: User) -> list[Trail]:
    """Which regions took it over; note and activity for who may read that region."""
    own = region_ids(user, [Action.READ_LOG])
    rows = list(initiative.take_overs.select_related("region"))
    readable = [row for row in rows if own is None or row.region_id in own]
    names = _activity_names(readable)
    return [
        Trail(row, row in readable, names.get((row.region_id, row.activity_key), ""))
        for row in rows
    ]


def _activity_names(rows: list[TakeOver]) -> dict[tuple[Any, Any], str]:
    keys = [row.activity_key for row in rows if row.activity_key]
    found = (
        Activity.objects.filter(key__in=keys, plan__region__in=[row.region_id for row in rows])
        .order_by("plan__version")
        .values_list("plan__region", "key", "code", "title")
    )
    return {(region, key): f"{code} {title}" for region, key, code, title in found}


def take_over(taken: TakeOver) -> bool:
    """Save it, once per region; False when the region had it already."""
    try:
        with transaction.atomic():
            taken.save()
    except IntegrityError:
        return False
    return True
