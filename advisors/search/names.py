"""What has a name: regions, activities, people, businesses, electives and initiatives."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from advisors.models import Initiative
from advisors.network.doors import comes_to_meetings
from advisors.network.initiatives import initiatives_for
from electives.catalogue.catalogue import address_of, published
from electives.models import Elective
from regions.access import Action, for_user, is_advisor, is_bureau, region_ids
from regions.accounts.models import User
from regions.models import LEADER_ROLES, STEERING_ROLES, Membership, Region, Role
from regions.partners.models import ContactPerson, Partnership
from regions.plans.models import Activity, Plan
from regions.web.searching import named

from .kind import Hit, Kind, by_name, by_part

ON_PAGE = (*STEERING_ROLES, *LEADER_ROLES)  # who stands on the page of a steering group, by name


def people(user: User) -> QuerySet[Any]:
    """Seats of now, of people whom `user` meets by name on a page: the bureau everybody, who looks
    at a region its group and its leaders, its advisor all, advisors each other, and the network
    all leaders."""
    seats = Membership.objects.on(localdate()).filter(user__is_active=True)
    if not is_bureau(user):
        looks, talks, advises = (
            region_ids(user, [action]) or set()
            for action in (Action.LOOK, Action.TALK, Action.ADVISE)
        )
        known = Q(region__in=looks, role__in=ON_PAGE) | Q(region__in=advises)
        known |= Q(region__in=talks, role=Role.ADVISOR)
        if is_advisor(user):
            known |= Q(role=Role.ADVISOR)
        if comes_to_meetings(user):
            known |= Q(role__in=LEADER_ROLES)
        seats = seats.filter(known)
    return seats.exclude(user=user.pk).select_related("user", "region")


def _person(user: User, seat: Membership) -> Hit:
    about = seat.get_role_display()
    about = f"{about}, {seat.region}" if seat.region else about
    return Hit(seat.user.name, about, _where(user, seat))


def _where(user: User, seat: Membership) -> str:
    if is_bureau(user):
        return reverse("bureau_person", args=[seat.user_id])
    if seat.role == Role.ADVISOR or seat.region is None:
        return reverse("network")
    if seat.region_id not in (region_ids(user, [Action.LOOK]) or set()):
        return f"{reverse('leaders')}?{urlencode({'q': seat.user.name})}"
    here = (region_ids(user, [Action.ADVISE]) or set()) & {seat.region_id}
    return reverse("call_card" if here else "steering", args=[seat.region.slug])


def _activities(user: User) -> QuerySet[Activity]:
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED)
    ids = region_ids(user, [Action.LOOK])
    rows = rows if ids is None else rows.filter(plan__region__in=ids)
    return rows.select_related("plan__region")


def _activity(_user: User, row: Activity) -> Hit:
    region = row.plan.region
    return Hit(f"{row.code} {row.title}", region.name, reverse("plan", args=[region.slug]))


def _partner(_user: User, row: Partnership) -> Hit:
    url = reverse("partner", args=[row.region.slug, row.pk])
    return Hit(row.business.name, f"{row.business.place}, {row.region.name}".strip(", "), url)


def _contact(_user: User, row: ContactPerson) -> Hit:
    url = reverse("partner", args=[row.partnership.region.slug, row.partnership_id])
    return Hit(row.name, row.partnership.business.name, url)


def _contacts(user: User) -> QuerySet[ContactPerson]:
    rows = for_user(ContactPerson.objects.filter(erased_at=None), user, Action.EDIT_PARTNERS)
    return rows.select_related("partnership__business", "partnership__region")


def _initiatives(user: User) -> QuerySet[Initiative]:
    if is_bureau(user) or comes_to_meetings(user):
        return initiatives_for(user)
    return Initiative.objects.none()


def _elective(_user: User, row: Elective) -> Hit:
    return Hit(row.title, row.region.name, reverse("elective", args=[row.region.slug, row.pk]))


REGIONS = Kind(
    _("Regions"), lambda user: for_user(Region.objects.all(), user), by_name("name"),
    lambda _user, row: Hit(row.name, "", row.get_absolute_url()), ("name",), ("name__dutch",),
)  # fmt: skip
ACTIVITIES = Kind(
    _("Activities of plans"), _activities, lambda words: named(words, "title") | Q(code=words),
    _activity, ("title",), ("title__dutch", "pk"),
)  # fmt: skip
PEOPLE = Kind(
    _("People"), people, by_name("user__name"), _person, ("user__name",),
    ("user__name__dutch", "user_id", "region__name__dutch", "pk"),
)  # fmt: skip
PARTNERS = Kind(
    _("Businesses"),
    lambda user: for_user(
        Partnership.objects.select_related("business", "region"), user, Action.READ_PARTNERS
    ),
    by_name("business__name"), _partner, ("business__name",), ("business__name__dutch", "pk"),
)  # fmt: skip
CONTACTS = Kind(
    _("Contact persons"), _contacts, by_part("name"), _contact, ("name",), ("name__dutch", "pk")
)
ELECTIVES = Kind(
    _("Electives"),
    lambda user: for_user(
        Elective.objects.select_related("region"), user, Action.READ_ELECTIVES
    ),
    by_name("title"), _elective, ("title",), ("title__dutch", "pk"),
)  # fmt: skip
INITIATIVES = Kind(
    _("Initiatives"), _initiatives, by_part("title", "text"),
    lambda _user, row: Hit(row.title, row.region.name, reverse("initiative", args=[row.pk])),
    ("title", "text"), ("title__dutch", "pk"),
)  # fmt: skip
CATALOGUE = Kind(
    _("Public catalogue of electives"), lambda _user: published(), by_name("title"),
    lambda _user, row: Hit(row.title, row.region.name, address_of(row)),
    ("title",), ("title__dutch", "pk"),
)  # fmt: skip
