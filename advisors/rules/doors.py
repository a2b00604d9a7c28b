"""Who reads of a rule that keeps regions back, and who writes what came of it.

Title and outcome are for the network, and no region's words: which obstacles name a rule, each
reader learns of the regions whose logs they read. Advisors and the bureau read every item; a leader
one that the own region names, or that has an outcome.
"""

import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from advisors.models import RuleItem, RuleNaming
from regions.access import Action, is_advisor, is_bureau, region_ids
from regions.accounts.models import User
from regions.models import Membership, Role

NAMED = Count("namings__obstacle__region", filter=Q(namings__obstacle__cause="rule"), distinct=True)


def items_for(user: User) -> QuerySet[Any]:
    """With in how many regions it is named; for who came through `require_network`."""
    rows = RuleItem.objects.select_related("owner").annotate(regions=NAMED)
    if is_bureau(user) or is_advisor(user):
        return rows
    own: Any = region_ids(user, [Action.READ_LOG]) or set()
    namings = RuleNaming.objects.filter(obstacle__region__in=own, obstacle__cause="rule")
    return rows.filter(~Q(outcome="") | Q(pk__in=namings.values("item")))


def namings_for(user: User, item: RuleItem) -> QuerySet[RuleNaming]:
    """The obstacles behind it that `user` reads in the logs anyway."""
    own = region_ids(user, [Action.READ_LOG])
    rows = RuleNaming.objects.filter(item=item, obstacle__cause="rule")
    rows = rows if own is None else rows.filter(obstacle__region__in=own)
    rows = rows.select_related("obstacle__activity", "obstacle__region")
    return rows.order_by("obstacle__region__name__dutch", "pk")


def may_edit(user: User, item: RuleItem) -> bool:
    """The bureau, and the advisor who owns it."""
    return is_bureau(user) or (is_advisor(user) and item.owner_id == user.pk)


def owners(today: datetime.date) -> QuerySet[User]:
    """Advisors and people of the bureau."""
    held = Membership.objects.on(today).filter(role__in=(Role.ADVISOR, Role.BUREAU))
    rows = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return rows.order_by("name__dutch")
