"""Agreements of one advisor over all regions: their own, and those that go with a region."""

import datetime

from django.db.models import F, QuerySet

from advisors.models import Promise
from regions.access import Action, region_ids
from regions.accounts.models import User

from .audience import promises_for

KEPT_DAYS = 60  # that an agreement that was kept still stands on the page


def mine_of(user: User) -> QuerySet[Promise]:
    """What the side of `user` promised in the regions that they advise now, by date.

    With a region goes what was promised there: to who takes it over, and for the days of an
    absence to who stands in. The line says whose promise it was.
    """
    here = region_ids(user, [Action.ADVISE]) or set()
    mine = [Promise.Who.ADVISOR, Promise.Who.TOGETHER]
    rows = promises_for(user).filter(talk__region__in=here, who__in=mine)
    return rows.select_related("talk__region", "talk__author").order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )


def kept_since(today: datetime.date) -> datetime.date:
    return today - datetime.timedelta(days=KEPT_DAYS)
