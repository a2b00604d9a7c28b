"""The people of a demonstration, who sign in with one click."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.dutch import number_word

from .models import User

ORDER = (
    "leader",
    "deputy",
    "advisor",
    "chair",
    "lead_applicant",
    "controller",
    "school_board",
    "business",
    "bureau",
)


@dataclass(frozen=True)
class DemoPerson:
    email: str
    label: str
    place: int


def demo_people() -> list[DemoPerson]:
    """Everybody who may be looked through, with what they do; nobody without DEMO=1."""
    if not settings.DEMO:
        return []
    people = User.objects.filter(is_demo=True, is_active=True).prefetch_related(
        "memberships__region"
    )
    return sorted(
        (_person(user) for user in people), key=lambda person: (person.place, person.label)
    )


def _person(user: User) -> DemoPerson:
    today = timezone.localdate()
    held = [
        m
        for m in user.memberships.all()
        if m.starts_on <= today and (m.ends_on is None or m.ends_on >= today)
    ]
    held.sort(key=lambda m: ORDER.index(m.role))
    if not held:
        return DemoPerson(user.email, user.name, 99)
    regions = {m.region for m in held}
    several = len({m.role for m in held}) > 1 or (held[0].is_leader and len(regions) > 1)
    place = ORDER.index(held[0].role) + (50 if several else 0)
    return DemoPerson(user.email, f"{user.first_name}, {_does(held, several)}", place)


def _does(held: list, several: bool) -> str:
    first = held[0]
    if several:
        names = _(" and ").join(str(m.region) for m in held if m.region)
        return _("two roles: %(regions)s") % {"regions": names}
    if first.is_advisor:
        if len(held) == 1:
            return _("advisor of %(region)s") % {"region": first.region}
        return _("advisor of %(count)s regions") % {"count": number_word(len(held))}
    if first.is_bureau:
        return _("national bureau")
    if first.is_leader:
        leads = first.region.get_leader_label_display().lower()
        return _("%(leader)s of %(region)s") % {"leader": leads, "region": first.region}
    return first.get_role_display().lower()
