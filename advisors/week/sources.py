"""What waits beside the talks: agreements, questions, logs, plans, cards and terms of DUS-I.

One query a source, each through its own door, however many regions there are; terms take four.
"""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.answers.doors import asked_to_think, questions_for, waiting_for
from advisors.models import AnswerCard, Promise, Question, Review
from advisors.readings.doors import readings_of
from advisors.talks.mine import mine_of
from regions.accounts.models import User
from regions.dossier.terms import terms_of
from regions.dutch import date_text
from regions.models import Region
from regions.progress.models import CheckIn

from .line import Deed, Kind, WeekLine, about, before, day, days_ago

LOOK_BACK = 62  # days: a log that came in before is no work of this week any more
TERMS_AHEAD = 30  # days
MOST_WORDS = 90  # characters of a question


def agreements(user: User, today: datetime.date, until: datetime.date) -> Iterator[WeekLine]:
    """What this advisor promised, alone or together, with a day that is near or past."""
    for promise in mine_of(user).filter(done_on=None, due_on__lte=until):
        region, due_on = promise.talk.region, promise.due_on or today
        yield WeekLine(
            key=f"promise:{promise.pk}",
            kind=Kind.PROMISE,
            due_on=due_on,
            when=before(due_on, today),
            title=format_html("{}, {}", promise.text, about("{region}", region)),
            note=promised_text(promise, user, today),
            deed=Deed(
                _("Tick off"),
                reverse("promise_turn", args=[promise.pk]),
                {"from": "week", "to": "done"},
            ),
            region=region,
        )


def promised_text(promise: Promise, user: User, today: datetime.date) -> str:
    told = {"day": date_text(promise.talk.held_on), "who": promise.talk.author or _("a colleague")}
    if promise.who == Promise.Who.TOGETHER:
        text = _("Agreed together on %(day)s") % told
    elif promise.talk.author_id == user.pk:
        text = _("Your promise of %(day)s") % told
    else:
        text = _("Promise of %(who)s, of %(day)s") % told
    return text + "; " + _("today is the last day") if promise.due_on == today else text


