"""A rule that three regions name becomes an item of the whole country.

Obstacles with the cause “rule” are laid together by what they say. A run may come twice or late: an
obstacle belongs to one item at most, and what somebody placed by hand stays where it is.
"""

import datetime
from collections.abc import Sequence
from math import sqrt

from django.db import transaction
from django.db.models import Q

from advisors.answers.similar import telling, trigrams
from advisors.models import RuleItem, RuleNaming
from regions.months import Month
from regions.progress.models import Cause, Obstacle

LEAST_REGIONS = 3
SAME = 0.35  # so much alike two obstacles name the same rule
LOOKS_BACK = 12  # months after an obstacle ended


def named_lately(today: datetime.date) -> Q:
    """Obstacles that name a rule, open or ended in the last year."""
    since = Month.of(today).plus(-LOOKS_BACK).first_day
    return Q(cause=Cause.RULE) & (Q(closed_on=None) | Q(closed_on__gte=since))


@transaction.atomic
def gather(now: datetime.datetime, today: datetime.date) -> int:
    """Place what names a rule; how many items were made. Two runs wait for each other."""
    list(RuleItem.objects.select_for_update().order_by("pk"))
    RuleNaming.objects.filter(placed_by=None).exclude(obstacle__cause=Cause.RULE).delete()
    rows = Obstacle.objects.filter(named_lately(today)).select_related("activity", "naming")
    obstacles = list(rows.order_by("pk"))
    alike = _Alike(obstacles)
    items: dict[int, list[Obstacle]] = {}
    loose: list[Obstacle] = []
    for one in obstacles:
        naming = getattr(one, "naming", None)
        if naming:
            items.setdefault(naming.item_id, []).append(one)
        else:
            loose.append(one)
    placed = _into_items(loose, items, alike)
    known = {one.pk for _item, one in placed}
    groups = _groups([one for one in loose if one.pk not in known], alike)
    for group in groups:
        item = RuleItem.objects.create(kind=group[0].activity.kind, made_at=now)
        placed += [(item.pk, one) for one in group]
    RuleNaming.objects.bulk_create(
        [RuleNaming(item_id=item_id, obstacle=one, placed_at=now) for item_id, one in placed],
        ignore_conflicts=True,
    )
    return len(groups)


def _into_items(
    loose: Sequence[Obstacle], items: dict[int, list[Obstacle]], alike: "_Alike"
) -> list[tuple[int, Obstacle]]:
    found = []
    for one in loose:
        near = {pk: max(alike.of(one, other) for other in rows) for pk, rows in items.items()}
        best = max(near, key=lambda pk: near[pk], default=0)
        if near.get(best, 0.0) >= SAME:
            found.append((best, one))
    return found


def _groups(loose: Sequence[Obstacle], alike: "_Alike") -> list[list[Obstacle]]:
    """Those that say the same, named by three regions or more; each in the first that fits."""
    groups: list[list[Obstacle]] = []
    for one in loose:
        fitting = (group for group in groups if alike.of(one, group[0]) >= SAME)
        group = next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [group for group in groups if len({one.region_id for one in group}) >= LEAST_REGIONS]


class _Alike:
    """How much two obstacles have in common by the trigrams that tell, 0 to 1."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.texts = {one.pk: trigrams(one.problem) for one in obstacles}
        self.told = telling([dict.fromkeys(text, 1.0) for text in self.texts.values()])
        self.sizes = {pk: sum(map(self.told, text)) for pk, text in self.texts.items()}

    def of(self, one: Obstacle, other: Obstacle) -> float:
        size = sqrt(self.sizes[one.pk] * self.sizes[other.pk])
        both = self.texts[one.pk] & self.texts[other.pk]
        return sum(map(self.told, both)) / size if size else 0.0
