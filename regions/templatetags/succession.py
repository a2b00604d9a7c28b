"""Which regions a region goes on in and came from, with a link for who may see them."""

from django import template

from regions.access import Action, can
from regions.accounts.models import User
from regions.models import Region, RegionSuccession

register = template.Library()


def _told(rows: list[tuple[Region, RegionSuccession]], user: User) -> list[dict[str, object]]:
    return [
        {"region": region, "link": link, "opens": can(user, Action.LOOK, region)}
        for region, link in rows
    ]


@register.inclusion_tag("components/goes_on.html")
def goes_on(region: Region, user: User) -> dict[str, object]:
    """In which regions one that is closed goes on; one query."""
    rows = region.goes_on.select_related("successor", "change")
    return {"rows": _told([(row.successor, row) for row in rows], user)}


@register.inclusion_tag("components/came_from.html")
def came_from(region: Region, user: User) -> dict[str, object]:
    """Which regions went on in this one; one query, for who knows that there are some."""
    rows = region.came_from.select_related("former", "change")
    return {
        "rows": _told([(row.former, row) for row in rows.order_by("former__name__dutch")], user)
    }
