"""What stands in the top bar, by role, and the tabs over the pages of a steering group."""

from dataclasses import replace
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.week.badges import waiting_counts
from regions.access import Action, Request, actions_of, memberships_of
from regions.accounts.models import User
from regions.models import Membership
from sto_portal.manual.guides import guide_for
from sto_portal.manual.places import anchor_of

from .links import (
    Link,
    Waits,
    advised_links,
    electives_link,
    group_links,
    in_region,
    internships_links,
    labs_links,
)
from .rooms import Room, rooms_of


def navigation(request: Request) -> dict:
    """Context for base.html: links of the chosen role, and the roles to switch between."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    held = memberships_of(user)
    membership = chosen if (chosen := getattr(request, "membership", None)) else None
    return {
        "nav_rooms": (rooms := _rooms(membership, user, request.path)),
        "nav_room": next((room for room in rooms if room.is_current and len(room.links) > 1), None),
        "nav_membership": membership,
        "nav_place": place_of(membership, held) if membership else "",
        "nav_roles": _switchable(held, membership),
        "nav_tabs": _tabs(request, held),
        "nav_help": help_at(membership, request.path),
        "nav_region": _region_links(request, held),
    }


def help_at(membership: Membership | None, path: str) -> str:
    """The address of what the guide of this role says of the page at `path`."""
    guide = guide_for(membership)
    anchor = anchor_of(guide, path)
    return reverse("guide", args=[guide]) + (f"#{anchor}" if anchor else "")


def _rooms(membership: Membership | None, user: User, path: str) -> list[Room]:
    """The top bar, with the page where the reader is marked."""
    if membership is None:
        return []
    rooms = rooms_of(membership, _waits(user))
    marked = iter(_mark([link for room in rooms for link in room.links], path))
    return [replace(room, links=tuple(next(marked) for _link in room.links)) for room in rooms]


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


def _allowed_here(request: Request, held: list[Membership]) -> tuple[str, frozenset[Action]]:
    """The region that the address names, and what the reader may do there."""
    match = request.resolver_match
    slug = match.kwargs.get("slug", "") if match else ""
    here = [m for m in held if m.is_bureau or (m.region and m.region.slug == slug)]
    return slug, frozenset[Action]().union(*(actions_of(row) for row in here))


def _tabs(request: Request, held: list[Membership]) -> list[Link]:
    """Over the pages of a steering group, for who looks from outside; others have the top bar."""
    slug, allowed = _allowed_here(request, held)
    is_outside = not allowed & {Action.REMARK, Action.EDIT_PARTNERS}
    if not slug or Action.READ_DIGEST not in allowed or not is_outside:
        return []
    return _mark(group_links(slug, may_read_remarks=Action.READ_REMARKS in allowed), request.path)


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


def _switchable(held: list[Membership], here: Membership | None) -> list[tuple[int, str, bool]]:
    """One entry per role and region, and whether it is the chosen one; an advisor's regions count
    as one."""
    seen: dict[str, int] = {}
    for membership in held:
        seen.setdefault(_title_of(membership), membership.pk)
    now = _title_of(here) if here else ""
    return [(pk, title, title == now) for title, pk in seen.items()] if len(seen) > 1 else []


def _title_of(membership: Membership) -> str:
    """ "Programmaleider · Merenland": two roles in two regions are two buttons that differ."""
    if membership.is_bureau or membership.is_advisor:
        return membership.get_role_display()
    return f"{membership.role_told} · {membership.region}"
