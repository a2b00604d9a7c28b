"""What the pages of talks show, read in a constant number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import PlannedTalk, Promise, Talk
from regions.access import Action, can
from regions.accounts.models import User
from regions.dutch import decimal_text
from regions.models import Membership, Region

from .audience import SENTENCES, own_talks, promises_for, reads_leader, talks_for

RECENTLY_DONE = 60  # days that a promise that was kept stays on the card
MINUTES_A_DAY = 480


def advisors_of(region: Region, today: datetime.date) -> list[User]:
    held = Membership.objects.on(today).advisors().filter(region=region)
    return [m.user for m in held.select_related("user").order_by("starts_on")]


def open_promises(region: Region, user: User, today: datetime.date) -> list[Promise]:
    """Promises of a region that `user` may read: open ones by date, then those kept lately."""
    rows = promises_for(user).filter(talk__region=region).select_related("talk__author")
    open_ones = rows.filter(done_on=None).order_by("due_on", "pk")
    kept = rows.filter(done_on__gte=today - datetime.timedelta(days=RECENTLY_DONE))
    found = [*open_ones, *kept.order_by("-done_on", "pk")]
    return [told_to(promise, user) for promise in found]


def told_to(promise: Promise, user: User) -> Promise:
    """Put on it whether the leader reads the talk, and whose promise it is to `user`."""
    promise.is_for_leader = reads_leader(promise.talk.cap)  # type: ignore[attr-defined]
    author = promise.talk.author
    if promise.who == Promise.Who.ADVISOR and author is not None:
        promise.whose = _("I") if author == user else author.name  # type: ignore[attr-defined]
    else:
        promise.whose = promise.get_who_display()  # type: ignore[attr-defined]
    return promise


def planned_in(region: Region) -> QuerySet[PlannedTalk]:
    rows = PlannedTalk.objects.filter(region=region, talk=None)
    return rows.order_by("planned_on").prefetch_related("themes")


def talks_in(user: User) -> QuerySet[Talk]:
    """Talks that `user` may read, the newest first, with what a list shows of them."""
    return (
        talks_for(user)
        .select_related("region", "author", "colleague", "theme")
        .order_by("-held_on", "-pk")
    )


def may_open(region: Region, user: User) -> bool:
    """What was said as informant all advisors read; the talks of that region only its own."""
    return can(user, Action.READ_DRAFT, region)


def tell(talks: Iterable[Talk], user: User) -> list[Talk]:
    """Put beside each talk who reads it and which of its promises `user` reads."""
    found = list(talks)
    by_talk: dict[int, list[Promise]] = defaultdict(list)
    for promise in promises_for(user).filter(talk__in=found).order_by("due_on", "pk"):
        by_talk[promise.talk_id].append(promise)
    for talk in found:
        talk.sentence = SENTENCES[talk.cap]  # type: ignore[attr-defined]
        talk.agreed = by_talk[talk.pk]  # type: ignore[attr-defined]
        talk.is_mine = talk.author_id == user.pk  # type: ignore[attr-defined]
        talk.opens_region = may_open(talk.region, user)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Budget:
    """What an advisor spent on one region in a year, in days of eight hours."""

    year: int
    days: float

    @property
    def text(self) -> str:
        told = {"year": self.year, "days": decimal_text(self.days), "all": all_days()}
        if not all_days():
            return _("%(year)s: %(days)s days") % told
        return _("%(year)s: %(days)s of %(all)s days") % told

    @property
    def source(self) -> str:
        """Where it is written how many days a region gets in a year."""
        return settings.ADVISOR_DAYS_SOURCE if all_days() else ""

    @property
    def is_over(self) -> bool:
        return bool(all_days()) and self.days > all_days()


def all_days() -> int:
    """Days a region and year; 0 where nobody said so."""
    return settings.ADVISOR_DAYS_A_YEAR


def budgets(user: User, year: int) -> dict[int, Budget]:
    """Per region id the days of `user`'s own talks; only regions where minutes were written."""
    rows = (
        talks_for(user)
        .filter(author=user, held_on__year=year, minutes__isnull=False)
        .order_by()
        .values("region")
        .annotate(total=Sum("minutes"))
    )
    return {row["region"]: Budget(year, row["total"] / MINUTES_A_DAY) for row in rows}


def mark_spoken(regions: Iterable[Region], user: User) -> None:
    """Put on each region the day of `user`'s own last talk there, or None: one query for all."""
    rows = own_talks(user).order_by().values("region")
    last = dict(rows.annotate(day=Max("held_on")).values_list("region", "day"))
    for region in regions:
        region.spoken_on = last.get(region.pk)  # type: ignore[attr-defined]


def count_text(total: int) -> str:
    return ngettext("%(n)s talk", "%(n)s talks", total) % {"n": total}
