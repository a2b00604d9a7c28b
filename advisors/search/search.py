"""One search over everything that a person may see: each kind comes through its own door.

Names are found by parts of words; questions, cards and notes by their words in Dutch as well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from advisors.answers.cards.cards import cards_for
from advisors.answers.doors import questions_for
from advisors.answers.words import in_text
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
from regions.web.searching import having, named
from regions.words.folding import folded

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
    if len(folded(words)) < SHORTEST:
        return []
    found = [_found(name, rows(user, words)) for name, rows in KINDS]
    return [hit for hit in found if hit.hits]


def _found(name: str | Lazy, hits: Iterable[Hit]) -> Found:
    kept = list(hits)
    return Found(name, kept[:MOST], len(kept) > MOST)


def _first(rows: QuerySet) -> QuerySet:
    return rows[: MOST + 1]


def _regions(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(Region.objects.filter(named(words, "name")), user)
    for region in _first(rows.order_by("name__dutch")):
        yield Hit(region.name, "", region.get_absolute_url())


def _activities(user: User, words: str) -> Iterable[Hit]:
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED)
    rows = rows.filter(named(words, "title") | Q(code=words))
    ids = region_ids(user, [Action.LOOK])
    rows = rows if ids is None else rows.filter(plan__region__in=ids)
    for activity in _first(rows.select_related("plan__region").order_by("title__dutch", "pk")):
        region = activity.plan.region
        yield Hit(
            f"{activity.code} {activity.title}", region.name, reverse("plan", args=[region.slug])
        )


def _partners(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(
        Partnership.objects.filter(named(words, "business__name")), user, Action.READ_PARTNERS
    )
    for partnership in _first(
        rows.select_related("business", "region").order_by("business__name__dutch", "pk")
    ):
        url = reverse("partner", args=[partnership.region.slug, partnership.pk])
        yield Hit(
            partnership.business.name,
            f"{partnership.business.place}, {partnership.region.name}".strip(", "),
            url,
        )


def _questions(user: User, words: str) -> Iterable[Hit]:
    rows = questions_for(user).filter(in_text(words, "text", "answer")).select_related("region")
    for question in _first(rows.order_by("-asked_at")):
        title = Truncator(question.text).chars(110)
        yield Hit(title, question.region.name, reverse("question_answer", args=[question.pk]))


def _cards(user: User, words: str) -> Iterable[Hit]:
    if not (is_bureau(user) or comes_to_meetings(user)):
        return
    rows = cards_for(user).filter(in_text(words, "title", "answer"))
    for card in _first(rows.select_related("theme").order_by("title__dutch")):
        yield Hit(
            card.title, card.theme.name if card.theme else "", reverse("card", args=[card.pk])
        )


def _talks(user: User, words: str) -> Iterable[Hit]:
    rows = talks_for(user).filter(in_text(words, "note")).select_related("region")
    for talk in _first(rows.order_by("-held_on", "-pk")):
        about = f"{talk.region.name}, {talk.held_on:%d-%m-%Y}"
        slug = talk.region.slug
        url = f"{reverse('contact_log')}?region={slug}"
        if can(user, Action.READ_DRAFT, talk.region):
            url = reverse("talks", args=[slug])
        yield Hit(Truncator(talk.note).chars(110), about, url)


def _initiatives(user: User, words: str) -> Iterable[Hit]:
    if not (is_bureau(user) or comes_to_meetings(user)):
        return
    says = having(words, "title", "text")
    for initiative in _first(initiatives_for(user).filter(says).order_by("title__dutch", "pk")):
        yield Hit(
            initiative.title, initiative.region.name, reverse("initiative", args=[initiative.pk])
        )


def _electives(user: User, words: str) -> Iterable[Hit]:
    rows = for_user(Elective.objects.filter(named(words, "title")), user, Action.READ_ELECTIVES)
    for elective in _first(rows.select_related("region").order_by("title__dutch", "pk")):
        url = reverse("elective", args=[elective.region.slug, elective.pk])
        yield Hit(elective.title, elective.region.name, url)


def _catalogue(user: User, words: str) -> Iterable[Hit]:
    for elective in _first(
        published().filter(named(words, "title")).order_by("title__dutch", "pk")
    ):
        yield Hit(elective.title, elective.region.name, address_of(elective))


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
