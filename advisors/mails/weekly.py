"""What an advisor hears once a week: what changed in the regions, and what waits.

Names of regions, counts and dates only. No text of a question, a talk or a promise leaves the
portal by mail: the links lead there, where the doors decide.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.answers.doors import waiting_for
from advisors.models import AnswerCard, PlannedTalk, Promise, Reading
from advisors.portfolio.portfolio import changes_between, portfolio_of
from advisors.talks.audience import promises_for
from regions.accounts.models import User
from regions.dossier.terms import Term, terms_of
from regions.dutch import list_text
from regions.models import Region
from regions.stored import Stored

WEEK = datetime.timedelta(days=7)
AHEAD = datetime.timedelta(days=7)
TERMS_AHEAD = 60  # days that what must be with DUS-I is told of before


@dataclass(frozen=True)
class Item(Stored):
    """One line of the mail, and the url name where it leads."""

    text: str
    address: str


@dataclass(frozen=True)
class Week(Stored):
    changes: list[str]
    waits: list[Item]

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.waits)


def week_of(user: User, regions: list[Region], now: datetime.datetime) -> Week:
    """What changed in `regions` in the seven days before `now`, and what waits for `user`."""
    portfolio = portfolio_of(regions, now, user)
    changes = [
        f"{news.region.name}: {', '.join(news.sentences)}"
        for news in changes_between(portfolio, now - WEEK, now)
    ]
    today = timezone.localdate(now)
    found = [
        _questions(user, now),
        _promises(user, today),
        _planned(regions, today),
        _readings(user),
        _cards(user, today),
        *_terms(terms_of(regions, today, TERMS_AHEAD)),
    ]
    return Week(changes, [item for item in found if item])


def _questions(user: User, now: datetime.datetime) -> Item | None:
    asked = list(waiting_for(user, now).values_list("asked_at", flat=True))
    if not asked:
        return None
    days = (timezone.localdate(now) - timezone.localdate(asked[0])).days
    text = ngettext("%(n)s question waits", "%(n)s questions wait", len(asked)) % {"n": len(asked)}
    since = ngettext("the oldest for %(n)s day", "the oldest for %(n)s days", days) % {"n": days}
    return Item(f"{text}, {since}", "advisor_questions")


def _promises(user: User, today: datetime.date) -> Item | None:
    mine = [Promise.Who.ADVISOR, Promise.Who.TOGETHER]
    due = promises_for(user).filter(done_on=None, who__in=mine, due_on__lte=today + AHEAD)
    count = due.filter(talk__author=user.pk).count()
    if not count:
        return None
    text = ngettext("%(n)s promise of yours is due", "%(n)s promises of yours are due", count) % {
        "n": count
    }
    return Item(text, "contact_log")


def _planned(regions: list[Region], today: datetime.date) -> Item | None:
    rows = PlannedTalk.objects.filter(
        region__in=regions, talk=None, planned_on__gte=today, planned_on__lte=today + AHEAD
    ).select_related("region")
    told = [f"{talk.region.name} {date_format(talk.planned_on, 'j F')}" for talk in rows]
    if not told:
        return None
    return Item(_("Planned talks: %(which)s") % {"which": ", ".join(told)}, "advisor")


def _readings(user: User) -> Item | None:
    count = Reading.objects.waiting().filter(reader=user.pk).count()
    if not count:
        return None
    text = ngettext("%(n)s plan to read", "%(n)s plans to read", count) % {"n": count}
    return Item(text, "readings")


def _cards(user: User, today: datetime.date) -> Item | None:
    old = AnswerCard.objects.due(today).filter(owner=user.pk).count()
    if not old:
        return None
    text = ngettext(
        "%(n)s answer card to check again", "%(n)s answer cards to check again", old
    ) % {"n": old}
    return Item(text, "cards")


def _terms(terms: list[Term]) -> Iterator[Item]:
    """What must be with DUS-I, with the regions that did not hand it in yet; a title that the
    bureau gave is told, what a letter asks is not."""
    found: dict[tuple[datetime.date, str], list[str]] = defaultdict(list)
    for term in terms:
        title = _("a question of DUS-I") if term.is_question else term.title
        found[term.due_on, title].append(term.region.name)
    for (due_on, title), names in found.items():
        told = {"day": date_format(due_on, "j F"), "what": title}
        told["which"] = list_text(list(dict.fromkeys(names)))
        yield Item(_("At DUS-I by %(day)s: %(what)s (%(which)s)") % told, "advisor")
