"""Answer cards: finding them, keeping them true, and keeping names out of them."""

import datetime
import re

from django.db.models import Count, Q, QuerySet

from regions.access import is_bureau
from regions.accounts.models import User
from regions.models import Membership, Region, School

from .models import AnswerCard, Question
from .similar import any_word

A_YEAR = 365  # days until a card is looked at again


def cards_for(user: User) -> QuerySet[AnswerCard]:
    """Published cards, and one's own drafts; the bureau reads all. For who is in the network."""
    if is_bureau(user):
        return AnswerCard.objects.all()
    return AnswerCard.objects.filter(Q(published_at__isnull=False) | Q(owner=user.pk))


def found_cards(user: User, words: str, theme: str, kind: str) -> QuerySet[AnswerCard]:
    """Cards that match the filters, with how many questions each saved; the most used first."""
    rows = cards_for(user).select_related("theme", "owner").annotate(saved=Count("uses"))
    if theme.isdecimal() and len(theme) < 10:
        rows = rows.filter(theme=int(theme))
    if kind in Question.Kind.values:
        rows = rows.filter(kind=kind)
    if words and (query := any_word(words)) is not None:
        rows = rows.filter(words=query)
    return rows.order_by("-saved", "title", "pk")


def a_year_from(today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=A_YEAR)


def may_edit(user: User, card: AnswerCard) -> bool:
    return card.owner_id == user.pk or is_bureau(user)


def still_true(card: AnswerCard, today: datetime.date) -> None:
    """The owner looked: the card holds for another year."""
    card.recheck_on = a_year_from(today)
    card.save(update_fields=["recheck_on"])


def names_in(text: str, question: Question | None, today: datetime.date) -> list[str]:
    """Names of regions, and of people and schools of the question's region, that `text` holds."""
    names = set(Region.objects.values_list("name", flat=True))
    if question is not None:
        people = Membership.objects.on(today).filter(region=question.region_id)
        for name in people.values_list("user__name", flat=True):
            names |= {name, name.split(" ")[0]}
        schools = School.objects.filter(region=question.region_id)
        names |= set(schools.values_list("name", flat=True))
    return sorted(name for name in names if name and re.search(rf"\b{re.escape(name)}\b", text))
