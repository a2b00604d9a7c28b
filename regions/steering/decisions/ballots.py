"""Who has a seat and may answer a proposal, and what the answers come to."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.access import ALLOWED, Action
from regions.accounts.models import User
from regions.models import Membership, MembershipQuerySet, Region
from regions.plans.models import PlanChange
from regions.plans.versions import locked_region
from regions.steering.models import Acceptance, Mandate, Vote


class VoteRefused(Exception):
    """Nothing was saved; the text is for the person who tried."""


class WhyNot(StrEnum):
    """Why somebody may not answer a proposal."""

    NOT_ASKED = "not asked"
    NO_MEMBER = "no member"
    NO_MANDATE = "no mandate"
    NOT_COVERED = "not covered"
    NOT_ACCEPTED = "not accepted"


@dataclass(frozen=True)
class Say:
    """What one person may say about a proposal on a day; `role` is empty without a seat."""

    mandate: Mandate | None
    role: str
    why_not: WhyNot | None

    @property
    def is_open(self) -> bool:
        return self.why_not is None

    @property
    def may_conclude(self) -> bool:
        return self.is_open and Action.CONCLUDE in ALLOWED[self.role]


@dataclass(frozen=True)
class Tally:
    """The answers of those who have a seat; an answer of a former member does not count."""

    members: int
    in_favour: int
    against: int
    needed: int
    abstained: int = 0

    @property
    def answered(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def not_seen(self) -> int:
        return self.members - self.answered

    @property
    def is_quorate(self) -> bool:
        return self.answered >= self.needed

    @property
    def is_unanimously_answered(self) -> bool:
        """Nobody is left to wait for."""
        return self.members > 0 and self.not_seen == 0

    @property
    def is_accepted(self) -> bool:
        """A tie is not accepted, and neither is a proposal that nobody answered."""
        return self.in_favour > self.against

    @property
    def outcome(self) -> PlanChange.State:
        return PlanChange.State.ACCEPTED if self.is_accepted else PlanChange.State.REJECTED


def members_on(region: Region, day: date) -> MembershipQuerySet:
    """The seats of a group on a day, of people who can sign in."""
    seats = Membership.objects.on(day).steering()
    return seats.filter(region=region, user__is_active=True).select_related("user")


def mandate_on(region: Region, day: date) -> Mandate | None:
    """The mandate that the group of a region has on a day."""
    mandates = Mandate.objects.filter(steering_group__region=region).on(day)
    return mandates.select_related("steering_group").first()


def tally_of(change: PlanChange, now: datetime, mandate: Mandate | None = None) -> Tally:
    """What the answers come to at `now`; `mandate` where the caller read it already."""
    day = localdate(now)
    mandate = mandate or mandate_on(change.region, day)
    seats = members_on(change.region, day)
    members = seats.count()
    counted = Vote.objects.filter(change=change, user__in=seats.values("user")).aggregate(
        in_favour=Count("pk", filter=Q(answer=Vote.Answer.FOR)),
        against=Count("pk", filter=Q(answer=Vote.Answer.AGAINST)),
        abstained=Count("pk", filter=Q(answer=Vote.Answer.ABSTAIN)),
    )
    needed = mandate.needed(members) if mandate else max(1, members)
    return Tally(members=members, needed=needed, **counted)


def may_vote(user: User, change: PlanChange, today: date) -> Say:
    """Whether a person may answer a proposal, and if not, why."""
    mandate = mandate_on(change.region, today)
    seats = members_on(change.region, today).filter(user=user)
    role = seats.values_list("role", flat=True).first() or ""
    return Say(mandate, role, _why_not(user, change, mandate, role))


def _why_not(user: User, change: PlanChange, mandate: Mandate | None, role: str) -> WhyNot | None:
    if change.state != PlanChange.State.PROPOSED:
        return WhyNot.NOT_ASKED
    if Action.VOTE not in ALLOWED.get(role, ()):
        return WhyNot.NO_MEMBER
    if mandate is None:
        return WhyNot.NO_MANDATE
    if not mandate.covers(change.kind):
        return WhyNot.NOT_COVERED
    if not Acceptance.objects.filter(mandate=mandate, user=user).exists():
        return WhyNot.NOT_ACCEPTED
    return None


def locked(change: PlanChange) -> PlanChange:
    locked_region(change.region)
    rows = PlanChange.objects.select_for_update(of=["self"]).select_related("region", "new_plan")
    return rows.get(pk=change.pk)


def say_or_refuse(change: PlanChange, user: User, now: datetime) -> tuple[Say, Mandate]:
    say = may_vote(user, change, localdate(now))
    if say.why_not is not None or say.mandate is None:
        raise VoteRefused(refusal(change, say.why_not or WhyNot.NO_MANDATE))
    return say, say.mandate


def refusal(change: PlanChange, why_not: WhyNot) -> str:
    """A sentence for the person who tried."""
    if why_not == WhyNot.NOT_ASKED and change.decided_on:
        return _("This proposal was decided already. Your answer was not saved.")
    return {
        WhyNot.NOT_ASKED: _("This proposal is not asked (any more). Your answer was not saved."),
        WhyNot.NO_MEMBER: _("Only members of the steering group answer this proposal."),
        WhyNot.NO_MANDATE: _("This group has no mandate yet, so it cannot decide in the portal."),
        WhyNot.NOT_COVERED: _("The mandate of this group does not cover this kind of change."),
        WhyNot.NOT_ACCEPTED: _("Accept the mandate of your group first; then you can answer."),
    }[why_not]
