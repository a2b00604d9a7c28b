"""What stands in the top bar, by role, and the tabs over the pages of a steering group."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.access import ALLOWED, Action, Request, memberships_of
from regions.models import Membership


@dataclass(frozen=True)
class Link:
    """`within` are the starts of every address where the reader is "here"; the url by itself."""

    title: str
    url: str
    is_current: bool = False
    within: tuple[str, ...] = ()

    def reach(self, path: str) -> int:
        """How much of a path this link covers; 0 where the reader is elsewhere."""
        roots = self.within or (self.url,)
        return max((len(root) for root in roots if path.startswith(root)), default=0)


def navigation(request: Request) -> dict:
    """Context for base.html: links of the chosen role, and the roles to switch between."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    held = memberships_of(user)
    membership = chosen if (chosen := getattr(request, "membership", None)) else None
    return {
        "nav_links": _mark(links_of(membership), request.path) if membership else [],
        "nav_membership": membership,
        "nav_place": place_of(membership, held) if membership else "",
        "nav_roles": _switchable(held),
        "nav_tabs": _tabs(request, held),
        "nav_region": _region_links(request, held),
        "nav_advice": _advice_tabs(request, membership),
    }


def links_of(membership: Membership) -> list[Link]:
    if membership.is_bureau:
        return [
            Link(_("Regions"), reverse("bureau_regions")),
            Link(_("People"), reverse("bureau_people")),
            Link(_("Assignments"), reverse("bureau_assignments")),
            Link(_("Businesses"), reverse("bureau_businesses")),
            Link(_("Electives"), reverse("bureau_electives")),
            Link(_("National"), reverse("national")),
            Link(_("Rules"), reverse("bureau_rules")),
            Link(_("Co-financing"), reverse("bureau_financing")),
            Link(_("Mail"), reverse("mail")),
        ]
    if membership.is_advisor:
        return [
            Link(_("My regions"), reverse("advisor")),
            _desk(reverse("advisor_questions")),
            _log(),
            _network(),
            Link(_("National"), reverse("national")),
        ]
    slug = membership.region.slug  # type: ignore[union-attr]
    return _member_links(slug) if membership.is_steering else _leader_links(slug)


def _member_links(slug: str) -> list[Link]:
    first = _in_region(
        slug,
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        (_("Stand of the plan"), "standing"),
    )
    return [
        *first,
        _plan(slug),
        _electives(slug),
        *_labs(slug),
        *_in_region(slug, (_("Role and mandate"), "steering")),
    ]


def _leader_links(slug: str) -> list[Link]:
    group = reverse("digests", args=[slug]), reverse("steering", args=[slug])
    return [
        *_in_region(slug, (_("Monthly log"), "check_in"), (_("Overview"), "region")),
        _plan(slug),
        *_in_region(slug, (_("Partners"), "partners")),
        _electives(slug),
        *_labs(slug),
        *_internships(slug),
        Link(_("Steering group"), group[0], within=group),
        Link(_("Advisor"), reverse("questions", args=[slug]), within=_roots(_advice(slug))),
    ]


def _advice(slug: str) -> list[Link]:
    """What a leader shares with the advisor and with other leaders; the tabs over these pages."""
    return [
        *_in_region(slug, (_("Questions"), "questions")),
        Link(_("Answers"), reverse("cards")),
        *_in_region(slug, (_("Agreed"), "talks"), (_("Feedback"), "feedback")),
        _network(),
        *_in_region(slug, (_("Handover"), "handover")),
    ]


def _roots(links: list[Link]) -> tuple[str, ...]:
    return tuple(root for link in links for root in (link.within or (link.url,)))


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


def _plan(slug: str) -> Link:
    """Ideas hang under the plan."""
    plan, ideas = reverse("plan", args=[slug]), reverse("ideas", args=[slug])
    return Link(_("Plan"), plan, within=(plan, ideas))


