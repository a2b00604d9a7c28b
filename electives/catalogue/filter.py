"""What a visitor asks of the catalogue; it offers only what leads to something."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from electives.models import Practice, Profile
from regions.asked import row_id
from regions.models import Region
from regions.partners.models import Business
from regions.web.lists import Choice, ListFilter, Words
from regions.words.folding import sort_key

from .catalogue import published


class Named(Choice):
    """What no elective has, or has any more, finds nothing: the page says so."""

    def clean(self, value: Any) -> str:
        return self.to_python(value).strip()[:120]


class NamedBusiness(Named):
    def clean(self, value: Any) -> str:
        pk = row_id(super().clean(value))
        return "" if pk is None else str(pk)


class CatalogueFilter(ListFilter):
    q = Words(_("Search"), example=_("For example robot, welding or a town"), box="wide-field")
    profile = Choice(_("Profile"), _("All profiles"), Profile.choices)
    competence = Named(_("Competence"), _("All competences"))
    region = Named(_("Region"), _("All regions"))
    business = NamedBusiness(_("Business"), _("All businesses"))
    sort = Choice(_("Order"), _("Best match"), [("title", _("Title")), ("new", _("Newest first"))])

    def __init__(self, query: Mapping[str, Any]) -> None:
        regions = Region.objects.filter(pk__in=published().values("region"))
        super().__init__(
            query,
            region=regions.order_by("name__dutch").values_list("slug", "name"),
            competence=_competences(),
            business=_businesses(),
        )


def _competences() -> Iterable[tuple[str, str]]:
    practices = Practice.objects.filter(elective__in=published().values("pk"))
    names = practices.values_list("competence__name", flat=True).distinct()
    once = sorted({name.casefold(): name for name in names}.values(), key=sort_key)
    return [(name, name) for name in once]


def _businesses() -> Iterable[tuple[int, str]]:
    there = {
        "partnerships__backings__may_be_named": True,
        "partnerships__backings__elective__in": published().values("pk"),
    }
    rows = Business.objects.filter(**there).distinct()
    return rows.order_by("name__dutch").values_list("pk", "name")
