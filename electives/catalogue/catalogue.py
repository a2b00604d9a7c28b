"""The public catalogue: what regions published, found by words, profile, competence and so on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from electives.models import Backing, Elective, Practice, Profile
from regions.asked import row_id
from regions.models import Region
from regions.partners.models import Business

WORD = re.compile(r"\w+")
MOST_WORDS = 10
SORTS = {
    "": gettext_lazy("Best match"),
    "title": gettext_lazy("Title"),
    "new": gettext_lazy("Newest first"),
}


@dataclass(frozen=True)
class Wish:
    """What a visitor asks for; anything that makes no sense is left out."""

    text: str = ""
    profile: str = ""
    competence: str = ""
    region: str = ""
    business: int | None = None
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wish":
        def told(name: str) -> str:
            return query.get(name, "").replace("\x00", "").strip()[:120]

        return cls(
            text=told("q"),
            profile=told("profile") if told("profile") in Profile.values else "",
            competence=told("competence"),
            region=told("region"),
            business=row_id(told("business")),
            sort=told("sort") if told("sort") in SORTS else "",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.profile or self.competence or self.region or self.business)


def published() -> QuerySet[Elective]:
    """What the public may read: nothing that was rejected after all."""
    return Elective.objects.published().filter(rejected_on=None)


def slug_of(elective: Elective) -> str:
    return slugify(elective.title) or "keuzevak"


def address_of(elective: Elective) -> str:
    """Where everybody reads what a region published."""
    return reverse("catalogue_elective", args=[elective.pk, slug_of(elective)])


def found(wish: Wish) -> QuerySet[Elective]:
    rows = published()
    if wish.profile:
        rows = rows.filter(profiles__contains=[wish.profile])
    if wish.region:
        rows = rows.filter(region__slug=wish.region)
    if wish.competence:
        practised = Practice.objects.filter(competence__name__iexact=wish.competence)
        rows = rows.filter(pk__in=practised.values("elective"))
    if wish.business:
        named = Backing.objects.filter(may_be_named=True, partnership__business_id=wish.business)
        rows = rows.filter(pk__in=named.values("elective"))
    return _sorted(rows, wish)


def _sorted(rows: QuerySet[Elective], wish: Wish) -> QuerySet[Elective]:
    query = words_of(wish.text)
    if query is not None:
        rows = rows.filter(search=query)
    if wish.sort == "new":
        return rows.order_by(F("published_at").desc(), "pk")
    if query is not None and not wish.sort:
        rank = SearchRank(F("search"), query)
        return rows.order_by(rank.desc(), Lower("title"), "pk")
    return rows.order_by(Lower("title"), "pk")


def words_of(text: str) -> SearchQuery | None:
    """Every word must be found, also where somebody typed only its beginning."""
    words = WORD.findall(text)[:MOST_WORDS]
    if not words:
        return None
    told = " & ".join(f"'{word}':*" for word in words)
    return SearchQuery(told, config="dutch", search_type="raw")


def shown(rows: QuerySet[Elective]) -> QuerySet[Elective]:
    """With all that a card tells, in two queries more."""
    practices = Practice.objects.select_related("competence").order_by("-depth", "pk")
    named = Backing.objects.filter(may_be_named=True).select_related("partnership__business")
    return rows.select_related("region").prefetch_related(
        Prefetch("practices", practices, to_attr="practised"),
        Prefetch("backings", named, to_attr="named"),
    )


@dataclass(frozen=True)
class Choices:
    """What the filters offer: only what leads to something."""

    regions: list[tuple[str, str]]
    competences: list[str]
    businesses: list[tuple[int, str]]


def choices() -> Choices:
    there = published().values("pk")
    practices = Practice.objects.filter(elective__in=there)
    names = practices.values_list("competence__name", flat=True).distinct()
    businesses = Business.objects.filter(
        partnerships__backings__may_be_named=True, partnerships__backings__elective__in=there
    ).distinct()
    regions = Region.objects.filter(pk__in=published().values("region"))
    return Choices(
        list(regions.order_by("name").values_list("slug", "name")),
        sorted({name.casefold(): name for name in names}.values(), key=str.casefold),
        list(businesses.order_by("name").values_list("pk", "name")),
    )
