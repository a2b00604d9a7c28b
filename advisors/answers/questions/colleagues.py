"""Colleagues to ask along or to hand a question to: who knows the theme first, who is away last."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from advisors.models import Question
from advisors.network.doors import advisors_on
from advisors.network.expertise import Entry, Known, entries_of
from regions.accounts.models import User
from regions.words.folding import sort_key

MOST_KNOWN = 3  # themes of a colleague that are named beside the one of the question


def colleagues_for(question: Question, user: User, now: datetime.datetime) -> list[Entry]:
    """Everybody who may think along on `question`, with `about` what they know of its theme and
    `knows_most` of what they know else."""
    found = [one for one in _others(user, now) if one.advisor.pk != question.asked_by_id]
    for entry in found:
        about = entry.knows(question.theme) if question.theme else None
        entry.about = about  # type: ignore[attr-defined]
        entry.knows_most = [  # type: ignore[attr-defined]
            known for known in entry.known if known is not about
        ][:MOST_KNOWN]
    return sorted(found, key=lambda one: (one.away is not None, *_place(one.about), _name(one)))  # type: ignore[attr-defined]


def colleagues_by_name(user: User, now: datetime.datetime) -> list[Entry]:
    """Everybody to whom a handful of questions can be handed, with `knows_most`."""
    found = _others(user, now)
    for entry in found:
        entry.knows_most = entry.known[:MOST_KNOWN]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.away is not None, _name(one)))


def who_may_be_asked(user: User) -> QuerySet[User]:
    """Whom a form may name; without the asker of a question, which each question knows itself."""
    return advisors_on(timezone.localdate()).exclude(pk=user.pk)


def _others(user: User, now: datetime.datetime) -> list[Entry]:
    entries = entries_of(timezone.localdate(now), now)
    return [one for one in entries if one.advisor.is_active and one.advisor.pk != user.pk]


def _place(about: Known | None) -> tuple[bool, int]:
    """Who says to know the theme, then who answered and talked most about it."""
    return about is None or about.pk is None, -(about.weight if about else 0)


def _name(entry: Entry) -> str:
    return sort_key(entry.advisor.name)
