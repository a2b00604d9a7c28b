"""What somebody wrote: cards, questions, talks, agreements and obstacles.

Of a text the words are found in Dutch as well, cut to their stem, where it has a search vector.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from advisors.answers.cards.cards import cards_for
from advisors.answers.doors import questions_for
from advisors.answers.words import in_text
from advisors.models import AnswerCard, Promise, Question, Talk
from advisors.network.doors import comes_to_meetings
from advisors.talks.audience import promises_for, talks_for
from regions.access import Action, can, for_user, is_bureau
from regions.accounts.models import User
from regions.dutch import date_text
from regions.models import Region
from regions.progress.models import Obstacle

from .kind import Hit, Kind, by_part

LONGEST = 110  # characters of a text


def _told(*fields: str) -> Callable[[str], Q]:
    return lambda words: in_text(words, *fields)


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST)


def _cards(user: User) -> QuerySet[AnswerCard]:
    if is_bureau(user) or comes_to_meetings(user):
        return cards_for(user).select_related("theme")
    return AnswerCard.objects.none()


def _card(_user: User, row: AnswerCard) -> Hit:
    return Hit(row.title, row.theme.name if row.theme else "", reverse("card", args=[row.pk]))


def _question(_user: User, row: Question) -> Hit:
    return Hit(_short(row.text), row.region.name, reverse("question_answer", args=[row.pk]))


def _talk(user: User, row: Talk) -> Hit:
    about = f"{row.region.name}, {row.held_on:%d-%m-%Y}"
    return Hit(_short(row.note), about, _talks_of(user, row.region))


def _talks_of(user: User, region: Region) -> str:
    if can(user, Action.READ_DRAFT, region):
        return reverse("talks", args=[region.slug])
    return f"{reverse('contact_log')}?region={region.slug}"


def _promise(user: User, row: Promise) -> Hit:
    about = [row.talk.region.name, row.get_who_display(), date_text(row.due_on or row.talk.held_on)]
    return Hit(row.text, ", ".join(about), _talks_of(user, row.talk.region))


def _obstacle(_user: User, row: Obstacle) -> Hit:
    about = f"{row.region.name}, {row.activity.title}, {row.get_state_display().lower()}"
    return Hit(_short(row.problem), about, reverse("region", args=[row.region.slug]))


CARDS = Kind(
    _("Answer cards"), _cards, _told("title", "answer"), _card, ("title", "answer"),
    ("title__dutch",),
)  # fmt: skip
QUESTIONS = Kind(
    _("Questions"), lambda user: questions_for(user).select_related("region"),
    _told("text", "answer"), _question, ("text", "answer"), ("-asked_at",),
)  # fmt: skip
TALKS = Kind(
    _("Talks"), lambda user: talks_for(user).select_related("region"), _told("note"), _talk,
    ("note",), ("-held_on", "-pk"),
)  # fmt: skip
PROMISES = Kind(
    _("Agreements"), lambda user: promises_for(user).select_related("talk__region"),
    by_part("text"), _promise, ("text",), ("-talk__held_on", "-pk"),
)  # fmt: skip
OBSTACLES = Kind(
    _("Obstacles"),
    lambda user: for_user(
        Obstacle.objects.select_related("region", "activity"), user, Action.READ_LOG
    ),
    by_part("problem", "recovery", "activity__title"), _obstacle,
    ("problem", "recovery"), ("-updated_on", "-pk"),
)  # fmt: skip
