"""Who may do what in a region: a table of roles and actions, and the door to regional rows.

A row reaches a view only through `fetch`, a list only through `for_user`. A person who has no role
in a row's region gets 404; one who has a role that may only look gets 403. Every model with
regional rows names the path to its region in `region_path` ("pk" for the region itself). Rows whose
readers do not follow from it alone have doors of their own; docs/architecture.md names them.
"""

import datetime
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .accounts.models import User
from .models import LEADER_ROLES, STEERING_ROLES, Membership, Region, Role

Row = TypeVar("Row", bound=Model)


class Request(HttpRequest):
    """What a view gets once its reader signed in, which LoginRequiredMiddleware sees to.

    `membership` is the role in which the reader looks (`regions.web.middleware`), if any.
    """

    user: User
    membership: Membership | None


class Action(StrEnum):
    """What a person wants to do with a row of a region."""

    LOOK = "look"  # the region's dashboard and approved plan
    READ_LOG = "read log"  # monthly logs, with how things are picked up again
    WRITE_LOG = "write log"
    READ_DRAFT = "read draft"  # plan drafts and proposals that are not asked yet
    EDIT_PLAN = "edit plan"  # drafts, import, submit, propose a change
    APPROVE_PLAN = "approve plan"  # approve a submitted plan, record a decision
    ADD_IDEA = "add idea"
    READ_DIGEST = "read digest"
    WRITE_FOREWORD = "write foreword"
    TALK = "ask and answer between leader and advisor"
    ADVISE = "advise"  # prepare talks with the region, hold them and log them
    MARK_SEEN = "mark seen"  # a digest, by a member of the steering group
    ACCEPT_MANDATE = "accept mandate"
    REMARK = "remark"  # pass something on as a member
    VOTE = "vote"  # answer a proposal that the mandate leaves to the group
    CONCLUDE = "conclude"  # establish what the group's answers come to
    READ_REMARKS = "read remarks"  # all of them, and answer
    READ_STANDING = "read standing"  # plan against reality on a day, meetings and their papers
    MEET = "meet"  # sit in a meeting, and read its minutes before they are approved
    RUN_MEETING = "run meeting"  # open and close it, write down answers and outcomes
    KEEP_MEETINGS = "keep meetings"  # plan, invite, make the agenda and send the papers
    READ_PARTNERS = "read partners"  # ladder, co-financing and labs; no people, no talks
    EDIT_PARTNERS = "edit partners"  # with contact persons and talks
    READ_EVENTS = "read events"  # labs, events and internships as counts
    EDIT_EVENTS = "edit events"
    READ_ELECTIVES = "read electives"  # path, offerings, what pupils practise
    EDIT_ELECTIVES = "edit electives"  # with links to businesses and what they miss
    READ_DOSSIER = "read dossier"  # what the region has with DUS-I: moments, notices, letters
    EDIT_DOSSIER = "edit dossier"
    READ_MONEY = "read money"  # contributions of businesses, what was spent; no people
    SHARE_MONEY = "share money"  # make and revoke a link for the accountant
    WRITE_SPENT = "write spent"  # what was spent of each line of the budget
    READ_EXACT = "read exact counts"  # counts below five as they are
    READ_REPORT = "read report"  # progress reports for the funder
    WRITE_REPORT = "write report"
    ESTABLISH_REPORT = "establish report"
    SEND_REPORT = "send report"  # write down that it was sent
    MANAGE = "manage"  # regions, people, assignments, mail


_ALL = frozenset(Action)
_SIGNS = frozenset({Action.READ_REPORT, Action.ESTABLISH_REPORT, Action.SEND_REPORT})
_KEEPS_DOSSIER = frozenset({Action.READ_DOSSIER, Action.EDIT_DOSSIER})
_SHOWS_MONEY = frozenset({Action.READ_MONEY, Action.SHARE_MONEY})
_LEADER = frozenset(
    {
        Action.LOOK, Action.READ_LOG, Action.WRITE_LOG, Action.READ_DRAFT, Action.EDIT_PLAN,
        Action.ADD_IDEA, Action.READ_DIGEST, Action.WRITE_FOREWORD, Action.TALK,
        Action.READ_REMARKS, Action.READ_STANDING, Action.READ_PARTNERS, Action.EDIT_PARTNERS,
        Action.READ_EVENTS, Action.EDIT_EVENTS, Action.READ_ELECTIVES, Action.EDIT_ELECTIVES,
        Action.READ_EXACT, Action.READ_REPORT, Action.WRITE_REPORT, Action.SEND_REPORT,
        Action.READ_DOSSIER, Action.EDIT_DOSSIER, Action.READ_MONEY, Action.WRITE_SPENT,
        Action.SHARE_MONEY, Action.MEET, Action.RUN_MEETING, Action.KEEP_MEETINGS,
    }
)  # fmt: skip
# A member reads, marks a digest as seen, asks and passes on, and decides: nothing else.
_STEERING = frozenset(
    {
        Action.LOOK,
        Action.READ_DIGEST,
        Action.READ_STANDING,
        Action.MEET,
        Action.MARK_SEEN,
        Action.ACCEPT_MANDATE,
        Action.REMARK,
        Action.VOTE,
        Action.READ_EVENTS,
        Action.READ_ELECTIVES,
        Action.READ_EXACT,
    }
)
# Who looks at a region from outside.
_OUTSIDE = frozenset(
    {
        Action.LOOK,
        Action.READ_LOG,
        Action.READ_DRAFT,
        Action.ADD_IDEA,
        Action.READ_DIGEST,
        Action.READ_STANDING,
        Action.READ_PARTNERS,
        Action.READ_EVENTS,
        Action.READ_ELECTIVES,
        Action.READ_REPORT,
        Action.READ_DOSSIER,
        Action.READ_MONEY,
    }
)
_ADVISOR = _OUTSIDE | {Action.TALK, Action.ADVISE}
_BUREAU = _OUTSIDE | {Action.APPROVE_PLAN, Action.MANAGE}

ALLOWED: dict[str, frozenset[Action]] = {
    **dict.fromkeys(LEADER_ROLES, _LEADER),
    **dict.fromkeys(STEERING_ROLES, _STEERING),
    Role.CHAIR: _STEERING | {Action.CONCLUDE, Action.RUN_MEETING},
    Role.LEAD_APPLICANT: _STEERING | _SIGNS | _KEEPS_DOSSIER | _SHOWS_MONEY,
    Role.CONTROLLER: _SHOWS_MONEY | {Action.LOOK, Action.WRITE_SPENT},
    Role.ADVISOR: _ADVISOR,
    Role.BUREAU: _BUREAU,
}


# What everybody of a region that is closed still does there: read what there is.
_READS = frozenset(
    {
        Action.LOOK, Action.READ_LOG, Action.READ_DRAFT, Action.READ_DIGEST, Action.READ_REMARKS,
        Action.READ_STANDING, Action.READ_PARTNERS, Action.READ_EVENTS, Action.READ_ELECTIVES,
        Action.READ_EXACT, Action.READ_REPORT, Action.READ_DOSSIER, Action.READ_MONEY,
    }
)  # fmt: skip


def actions_of(row: Membership) -> frozenset[Action]:
    """What a role allows where it is held: with what comes beside it, and less when closed."""
    allowed = ALLOWED[row.role]
    if row.also_applies:
        allowed |= ALLOWED[Role.LEAD_APPLICANT]
    return allowed & _READS if row.is_in_closed_region else allowed


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
    row = get_object_or_404(_within(queryset, region_ids(user, _ALL)), **lookup)
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
        return action in _READS or not _is_closed(row)
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
