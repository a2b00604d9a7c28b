"""What stands in the top bar, by role, and the tabs over the pages of a steering group."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from .access import ALLOWED, Action, memberships_of
from .models import Membership


@dataclass(frozen=True)
class Link:
    """`within` is the start of every address where the reader is "here"; the url by itself."""

    title: str
    url: str
    is_current: bool = False
    within: str = ""

    @property
    def root(self) -> str:
        return self.within or self.url


def navigation(request: HttpRequest) -> dict:
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
    }


def links_of(membership: Membership) -> list[Link]:
    if membership.is_bureau:
        return [
            Link(_("Regions"), reverse("bureau_regions")),
            Link(_("People"), reverse("bureau_people")),
            Link(_("Assignments"), reverse("bureau_assignments")),
            Link(_("National"), reverse("national")),
            Link(_("Rules"), reverse("bureau_rules")),
            Link(_("Mail"), reverse("mail")),
        ]
    if membership.is_advisor:
        return [
            Link(_("My regions"), reverse("advisor")),
            Link(_("Questions"), reverse("advisor_questions")),
            Link(_("National"), reverse("national")),
        ]
    slug = membership.region.slug  # type: ignore[union-attr]
    return _member_links(slug) if membership.is_steering else _leader_links(slug)


def _member_links(slug: str) -> list[Link]:
    return _in_region(
        slug,
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        (_("Stand of the plan"), "standing"),
        (_("Plan"), "plan"),
        (_("Ideas"), "ideas"),
        (_("Role and mandate"), "steering"),
    )


def _leader_links(slug: str) -> list[Link]:
    group = Link(
        _("Steering group"),
        reverse("digests", args=[slug]),
        within=reverse("steering", args=[slug]),
    )
    first = _in_region(
        slug,
        (_("Monthly log"), "check_in"),
        (_("Overview"), "region"),
        (_("Plan"), "plan"),
        (_("Ideas"), "ideas"),
    )
    return [*first, group, *_in_region(slug, (_("Questions"), "questions"))]


def _tabs(request: HttpRequest, held: list[Membership]) -> list[Link]:
    """Over the pages of a steering group, for who is no member of it; members have the top bar."""
    match = request.resolver_match
    slug = match.kwargs.get("slug", "") if match else ""
    roles = {m.role for m in held if m.is_bureau or (m.region and m.region.slug == slug)}
    allowed = frozenset().union(*(ALLOWED[role] for role in roles))
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
    here = max(
        (ln for ln in links if path.startswith(ln.root)),
        key=lambda ln: len(ln.root),
        default=None,
    )
    return [Link(ln.title, ln.url, ln is here, ln.within) for ln in links]


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
