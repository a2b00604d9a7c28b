"""The top bar of each role: its rooms, each with its pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regions.access import Action, actions_of
from regions.models import Membership

from .links import (
    Link,
    Waits,
    advice_links,
    contact_log_link,
    dossier_link,
    electives_link,
    group_links,
    in_region,
    internships_links,
    labs_links,
    money_links,
    network_link,
    plan_link,
)


@dataclass(frozen=True)
class Room:
    """What stands in the top bar: one page, or several that a second row tells apart."""

    title: str
    links: tuple[Link, ...]

    @property
    def url(self) -> str:
        return self.links[0].url

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)

    @property
    def waits(self) -> int:
        """What waits on all its pages together."""
        return sum(link.waits() for link in self.links if link.waits)


def rooms_of(membership: Membership, waits: Waits) -> list[Room]:
    if membership.is_bureau:
        return _bureau_rooms()
    if membership.is_in_closed_region:
        return _closed_rooms(membership, membership.region.slug)  # type: ignore[union-attr]
    if membership.is_advisor:
        return _advisor_rooms(waits)
    slug = membership.region.slug  # type: ignore[union-attr]
    if membership.holds_grant:
        money = Room(
            pgettext("what is paid with", "Money"),
            (*money_links(slug), dossier_link(slug)),
        )
        return [*_member_rooms(slug), money]
    if membership.is_controller:
        return [_alone(link) for link in _controller_links(slug)]
    return _member_rooms(slug) if membership.is_steering else _leader_rooms(slug)


def _alone(link: Link) -> Room:
    return Room(link.title, (link,))


_ADDS_REGIONS = ("bureau_region_new", "bureau_intake", "bureau_sites")


def _bureau_rooms() -> list[Room]:
    def links(*pages: tuple[str, str]) -> tuple[Link, ...]:
        return tuple(Link(title, reverse(name)) for title, name in pages)

    return [
        Room(_("Today"), links((_("Today"), "today"), (_("Who did what"), "bureau_deeds"))),
        Room(
            _("Regions"),
            (
                Link(
                    _("Regions"),
                    reverse("bureau_regions"),
                    within=tuple(map(reverse, ("bureau_regions", *_ADDS_REGIONS))),
                ),
                *links((_("Businesses"), "bureau_businesses")),
            ),
        ),
        Room(
            _("People"),
            links((_("People"), "bureau_people"), (_("Assignments"), "bureau_assignments")),
        ),
        Room(_("Mail"), links((_("Mail"), "mail"))),
        Room(
            _("Rules and moments"),
            links(
                (_("Moments"), "bureau_moments"),
                (_("School holidays"), "bureau_holidays"),
                (_("What DUS-I must know"), "bureau_rules"),
                (_("Reports"), "bureau_report_formats"),
                (_("Layouts of a plan"), "bureau_layouts"),
                (_("Co-financing"), "bureau_financing"),
            ),
        ),
        Room(
            _("National"),
            links((_("National"), "national"), (_("Electives"), "bureau_electives")),
        ),
    ]


def _advisor_rooms(waits: Waits) -> list[Room]:
    desk = Link(_("Questions"), reverse("advisor_questions"), waits=waits("advisor_questions"))
    mine = (
        Link(_("My regions"), reverse("advisor")),
        Link(_("My agreements"), reverse("my_promises")),
        Link(_("Logs to read"), reverse("logs_to_read")),
        Link(_("Your roles"), reverse("advisor_roles")),
    )
    national = (
        Link(_("National"), reverse("national")),
        Link(_("Electives"), reverse("national_electives")),
    )
    return [
        Room(_("My regions"), mine),
        Room(_("Questions"), (desk, Link(_("Answers"), reverse("cards")))),
        _alone(Link(_("Plans to read"), reverse("readings"), waits=waits("readings"))),
        _alone(contact_log_link()),
        _alone(network_link()),
        Room(_("National"), national),
    ]


def _closed_rooms(membership: Membership, slug: str) -> list[Room]:
    """What somebody of a closed region still reads."""
    pages = (
        (_("Overview"), "region", Action.LOOK),
        (_("Plan"), "plan", Action.LOOK),
        (_("All monthly logs"), "check_ins", Action.READ_LOG),
        (_("Digests"), "digests", Action.READ_DIGEST),
    )
    may = actions_of(membership)
    shown = [(title, name) for title, name, action in pages if action in may]
    return [_alone(link) for link in in_region(slug, *shown)]


def _controller_links(slug: str) -> list[Link]:
    return in_region(
        slug,
        (_("Spent"), "realised"),
        (_("Budget"), "budget"),
        (_("Co-financing"), "contributions"),
        (_("Plan"), "plan"),
        (_("Overview"), "region"),
    )


def _member_rooms(slug: str) -> list[Room]:
    first, digests, decisions = in_region(
        slug,
        (pgettext("formally", "For you"), "steering_start"),
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
    )
    deciding = in_region(
        slug, (_("Group meetings"), "group_meetings"), (_("Role and mandate"), "steering")
    )
    plan = in_region(slug, (_("Stand of the plan"), "standing"))
    return [
        _alone(first),
        _alone(digests),
        Room(_("Decisions"), (decisions, *deciding)),
        Room(_("Plan"), (*plan, plan_link(slug), electives_link(slug), *labs_links(slug))),
    ]


def _leader_rooms(slug: str) -> list[Room]:
    log = in_region(
        slug,
        (_("Monthly log"), "check_in"),
        (_("Work group"), "work_group"),
        (_("Overview"), "region"),
        (_("All monthly logs"), "check_ins"),
    )
    plan = (
        plan_link(slug),
        *in_region(slug, (_("Ideas"), "ideas")),
        *money_links(slug)[:2],
        dossier_link(slug),
    )
    work = (
        *in_region(slug, (_("Partners"), "partners"), (_("Co-financing"), "contributions")),
        electives_link(slug),
        *labs_links(slug),
        *internships_links(slug),
    )
    return [
        Room(_("Monthly log"), tuple(log)),
        Room(_("Plan"), plan),
        Room(_("In the region"), work),
        Room(_("Steering group"), tuple(group_links(slug))),
        Room(_("Advisor"), tuple(advice_links(slug))),
    ]
