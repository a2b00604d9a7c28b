"""What stands in the top bar, by role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from .access import memberships_of
from .models import Membership


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False


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
    }


def links_of(membership: Membership) -> list[Link]:
    if membership.is_bureau:
        return [
            Link(_("Regions"), reverse("bureau_regions")),
            Link(_("People"), reverse("bureau_people")),
            Link(_("Assignments"), reverse("bureau_assignments")),
            Link(_("National"), reverse("national")),
            Link(_("Mail"), reverse("mail")),
        ]
    if membership.is_advisor:
        return [
            Link(_("My regions"), reverse("advisor")),
            Link(_("Questions"), reverse("advisor_questions")),
            Link(_("National"), reverse("national")),
        ]
    return _region_links(membership)


def _region_links(membership: Membership) -> list[Link]:
    slug = membership.region.slug  # type: ignore[union-attr]
    overview = Link(_("Overview"), reverse("region", args=[slug]))
    plan = Link(_("Plan"), reverse("plan", args=[slug]))
    ideas = Link(_("Ideas"), reverse("ideas", args=[slug]))
    digests = Link(_("Digests"), reverse("digests", args=[slug]))
    if membership.is_steering:
        role = Link(_("Role and mandate"), reverse("steering", args=[slug]))
        return [digests, overview, plan, ideas, role]
    return [
        Link(_("Monthly log"), reverse("check_in", args=[slug])),
        overview,
        plan,
        ideas,
        digests,
        Link(_("Questions"), reverse("questions", args=[slug])),
    ]


def _mark(links: list[Link], path: str) -> list[Link]:
    """The longest link that the path starts with is where the reader is."""
    here = max(
        (ln for ln in links if path.startswith(ln.url)), key=lambda ln: len(ln.url), default=None
    )
    return [Link(ln.title, ln.url, ln is here) for ln in links]


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
