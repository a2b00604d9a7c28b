"""What other rooms keep beside a role, when that goes along to another region.

The bureau knows none of those rooms: each offers what it does when the portal starts.
"""

from collections.abc import Callable

from regions.models import Membership

Follow = Callable[[Membership, Membership], None]
_following: list[Follow] = []


def offer(follow: Follow) -> None:
    """`follow` gets a role of a region that ends, and the one that goes on elsewhere."""
    _following.append(follow)


def goes_along(old: Membership, new: Membership) -> None:
    for follow in _following:
        follow(old, new)
