"""What stands in the top bar, by role, and the tabs over the pages of a steering group."""

from dataclasses import replace
from functools import cache

from django.utils.translation import gettext as _

from advisors.week.badges import waiting_counts
from regions.access import ALLOWED, Action, Request, memberships_of
from regions.accounts.models import User
from regions.models import Membership

from .links import (
    Link,
    Waits,
    advice_links,
    advised_links,
    electives_link,
    in_region,
    internships_links,
    labs_links,
    links_of,
)


def navigation(request: Request) -> dict:
    """Context for base.html: links of the chosen role, and the roles to switch between."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    held = memberships_of(user)
    membership = chosen if (chosen := getattr(request, "membership", None)) else None
    return {
        "nav_links": _mark(links_of(membership, _waits(user)), request.path) if membership else [],
        "nav_membership": membership,
        "nav_place": place_of(membership, held) if membership else "",
        "nav_roles": _switchable(held),
        "nav_tabs": _tabs(request, held),
        "nav_region": _region_links(request, held),
        "nav_advice": _advice_tabs(request, membership),
    }


def _waits(user: User) -> Waits:
    """What waits for `user` at the pages that say so; one query, only when a menu is drawn."""
    counts = cache(lambda: waiting_counts(user))
    return lambda page: lambda: counts()[page]


def _region_links(request: Request, held: list[Membership]) -> list[Link]:
    """The rooms of a region for who looks at it from outside: its advisor and the bureau."""
    slug, allowed = _allowed_here(request, held)
    if not slug or Action.READ_PARTNERS not in allowed or Action.EDIT_PARTNERS in allowed:
        return []
    links = [
        *(advised_links(slug) if Action.ADVISE in allowed else []),
        *in_region(slug, (_("Plan"), "plan"), (_("Partners"), "partners")),
        electives_link(slug),
        *labs_links(slug),
        *internships_links(slug),
        *in_region(slug, (_("Dossier"), "dossier"), (_("Steering group"), "digests")),
    ]
    return _mark(links, request.path)


def _advice_tabs(request: Request, membership: Membership | None) -> list[Link]:
    """Over the pages that a leader shares with the advisor and the network."""
    if membership is None or not membership.is_leader or membership.region is None:
        return []
    links = _mark(advice_links(membership.region.slug), request.path)
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
    links = in_region(
        slug,
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        *remarks,
        (_("Stand of the plan"), "standing"),
        (_("Role and mandate"), "steering"),
    )
    return _mark(links, request.path)


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
