"""Who may do what in a region: a table of roles and actions, and the door to regional rows.

A row reaches a view only through `fetch`, a list only through `for_user`. A person who has no role
in a row's region gets 404; one who has a role that may only look gets 403. Every model with
regional rows names the path to its region in `region_path` ("pk" for the region itself). Rows whose
readers do not follow from it alone have doors of their own; docs/architecture.md names them.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .accounts.models import User
from .models import Membership, Region, Role
from .models.actions import ALLOWED, READS, Action

Row = TypeVar("Row", bound=Model)


class Request(HttpRequest):
    """What a view gets once its reader signed in, which LoginRequiredMiddleware sees to.

    `membership` is the role in which the reader looks (`regions.web.middleware`), if any.
    """

    user: User
    membership: Membership | None


def actions_of(row: Membership) -> frozenset[Action]:
    """What a role allows where it is held: with what comes beside it, and less when closed."""
    allowed = ALLOWED[row.role]
    if row.also_applies:
        allowed |= ALLOWED[Role.LEAD_APPLICANT]
    return allowed & READS if row.is_in_closed_region else allowed


def memberships_of(user: User, today: datetime.date | None = None) -> list[Membership]:
    """The roles that `user` holds on `today` (default: now in Amsterdam), bureau first.

    Kept on the user object, which lives as long as one request.
    """
    day = today or timezone.localdate()
    kept = user.__dict__.setdefault("_memberships", {})
    if day not in kept:
        know_roles([user], day)
    return kept[day]


def know_roles(people: Sequence[User], day: datetime.date) -> None:
    """Read for `memberships_of` what each of these people holds on `day`, in one query."""
    active = {person.pk for person in people if person.is_authenticated and person.is_active}
    rows = Membership.objects.given_on(day).filter(user__in=active).select_related("region")
    held = sorted(rows, key=lambda m: (m.role != Role.BUREAU, str(m.region or "")))
    for person in people:
        kept = person.__dict__.setdefault("_memberships", {})
        kept[day] = [row for row in held if row.user_id == person.pk]


def is_bureau(user: User) -> bool:
    return any(m.role == Role.BUREAU for m in memberships_of(user))


def is_advisor(user: User) -> bool:
    return any(m.is_advisor and not m.is_in_closed_region for m in memberships_of(user))


def region_ids(user: User, actions: Iterable[Action]) -> set[int] | None:
    """Ids of the regions where `user` may do one of `actions`; None means every region."""
    wanted = frozenset(actions)
    if any(m.role == Role.BUREAU and ALLOWED[m.role] & wanted for m in memberships_of(user)):
        return None
    return {
        m.region_id
        for m in memberships_of(user)
        if m.region_id is not None and actions_of(m) & wanted
    }


def for_user(queryset: QuerySet[Row], user: User, action: Action = Action.LOOK) -> QuerySet[Row]:
    """The rows of `queryset` in regions where `user` may do `action`."""
    return _within(queryset, region_ids(user, [action]))


def fetch(queryset: QuerySet[Row], user: User, action: Action = Action.LOOK, **lookup: Any) -> Row:
    """The one row that `lookup` names, if `user` may do `action` there.

    Raises Http404 when there is no such row in a region where the user has a role, and
    PermissionDenied when the user has a role there that does not include `action`.
    """
    row = get_object_or_404(_within(queryset, region_ids(user, Action)), **lookup)
    if not can(user, action, row):
        raise PermissionDenied
    return row


def fetch_region(user: User, slug: str, action: Action = Action.LOOK) -> Region:
    """The region at `slug`, as `fetch`."""
    return fetch(Region.objects.all(), user, action, slug=slug)


def can(user: User, action: Action, row: Model) -> bool:
    """Whether `user` may do `action` with `row` (a region, or anything with a `region_path`)."""
    ids = region_ids(user, [action])
    if ids is None:
        return action in READS or not _is_closed(row)
    return _region_id(row) in ids


def require_bureau(user: User) -> None:
    """Raises Http404 for anyone but the bureau: others need not know that the page exists."""
    if not is_bureau(user):
        raise Http404


def require_advisor(user: User) -> None:
    """Raises Http404 for anyone who advises no region."""
    if not is_advisor(user):
        raise Http404


def role_in(user: User, region: Region) -> str | None:
    """The role that `user` holds in `region` now, if any; the bureau's is not a region's."""
    return next((m.role for m in memberships_of(user) if m.region_id == region.pk), None)


def require_national(user: User) -> None:
    """Raises Http404 for anyone but advisors and the bureau."""
    if not (is_bureau(user) or is_advisor(user)):
        raise Http404


def _within(queryset: QuerySet[Row], ids: set[int] | None) -> QuerySet[Row]:
    if ids is None:
        return queryset
    path: str = queryset.model.region_path  # type: ignore[attr-defined]
    return queryset.filter(**{f"{path}__in": ids})


def _is_closed(row: Model) -> bool:
    """Whether the region of a row is closed; the bureau opens it before it changes anything."""
    path: str = row.region_path  # type: ignore[attr-defined]
    region: Any = row
    for step in path.split("__"):
        region = region if step == "pk" else getattr(region, step)
    return region is not None and region.is_closed


def _region_id(row: Model) -> int | None:
    path: str = row.region_path  # type: ignore[attr-defined]
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step)
    return row.pk if last == "pk" else getattr(row, f"{last}_id")
