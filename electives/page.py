"""What the page of one elective shows."""

from datetime import date
from typing import Any

from regions.access import Action, can
from regions.counts import count_text
from regions.partners.contribution_list import activity_names

from .listing import Row
from .models import Elective, PathStep, Stage


def shown(elective: Elective, steps: list[PathStep], user: Any, today: date) -> dict[str, Any]:
    """The path, the businesses and schools of an elective, for who may read it."""
    row = Row(elective, steps, today)
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
        "businesses": list(elective.backings.select_related("partnership__business")),
        "offerings": _offerings(elective, exact),
        "copies": list(elective.taken_over.published().select_related("region")),
    }


def _offerings(elective: Elective, exact: bool) -> list[dict[str, Any]]:
    return [
        {
            "offering": one,
            "year": f"{one.school_year}–{one.school_year + 1}",
            "pupils": "" if one.pupils is None else count_text([one.pupils], exact),
        }
        for one in elective.offerings.select_related("school", "lab")
    ]
