"""The links of each role, and of the rooms of a region."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regions.models import Membership, Role

Waits = Callable[[str], Callable[[], int]]  # by the name of a page


@dataclass(frozen=True)
class Link:
    """`within` are the starts of every address where the reader is "here"; the url by itself.

    `waits` counts what waits there for the reader; a page asks it only when it draws the menu.
    """

    title: str
    url: str
    is_current: bool = False
    within: tuple[str, ...] = ()
    waits: Callable[[], int] | None = None

    def reach(self, path: str) -> int:
        """How much of a path this link covers; 0 where the reader is elsewhere."""
        roots = self.within or (self.url,)
        return max((len(root) for root in roots if path.startswith(root)), default=0)


def links_of(membership: Membership, waits: Waits) -> list[Link]:
    if membership.is_bureau:
        return [
            Link(_("Today"), reverse("today"), within=(reverse("today"), reverse("bureau_deeds"))),
            Link(_("Regions"), reverse("bureau_regions")),
            Link(_("People"), reverse("bureau_people")),
            Link(_("Assignments"), reverse("bureau_assignments")),
            Link(_("Businesses"), reverse("bureau_businesses")),
            Link(_("Electives"), reverse("bureau_electives")),
            Link(_("National"), reverse("national")),
            _rules(),
            Link(_("Moments"), reverse("bureau_moments")),
            Link(_("Co-financing"), reverse("bureau_financing")),
            Link(_("Mail"), reverse("mail")),
        ]
    if membership.is_advisor:
        return [
            Link(_("My regions"), reverse("advisor")),
            replace(_desk(reverse("advisor_questions")), waits=waits("advisor_questions")),
            Link(_("Plans to read"), reverse("readings"), waits=waits("readings")),
            _log(),
            _network(),
            Link(_("National"), reverse("national")),
        ]
    slug = membership.region.slug  # type: ignore[union-attr]
    if membership.role == Role.LEAD_APPLICANT:
        dossier = in_region(slug, (_("Dossier"), "dossier"))
        return [*_member_links(slug), _money(slug), *dossier]
    if membership.is_controller:
        return _controller_links(slug)
    return _member_links(slug) if membership.is_steering else _leader_links(slug)


def _controller_links(slug: str) -> list[Link]:
    return in_region(
        slug,
        (_("Spent"), "realised"),
        (_("Budget"), "budget"),
        (_("Co-financing"), "contributions"),
        (_("Plan"), "plan"),
        (_("Overview"), "region"),
    )


def _member_links(slug: str) -> list[Link]:
    first = in_region(
        slug,
        (pgettext("formally", "For you"), "steering_start"),
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        (_("Stand of the plan"), "standing"),
    )
    return [
        *first,
        plan_link(slug),
        electives_link(slug),
        *labs_links(slug),
        *in_region(slug, (_("Role and mandate"), "steering")),
    ]


def _leader_links(slug: str) -> list[Link]:
    group = reverse("digests", args=[slug]), reverse("steering", args=[slug])
    return [
        *in_region(slug, (_("Monthly log"), "check_in"), (_("Overview"), "region")),
        plan_link(slug),
        *in_region(slug, (_("Partners"), "partners")),
        electives_link(slug),
        *labs_links(slug),
        *internships_links(slug),
        *in_region(slug, (_("Dossier"), "dossier")),
        Link(_("Steering group"), group[0], within=group),
        Link(_("Advisor"), reverse("questions", args=[slug]), within=_roots(advice_links(slug))),
    ]


def advice_links(slug: str) -> list[Link]:
    """What a leader shares with the advisor and with other leaders; the tabs over these pages."""
    return [
        *in_region(slug, (_("Questions"), "questions")),
        Link(_("Answers"), reverse("cards")),
        *in_region(slug, (_("Agreed"), "talks"), (_("Feedback"), "feedback")),
        _network(),
        *in_region(slug, (_("Handover"), "handover")),
    ]


def _roots(links: list[Link]) -> tuple[str, ...]:
    return tuple(root for link in links for root in (link.within or (link.url,)))


def _money(slug: str) -> Link:
    """What was spent, the budget, co-financing, and the links for an accountant."""
    rooms = ("realised", "budget", "contributions", "accountant_links")
    within = tuple(reverse(name, args=[slug]) for name in rooms)
    return Link(pgettext("what is paid with", "Money"), within[0], within=within)


def _rules() -> Link:
    """What DUS-I must be told, what it asks in a report, and in which layout it takes a plan."""
    rules, formats = reverse("bureau_rules"), reverse("bureau_report_formats")
    return Link(_("Rules"), rules, within=(rules, formats, reverse("bureau_layouts")))


def _network() -> Link:
    """Who knows what, meetings and initiatives."""
    rooms = ("/advisors/network/", "/advisors/meetings/", "/advisors/initiatives/")
    return Link(_("Network"), reverse("network"), within=rooms)


def _desk(url: str) -> Link:
    """Questions and the cards with answers."""
    return Link(_("Questions"), url, within=(url, "/advisors/cards/"))


def _log() -> Link:
    log = reverse("contact_log")
    return Link(_("Contact log"), log, within=(log, "/advisors/talks/"))


def plan_link(slug: str) -> Link:
    """Ideas hang under the plan."""
    plan, ideas = reverse("plan", args=[slug]), reverse("ideas", args=[slug])
    return Link(_("Plan"), plan, within=(plan, ideas))


def labs_links(slug: str) -> list[Link]:
    """Labs and events share one place."""
    labs = reverse("labs", args=[slug])
    return [Link(_("Labs and events"), labs, within=(labs, labs.replace("/labs/", "/events/")))]


def electives_link(slug: str) -> Link:
    return Link(_("Electives"), reverse("electives", args=[slug]))


def internships_links(slug: str) -> list[Link]:
    return in_region(slug, (_("Internships"), "internships"))


def advised_links(slug: str) -> list[Link]:
    """What the advisor of a region has there beside what everybody from outside sees."""
    return in_region(
        slug,
        (_("Call card"), "call_card"),
        (_("Agreed"), "talks"),
        (_("Feedback"), "feedback"),
        (_("Handover"), "handover"),
    )


def in_region(slug: str, *pages: tuple[str, str]) -> list[Link]:
    return [Link(title, reverse(name, args=[slug])) for title, name in pages]
