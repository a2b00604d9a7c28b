"""For which of the reader's regions an initiative or a meeting matters."""

import datetime
from typing import Any

from advisors.models import Initiative, Question, Theme
from regions.access import Action, region_ids
from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Activity
from regions.progress.models import Obstacle

MOST = 6
ASKED_WITHIN = datetime.timedelta(days=180)


def obstacles_for(initiative: Initiative, user: User) -> list[Obstacle]:
    """Open obstacles where `user` leads or advises, at the kind of activity that the initiative
    hangs on; the longest open first. Two queries."""
    kind = _kind_of(initiative)
    if not kind:
        return []
    here: Any = region_ids(user, [Action.TALK]) or set()
    rows = Obstacle.objects.filter(region__in=here, activity__kind=kind, state=Obstacle.State.OPEN)
    rows = rows.exclude(region=initiative.region_id).select_related("activity", "region")
    return list(rows.order_by("opened_on", "pk")[:MOST])


def _kind_of(initiative: Initiative) -> str:
    """Of the activity that it hangs on; "" where that says nothing."""
    if not initiative.activity_key:
        return ""
    rows = Activity.objects.filter(plan__region=initiative.region_id, key=initiative.activity_key)
    kind = rows.order_by("-plan__version").values_list("kind", flat=True).first()
    return kind if kind and kind != Activity.Kind.OTHER else ""


def regions_that_asked(theme: Theme | None, user: User, now: datetime.datetime) -> list[Region]:
    """Regions of `user` from which somebody asked about the theme in half a year, in the open."""
    if theme is None:
        return []
    here: Any = region_ids(user, [Action.ADVISE]) or set()
    asked = Question.objects.not_confidential().for_advisor().filter(theme=theme, region__in=here)
    asked = asked.filter(asked_at__range=(now - ASKED_WITHIN, now)).order_by()
    return list(Region.objects.filter(pk__in=asked.values("region")).order_by("name__dutch"))
