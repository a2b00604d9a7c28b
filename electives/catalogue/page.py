"""One elective as the public may read it: no notes, no exact small counts, no unnamed business."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from electives.models import Elective, Stage
from regions.access import Action, for_user
from regions.counts import count_text
from regions.models import LEADER_ROLES, Region
from regions.words.folding import sort_key

from .downloads import audiences_for
from .offered import region_page_of


def shown_elective(elective: Elective, user: Any) -> dict[str, Any]:
    offerings = list(elective.offerings.select_related("school"))
    last = max((offering.school_year for offering in offerings), default=None)
    now = [offering for offering in offerings if offering.school_year == last]
    step = elective.steps.order_by("-stage").first()
    materials = elective.materials.filter(audience__in=audiences_for(user))
    return {
        "elective": elective,
        "profiles": elective.profile_names,
        "stage": step,
        "is_offered": step is not None and step.stage == Stage.OFFERED,
        "taught": _taught(now, last),
        "schools": _schools(now),
        "region_url": region_page_of(elective.region),
        "materials": list(materials.select_related("document").defer("document__content")),
        "businesses": _businesses(elective),
        "taken_over": elective.taken_over.count(),
        "take_over": _may_take_over(elective, user),
    }


def _taught(offerings: list[Any], year: int | None) -> str:
    """ "165 leerlingen op 3 scholen in 2026–2027"; a small number of pupils stays hidden."""
    if year is None:
        return ""
    counted = [offering.pupils for offering in offerings if offering.pupils]
    schools = len({offering.school_id for offering in offerings})
    values = {
        "pupils": count_text(counted, exact=False),
        "schools": schools,
        "year": f"{year}–{year + 1}",
    }
    if not counted:
        return _("On %(schools)s schools in %(year)s") % values
    return _("%(pupils)s pupils on %(schools)s schools in %(year)s") % values


def _schools(offerings: list[Any]) -> list[tuple[str, str]]:
    """Each school that teaches it, with its place."""
    found = {(offering.school.name, offering.school.place) for offering in offerings}
    return sorted(found, key=lambda school: (sort_key(school[0]), school[1]))


def _businesses(elective: Elective) -> list[tuple[str, str]]:
    """Each business that may be named, with all it does."""
    rows = sorted(elective.named, key=lambda row: sort_key(row.partnership.business.name))  # type: ignore[attr-defined]
    return [
        (name, ", ".join(str(row.get_role_display()) for row in some))
        for name, some in groupby(rows, key=lambda row: row.partnership.business.name)
    ]


def _may_take_over(elective: Elective, user: Any) -> list[Region]:
    """The regions that the reader leads and that could take it over."""
    if not user.is_authenticated:
        return []
    known = [elective.region_id, elective.taken_from and elective.taken_from.region_id]
    led = Region.objects.filter(memberships__user=user, memberships__role__in=LEADER_ROLES)
    mine = for_user(led.distinct(), user, Action.EDIT_ELECTIVES)
    mine = mine.exclude(pk__in=[pk for pk in known if pk]).exclude(electives__taken_from=elective)
    return list(mine.order_by("name__dutch"))
