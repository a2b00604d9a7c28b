"""The public catalogue: what regions published, found by words, profile, competence and so on."""

import re
from collections.abc import Mapping

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from electives.models import Backing, Elective, Offering, Practice
from regions.web.searching import having, named

WORD = re.compile(r"\w+")
MOST_WORDS = 10


def published() -> QuerySet[Elective]:
    """What the public may read: nothing that was rejected after all."""
    return Elective.objects.published().filter(rejected_on=None)


def slug_of(elective: Elective) -> str:
    return slugify(elective.title) or "keuzevak"


def address_of(elective: Elective) -> str:
    """Where everybody reads what a region published."""
    return reverse("catalogue_elective", args=[elective.pk, slug_of(elective)])


def found(wanted: Mapping[str, str]) -> QuerySet[Elective]:
    rows = published()
    if profile := wanted["profile"]:
        rows = rows.filter(profiles__contains=[profile])
    if region := wanted["region"]:
        rows = rows.filter(region__slug=region)
    if competence := wanted["competence"]:
        practised = Practice.objects.filter(competence__name__iexact=competence)
        rows = rows.filter(pk__in=practised.values("elective"))
    if business := wanted["business"]:
        named = Backing.objects.filter(may_be_named=True, partnership__business_id=business)
        rows = rows.filter(pk__in=named.values("elective"))
    return _sorted(rows, wanted["q"], wanted["sort"])


def _sorted(rows: QuerySet[Elective], text: str, sort: str) -> QuerySet[Elective]:
    query = words_of(text)
    if query is not None:
        rows = rows.filter(Q(search=query) | named(text, "title") | _practised_or_taught(text))
    if sort == "new":
        return rows.order_by(F("published_at").desc(), "pk")
    if query is not None and not sort:
        rank = SearchRank(F("search"), query)
        return rows.order_by(rank.desc(), "title__dutch", "pk")
    return rows.order_by("title__dutch", "pk")


def _practised_or_taught(text: str) -> Q:
    """What pupils practise, and the schools and towns where they do."""
    practised = Practice.objects.filter(having(text, "competence__name"))
    taught = Offering.objects.filter(having(text, "school__name", "school__place"))
    return Q(pk__in=practised.values("elective")) | Q(pk__in=taught.values("elective"))


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
