"""One search over everything that a person may see: each kind comes through its own door.

Names are found by a part of a word; questions, cards and notes by their words in Dutch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from advisors.answers.cards.cards import cards_for
from advisors.answers.doors import questions_for
from advisors.models.questions import DUTCH
from advisors.network.doors import comes_to_meetings
from advisors.network.initiatives import initiatives_for
from advisors.talks.audience import talks_for
from electives.catalogue.catalogue import address_of, published
from electives.models import Elective
from regions.access import Action, can, for_user, is_bureau, region_ids
from regions.accounts.models import User
from regions.models import Region
from regions.partners.models import Partnership
from regions.plans.models import Activity, Plan

MOST = 8  # of each kind
SHORTEST = 2  # characters


@dataclass(frozen=True)
class Hit:
    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Found:
    """Hits of one kind, at most eight; `has_more` says that there are others."""

    name: str | Lazy
    hits: list[Hit]
    has_more: bool


def search(user: User, words: str) -> list[Found]:
    """What `user` may see and what matches `words`, per kind; one query a kind."""
    words = " ".join(words.replace("\x00", "").split())[:200]
    if len(words) < SHORTEST:
        return []
    found = [_found(name, rows(user, words)) for name, rows in KINDS]
    return [one for one in found if one.hits]


def _found(name: str | Lazy, hits: Iterable[Hit]) -> Found:
    kept = list(hits)
    return Found(name, kept[:MOST], len(kept) > MOST)


def _in_text(words: str) -> SearchQuery:
    return SearchQuery(words, config=DUTCH, search_type="websearch")


def _first(rows: QuerySet) -> QuerySet:
    return rows[: MOST + 1]


def _regions(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(Region.objects.filter(name__icontains=words), user)
    for one in _first(rows.order_by("name")):
        yield Hit(one.name, "", one.get_absolute_url())


def _activities(user: User, words: str) -> Iterable[Hit]:
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED)
    rows = rows.filter(Q(title__icontains=words) | Q(code=words))
    ids = region_ids(user, [Action.LOOK])
    rows = rows if ids is None else rows.filter(plan__region__in=ids)
    for one in _first(rows.select_related("plan__region").order_by("title", "pk")):
        region = one.plan.region
        yield Hit(f"{one.code} {one.title}", region.name, reverse("plan", args=[region.slug]))


def _partners(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(
        Partnership.objects.filter(business__name__icontains=words), user, Action.READ_PARTNERS
    )
    for one in _first(rows.select_related("business", "region").order_by("business__name", "pk")):
        url = reverse("partner", args=[one.region.slug, one.pk])
        yield Hit(one.business.name, f"{one.business.place}, {one.region.name}".strip(", "), url)


def _questions(user: User, words: str) -> Iterable[Hit]:
    rows = questions_for(user).filter(words=_in_text(words)).select_related("region")
    for one in _first(rows.order_by("-asked_at")):
        title = Truncator(one.text).chars(110)
        yield Hit(title, one.region.name, reverse("question_answer", args=[one.pk]))


def _cards(user: User, words: str) -> Iterable[Hit]:
    if not (is_bureau(user) or comes_to_meetings(user)):
        return
    rows = cards_for(user).filter(Q(words=_in_text(words)) | Q(title__icontains=words))
    for one in _first(rows.select_related("theme").order_by("title")):
        yield Hit(one.title, one.theme.name if one.theme else "", reverse("card", args=[one.pk]))


def _talks(user: User, words: str) -> Iterable[Hit]:
    rows = talks_for(user).filter(words=_in_text(words)).select_related("region")
    for one in _first(rows.order_by("-held_on", "-pk")):
        about = f"{one.region.name}, {one.held_on:%d-%m-%Y}"
        slug = one.region.slug
        url = f"{reverse('contact_log')}?region={slug}"
        if can(user, Action.READ_DRAFT, one.region):
            url = reverse("talks", args=[slug])
        yield Hit(Truncator(one.note).chars(110), about, url)


def _initiatives(user: User, words: str) -> Iterable[Hit]:
    if not (is_bureau(user) or comes_to_meetings(user)):
        return
    in_text = Q(title__icontains=words) | Q(text__icontains=words)
    for one in _first(initiatives_for(user).filter(in_text).order_by("title", "pk")):
        yield Hit(one.title, one.region.name, reverse("initiative", args=[one.pk]))


def _electives(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(Elective.objects.filter(title__icontains=words), user, Action.READ_ELECTIVES)
    for one in _first(rows.select_related("region").order_by("title", "pk")):
        url = reverse("elective", args=[one.region.slug, one.pk])
        yield Hit(one.title, one.region.name, url)


def _catalogue(user: User, words: str) -> Iterable[Hit]:
    for one in _first(published().filter(title__icontains=words).order_by("title", "pk")):
        yield Hit(one.title, one.region.name, address_of(one))


KINDS: tuple[tuple[str | Lazy, Callable[[User, str], Iterable[Hit]]], ...] = (
    (_("Regions"), _regions),
    (_("Activities of plans"), _activities),
    (_("Answer cards"), _cards),
    (_("Questions"), _questions),
    (_("Talks"), _talks),
    (_("Businesses"), _partners),
    (_("Electives"), _electives),
    (_("Initiatives"), _initiatives),
    (_("Public catalogue of electives"), _catalogue),
)
