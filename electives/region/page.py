"""What the page of one elective shows."""

from datetime import date
from typing import Any

from electives.catalogue.catalogue import address_of
from electives.models import Elective, PathStep, Stage
from electives.parts.offering import years_of
from electives.parts.reflections import side_by_side
from regions.access import Action, can
from regions.plans.versions import activity_names

from .listing import RegionElective


def shown(elective: Elective, steps: list[PathStep], user: Any, today: date) -> dict[str, Any]:
    """The path, the businesses and schools of an elective, for who may read it."""
    row = RegionElective(elective, steps, today)
    exact = can(user, Action.READ_EXACT, elective)
    may_edit = can(user, Action.EDIT_ELECTIVES, elective)
    names = activity_names(elective.region)
    return {
        "region": elective.region,
        "elective": elective,
        "row": row,
        "steps": steps,
        "activity": names.get(elective.activity_key, ""),
        "next": next((stop for stop in row.stops if stop.is_next), None),
        "may_edit": may_edit,
        "may_go_back": may_edit and len(steps) > 1 and not elective.rejected_on,
        "may_delete": may_edit and row.stage in (None, Stage.IDEA),
        **_around(elective, exact),
        "came_from": _open_address(elective.taken_from),
    }


def _around(elective: Elective, exact: bool) -> dict[str, Any]:
    """What hangs on it, a query for each kind."""
    materials = elective.materials.select_related("document").defer("document__content")
    offerings = elective.offerings.select_related("school", "lab")
    reflections = elective.reflections.select_related("school", "partnership__business")
    copies = elective.taken_over.exclude(region=elective.region_id).select_related("region")
    return {
        "businesses": list(elective.backings.select_related("partnership__business")),
        "years": years_of(offerings, exact),
        "materials": list(materials),
        "reflections": side_by_side(reflections),
        "copies": [(copy, _open_address(copy)) for copy in copies.defer("search")],
    }


def _open_address(elective: Elective | None) -> str:
    """Where everybody reads it; "" when its region does not show it."""
    if elective is None or elective.published_at is None or elective.rejected_on:
        return ""
    return address_of(elective)