def questions(user: User, now: datetime.datetime) -> Iterator[WeekLine]:
    """What waits for an answer of `user`, and where a colleague wants to know what they think."""
    today = timezone.localdate(now)
    mine = waiting_for(user, now).order_by()
    rows = questions_for(user).filter(
        Q(pk__in=mine.values("pk")) | Q(pk__in=asked_to_think(user).values("pk"))
    )
    rows = rows.annotate(is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
    for question in rows.select_related("region", "asked_by").defer("words").order_by("asked_at"):
        asked_on = timezone.localdate(question.asked_at)
        told = _("Question of {region} waits")
        deed = _("Answer it")
        if not question.is_mine:
            told, deed = _("A colleague asks what you think: {region}"), _("Think along")
        yield WeekLine(
            key=f"question:{question.pk}",
            kind=Kind.QUESTION,
            due_on=min(asked_on, today),
            when=days_ago(asked_on, today),
            title=about(told, question.region, opens=question.is_mine),
            note=_asked(question),
            deed=Deed(deed, reverse("question_answer", args=[question.pk])),
            region=question.region,
        )


def _asked(question: Question) -> str:
    who = question.asked_by.name if question.asked_by else _("Somebody")
    return f"{who}: {Truncator(question.text).chars(MOST_WORDS)}"


def unread_logs(user: User, regions: Sequence[Region], now: datetime.datetime) -> QuerySet[CheckIn]:
    """Logs that came in lately, in the version that counts, of which `user` said nothing yet."""
    later = CheckIn.objects.filter(
        region=OuterRef("region"),
        month_on=OuterRef("month_on"),
        state=CheckIn.State.SUBMITTED,
        version__gt=OuterRef("version"),
    )
    said = Review.objects.filter(author=user).filter(
        Q(check_in=OuterRef("pk"))
        | Q(
            region=OuterRef("region"),
            from_on__lte=OuterRef("month_on"),
            until_on__gte=OuterRef("month_on"),
            made_at__gte=OuterRef("submitted_at"),
        )
    )
    since = now - datetime.timedelta(days=LOOK_BACK)
    rows = CheckIn.objects.filter(
        region__in=regions, state=CheckIn.State.SUBMITTED, submitted_at__range=(since, now)
    )
    return rows.filter(~Exists(later), ~Exists(said)).order_by("month_on", "region__name__dutch")


def logs(user: User, regions: Sequence[Region], now: datetime.datetime) -> Iterator[WeekLine]:
    here = {region.pk: region for region in regions}
    rows = unread_logs(user, regions, now).values_list("pk", "region", "month_on", "submitted_at")
    for pk, region_id, month_on, at in rows:
        came_in = timezone.localdate(at)
        region, month = here[region_id], CheckIn(month_on=month_on).month
        told = {"month": month.label}
        yield WeekLine(
            key=f"log:{pk}",
            kind=Kind.LOG,
            due_on=came_in,
            when=_("since %(day)s") % {"day": day(came_in)},
            title=about(_("Log of {region} not read yet"), region),
            note=_("The log of %(month)s") % told,
            deed=Deed(_("Read the log"), f"{reverse('logs_to_read')}#log-{pk}"),
            region=region,
            shared=f"log:{month}",
            together=_("The log of %(month)s of %%(regions)s is not read yet") % told,
            together_deed=Deed(_("Read the logs"), reverse("logs_to_read")),
        )


def readings(user: User, today: datetime.date) -> Iterator[WeekLine]:
    """Plans that the bureau gave to read; without a day they wait since they were given."""
    for reading in readings_of(user).waiting():
        given_on = timezone.localdate(reading.given_at)
        due_on = reading.due_on or given_on
        when = before(due_on, today) if reading.due_on else days_ago(given_on, today)
        yield WeekLine(
            key=f"reading:{reading.pk}",
            kind=Kind.PLAN,
            due_on=due_on,
            when=when,
            title=about(_("Read the plan of {region}"), reading.plan.region, opens=False),
            note=_("You were asked to read it on %(day)s") % {"day": date_text(given_on)},
            deed=Deed(_("Open the plan"), reverse("reading", args=[reading.pk])),
            region=reading.plan.region,
        )


def cards(user: User, today: datetime.date) -> Iterator[WeekLine]:
    for pk, title, recheck_on in (
        AnswerCard.objects.due(today).filter(owner=user).values_list("pk", "title", "recheck_on")
    ):
        yield WeekLine(
            key=f"card:{pk}",
            kind=Kind.CARD,
            due_on=recheck_on,
            when=before(recheck_on, today),
            title=format_html(_("Look at the card “{}” again"), title),
            note=_("Is it still true?"),
            deed=Deed(_("Open the card"), reverse("card", args=[pk])),
        )


def terms(regions: Sequence[Region], today: datetime.date) -> Iterator[WeekLine]:
    """What the regions must hand in with DUS-I."""
    for term in terms_of(regions, today, TERMS_AHEAD):
        title = _("a question of DUS-I") if term.is_question else term.title
        told = {"what": title, "regions": "%(regions)s"}
        yield WeekLine(
            key=f"term:{term.key}:{term.region.pk}",
            kind=Kind.TERM,
            due_on=term.due_on,
            when=before(term.due_on, today),
            title=format_html("{}: {}", about("{region}", term.region), title),
            note=_("Must be with DUS-I on %(day)s") % {"day": date_text(term.due_on)},
            deed=Deed(_("Open the dossier"), term.path),
            region=term.region,
            shared="" if term.is_question else f"term:{term.key}:{term.due_on}",
            together=_("With DUS-I, for %(regions)s: %(what)s") % told,
        )


def count_text(kind: Kind, count: int) -> str:
    """ "%(n)s questions": for a heading, which fills the number in."""
    told = {
        Kind.CALL: ngettext("%(n)s talk", "%(n)s talks", count),
        Kind.PROMISE: ngettext("%(n)s agreement", "%(n)s agreements", count),
        Kind.QUESTION: ngettext("%(n)s question", "%(n)s questions", count),
        Kind.LOG: ngettext("%(n)s log", "%(n)s logs", count),
        Kind.PLAN: ngettext("%(n)s plan to read", "%(n)s plans to read", count),
        Kind.CARD: ngettext("%(n)s answer card", "%(n)s answer cards", count),
        Kind.TERM: ngettext("%(n)s term", "%(n)s terms", count),
    }
    return told[kind]