def _labs(slug: str) -> list[Link]:
    """Labs and events share one place."""
    labs = reverse("labs", args=[slug])
    return [Link(_("Labs and events"), labs, within=(labs, labs.replace("/labs/", "/events/")))]


def _electives(slug: str) -> Link:
    return Link(_("Electives"), reverse("electives", args=[slug]))


def _internships(slug: str) -> list[Link]:
    return _in_region(slug, (_("Internships"), "internships"))


def _region_links(request: Request, held: list[Membership]) -> list[Link]:
    """The rooms of a region for who looks at it from outside: its advisor and the bureau."""
    slug, allowed = _allowed_here(request, held)
    if not slug or Action.READ_PARTNERS not in allowed or Action.EDIT_PARTNERS in allowed:
        return []
    links = [
        *(_advised(slug) if Action.ADVISE in allowed else []),
        *_in_region(slug, (_("Plan"), "plan"), (_("Partners"), "partners")),
        _electives(slug),
        *_labs(slug),
        *_internships(slug),
        *_in_region(slug, (_("Steering group"), "digests")),
    ]
    return _mark(links, request.path)


def _advised(slug: str) -> list[Link]:
    """What the advisor of a region has there beside what everybody from outside sees."""
    return _in_region(
        slug,
        (_("Call card"), "call_card"),
        (_("Agreed"), "talks"),
        (_("Feedback"), "feedback"),
    )


def _advice_tabs(request: Request, membership: Membership | None) -> list[Link]:
    """Over the pages that a leader shares with the advisor and the network."""
    if membership is None or not membership.is_leader or membership.region is None:
        return []
    links = _mark(_advice(membership.region.slug), request.path)
    return links if any(link.is_current for link in links) else []


def _allowed_here(request: Request, held: list[Membership]) -> tuple[str, frozenset[Action]]:
    """The region that the address names, and what the reader may do there."""
    match = request.resolver_match
    slug = match.kwargs.get("slug", "") if match else ""
    roles = {m.role for m in held if m.is_bureau or (m.region and m.region.slug == slug)}
    return slug, frozenset().union(*(ALLOWED[role] for role in roles))


def _tabs(request: Request, held: list[Membership]) -> list[Link]:
    """Over the pages of a steering group, for who is no member of it; members have the top bar."""
    slug, allowed = _allowed_here(request, held)
    if not slug or Action.READ_DIGEST not in allowed or Action.REMARK in allowed:
        return []
    remarks = [(_("Remarks"), "remarks")] if Action.READ_REMARKS in allowed else []
    links = _in_region(
        slug,
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        *remarks,
        (_("Stand of the plan"), "standing"),
        (_("Role and mandate"), "steering"),
    )
    return _mark(links, request.path)


def _in_region(slug: str, *pages: tuple[str, str]) -> list[Link]:
    return [Link(title, reverse(name, args=[slug])) for title, name in pages]


def _mark(links: list[Link], path: str) -> list[Link]:
    """The longest link that the path starts with is where the reader is."""
    here = max(links, key=lambda ln: ln.reach(path), default=None)
    if here is None or not here.reach(path):
        return links
    return [replace(ln, is_current=ln is here) for ln in links]


def place_of(membership: Membership, held: list[Membership]) -> str:
    """The words beside the avatar, such as "Regio Merenland"."""
    if membership.is_bureau or membership.is_advisor:
        return membership.get_role_display()
    if membership.is_steering:
        return _("Steering group %(region)s") % {"region": membership.region}
    return _("Region %(region)s") % {"region": membership.region}


def _switchable(held: list[Membership]) -> list[tuple[int, str]]:
    """One entry per role and region; an advisor's regions count as one."""
    seen: dict[str, int] = {}
    for membership in held:
        seen.setdefault(place_of(membership, held), membership.pk)
    return [(pk, title) for title, pk in seen.items()] if len(seen) > 1 else []
