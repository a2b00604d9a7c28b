"""What the call card shows of one region, read in a constant number of queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.lessons.page import to_tell_named
from advisors.models import LessonToTell, PlannedTalk, Promise, Question
from advisors.talks.audience import own_talks
from advisors.talks.page import open_promises, planned_in
from advisors.talks.since import Line, late_obstacles, lines_since, word_and_count_differ
from regions.accounts.models import User
from regions.dossier.notices.asks import asks_of as dusi_asks_of
from regions.dossier.terms import Term, terms_of
from regions.dutch import date_text
from regions.models import Region
from regions.partners.ladder.watching import silent_partners
from regions.progress.models import Obstacle

from .asks import Ask, asks_of
from .people import Reachable, people_of
from .substance import Substance, compliment_of, logs_since, substance_of

NEVER_SPOKEN = 30  # days that the card looks back when there was no talk yet
MOST_LOGS = 2


@dataclass(frozen=True)
class CallCard:
    """One region, just before a call and during it."""

    region: Region
    title: str
    since: datetime.date
    people: list[Reachable]
    news: list[Line]
    told: list[Substance]
    compliment: str
    to_ask: list[Ask]
    promises: list[Promise]
    obstacles: list[Obstacle]
    questions: list[Question]
    to_tell: list[LessonToTell]  # how other regions did it, to tell this one
    planned: list[PlannedTalk]
    terms: list[Term]  # what must be with DUS-I
    asks: int  # of which nobody said yet whether DUS-I must know
    today: datetime.date

    @property
    def leaders(self) -> list[User]:
        return [one.person for one in self.people if one.is_leader]

    @property
    def others(self) -> list[Reachable]:
        return [one for one in self.people if not one.is_leader]


def call_card(
    region: Region, user: User, now: datetime.datetime, waiting: Iterable[Question]
) -> CallCard:
    """Everything to know before a call; `waiting` are the questions that `user` may read."""
    today = timezone.localdate(now)
    last = own_talks(user).filter(region=region).order_by("-held_on").first()
    since = last.held_on if last else today - datetime.timedelta(days=NEVER_SPOKEN)
    told = substance_of(logs_since(region, since, now)[:MOST_LOGS])
    obstacles = late_obstacles(region, today)
    differing = word_and_count_differ(region, today)
    return CallCard(
        region=region,
        title=_("Since your talk on %(day)s") % {"day": date_text(last.held_on)}
        if last
        else _("You have not spoken yet"),
        since=since,
        people=people_of(region, today),
        news=lines_since(region, since, now),
        told=told,
        compliment=compliment_of(told),
        to_ask=asks_of(differing, obstacles, silent_partners([region.pk], today), today),
        promises=open_promises(region, user, today),
        obstacles=obstacles,
        questions=list(waiting),
        to_tell=to_tell_named(region.pk, user),
        planned=list(planned_in(region)),
        terms=terms_of([region], today),
        asks=len(dusi_asks_of(region, today)),
        today=today,
    )
