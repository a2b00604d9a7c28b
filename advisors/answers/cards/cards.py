"""Answer cards: finding them, keeping them true, and keeping names out of them."""

import datetime
import re
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from advisors.answers.similar import any_word
from advisors.models import AnswerCard, Question
from regions.access import is_bureau
from regions.accounts.models import User
from regions.models import Membership, Region, School

# Questions that were asked and answered with the card; the one that it was made of was earlier.
USED = Count("answered", filter=Q(answered__answered_at__gte=F("made_at")), distinct=True)
A_YEAR = 365  # days until a card is looked at again


def cards_for(user: User) -> QuerySet[AnswerCard]:
    """Published cards, and one's own drafts; the bureau reads all. For who is in the network."""
    if is_bureau(user):
        return AnswerCard.objects.all()
    return AnswerCard.objects.published() | AnswerCard.objects.filter(owner=user.pk)


def found_cards(user: User, q: str, theme: str, kind: str) -> QuerySet[AnswerCard]:
    """Cards that match the filters, with what each saved and its uses; the best first."""
    rows = cards_for(user).select_related("theme", "owner")
    if theme:
        rows = rows.filter(theme=int(theme))
    if kind:
        rows = rows.filter(kind=kind)
    if q and (query := any_word(q)) is not None:
        rows = rows.filter(words=query)
    counted = rows.annotate(saved=Count("uses", distinct=True), used=USED)
    return counted.order_by("-saved", "-used", "title__dutch", "pk")


def due_cards(user: User, today: datetime.date) -> QuerySet[AnswerCard]:
    """Cards to look at again: one's own, and for the bureau all; the longest past first."""
    rows = AnswerCard.objects.due(today)
    if not is_bureau(user):
        rows = rows.filter(owner=user.pk)
    return rows.select_related("owner").order_by("recheck_on", "pk")


def a_year_from(today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=A_YEAR)


def may_edit(user: User, card: AnswerCard) -> bool:
    return card.owner_id == user.pk or is_bureau(user)


def still_true(card: AnswerCard, today: datetime.date) -> None:
    """The owner looked: the card holds for another year."""
    card.recheck_on = a_year_from(today)
    card.save(update_fields=["recheck_on"])


def names_in(text: str, questions: Iterable[Question], today: datetime.date) -> list[str]:
    """Names that `text` holds: of regions, and of schools and people where it was asked.

    A first or last name alone counts with its capital only: "Roos" is a person, "roos" a flower.
    """
    asked = list(questions)
    places = [question.region_id for question in asked]
    people = {question.asked_by.name for question in asked if question.asked_by}
    return held_names(text, places, today, people)


def held_names(
    text: str,
    places: list[int],
    today: datetime.date,
    people: Iterable[str] = (),
    businesses: Iterable[str] = (),
) -> list[str]:
    """As `names_in`, of regions by id; `people` and `businesses` have to do with it."""
    people = {*_people(places, today), *people}
    names = {*businesses} | set(Region.objects.values_list("name", flat=True)) | people
    names |= set(School.objects.filter(region__in=places).values_list("name", flat=True))
    parts = {part for name in people for part in name.split(" ", 1)}
    found = {name for name in names if _holds(text, name, re.IGNORECASE)}
    found |= {part for part in parts if _holds(text, part)}
    return sorted(found)


def _people(places: list[int], today: datetime.date) -> Iterable[str]:
    held = Membership.objects.on(today).filter(region__in=places)
    return held.values_list("user__name", flat=True)


def _holds(text: str, name: str, flags: int = 0) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text, flags) is not None
