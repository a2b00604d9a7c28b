"""What the page of one decision shows to one reader, and what the chair reads before concluding."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from regions.access import Action, can, role_in
from regions.accounts.models import User
from regions.dossier.models import Notice
from regions.models import LEADER_ROLES, STEERING_ROLES, Membership, MembershipQuerySet
from regions.plans.changes.page import parts_of
from regions.plans.models import PlanChange
from regions.plans.versions import OPEN_CHANGE
from regions.steering.models import AgendaItem, Decision, Vote
from regions.steering.models.decisions import REOPENING

from .ballots import Say, Tally, WhyNot, may_vote, members_on, tally_of
from .deciding import is_early_on, mark_of, may_reopen
from .questions import ABOUT
from .what_if import what_if


@dataclass(frozen=True)
class Group:
    """What this reader may say, and how the answers stand while the proposal is asked."""

    say: Say
    about: str
    is_member: bool
    own: Vote | None = None
    tally: Tally | None = None
    may_conclude: bool = False

    @property
    def decides(self) -> bool:
        """Whether the mandate leaves this to the group."""
        return self.say.why_not not in {WhyNot.NO_MANDATE, WhyNot.NOT_COVERED}

    @property
    def must_accept(self) -> bool:
        return self.say.why_not == WhyNot.NOT_ACCEPTED


@dataclass(frozen=True)
class Ballot:
    """A member and the answer; None when nothing was said yet."""

    name: str
    role: str
    vote: Vote | None
    is_own: bool = False

    @property
    def is_objection(self) -> bool:
        return self.vote is not None and self.vote.answer == Vote.Answer.AGAINST


@dataclass(frozen=True)
class Confirmation:
    """All that the chair reads before the decision is established."""

    tally: Tally
    ballots: list[Ballot]
    is_early: bool
    mark: str
    version: int
    holds_from_at: datetime

    @property
    def objections(self) -> list[Ballot]:
        return [ballot for ballot in self.ballots if ballot.is_objection]

    @property
    def not_seen(self) -> list[Ballot]:
        return [ballot for ballot in self.ballots if ballot.vote is None]


def page_of(user: User, change: PlanChange, now: datetime) -> dict[str, Any]:
    """The context of the page, in a constant number of queries."""
    today = localdate(now)
    role = role_in(user, change.region) or ""
    decisions = list(
        Decision.objects.filter(change=change)
        .select_related("mandate", "concluded_by", "reopened_by")
        .order_by("concluded_at")
    )
    decision = next((taken for taken in decisions if taken.reopened_at is None), None)
    is_asked = change.state == PlanChange.State.PROPOSED
    reads_names = bool(change.decided_on) and role in STEERING_ROLES | LEADER_ROLES
    group = group_of(user, change, now)
    return {
        **parts_of(change, today),
        "what_if": what_if(change, today) if change.state in OPEN_CHANGE else None,
        "group": group,
        "decision": decision,
        "reopened": [taken for taken in decisions if taken.reopened_at is not None],
        "answers": answers_of(change, decision) if reads_names else [],
        "answers_to_choose": Vote.Answer.choices,
        "ballots": ballots_of(change, user, today) if is_asked and group.own else [],
        "reads_trail": reads_names,
        "sitting": sitting_about(change) if can(user, Action.MEET, change) else None,
        **_told_to_dusi(user, change),
        "is_asked": is_asked,
        "is_late": is_asked and change.decide_by is not None and change.decide_by < today,
        "may_remark": can(user, Action.REMARK, change),
        "may_record": is_asked and can(user, Action.APPROVE_PLAN, change),
        "may_edit": change.state in OPEN_CHANGE and can(user, Action.EDIT_PLAN, change),
        "may_reopen": decision is not None
        and group.is_member
        and may_reopen(change, decision, user, now),
    }


@dataclass(frozen=True)
class Sitting:
    """A meeting that goes on, and which of its screens is about a proposal."""

    meeting_id: int
    number: int


def sitting_about(change: PlanChange) -> Sitting | None:
    item = AgendaItem.objects.filter(
        change=change, meeting__opened_at__isnull=False, meeting__closed_at=None
    ).first()
    if item is None:
        return None
    before = AgendaItem.objects.filter(meeting=item.meeting_id, position__lt=item.position)
    return Sitting(item.meeting_id, before.count() + 1)


def _told_to_dusi(user: User, change: PlanChange) -> dict[str, Any]:
    """Whether DUS-I was told of it, for who reads the dossier."""
    if change.state != PlanChange.State.ACCEPTED or not can(user, Action.READ_DOSSIER, change):
        return {}
    notice = Notice.objects.filter(change=change).first()
    may_answer = notice is None and can(user, Action.EDIT_DOSSIER, change)
    return {"notice": notice, "asks_notice": may_answer}


def group_of(user: User, change: PlanChange, now: datetime) -> Group:
    say = may_vote(user, change, localdate(now))
    about = str(ABOUT[PlanChange.Kind(change.kind)])
    is_member = say.role in STEERING_ROLES
    own = Vote.objects.filter(change=change, user=user).first() if is_member else None
    if change.state != PlanChange.State.PROPOSED:
        return Group(say, about, is_member, own)
    tally = tally_of(change, now, say.mandate)
    may_conclude = say.may_conclude and tally.is_quorate
    return Group(say, about, is_member, own, tally, may_conclude)


def ballots_of(change: PlanChange, user: User, day: date) -> list[Ballot]:
    """Who has a seat, with the answer: objections first, then in favour, then who was silent."""
    rows = Vote.objects.filter(change=change).select_related("recorded_by")
    votes = {vote.user_id: vote for vote in rows}
    found = [
        Ballot(seat.user.name, seat.get_role_display(), votes.get(seat.user_id), seat.user == user)
        for seat in members_on(change.region, day)
    ]
    order = [Vote.Answer.AGAINST, Vote.Answer.FOR, Vote.Answer.ABSTAIN]
    return sorted(
        found,
        key=lambda ballot: (
            order.index(Vote.Answer(ballot.vote.answer)) if ballot.vote else len(order),
            ballot.name,
        ),
    )


def confirmation_of(user: User, change: PlanChange, now: datetime) -> Confirmation:
    """What the chair would establish at `now`."""
    today = localdate(now)
    tally = tally_of(change, now)
    return Confirmation(
        tally,
        ballots_of(change, user, today),
        is_early_on(change, tally, today),
        mark_of(change, today),
        change.new_plan.version,
        now + REOPENING,
    )


def answers_of(change: PlanChange, decision: Decision | None) -> list[Vote]:
    """The answers that counted, the first one first; none for a decision on paper."""
    if decision is None:
        return []
    day: date = localdate(decision.concluded_at)
    seats: MembershipQuerySet = Membership.objects.on(day).steering().filter(region=change.region)
    votes = Vote.objects.filter(change=change, user__in=seats.values("user"))
    return list(votes.select_related("user", "recorded_by").order_by("voted_at", "pk"))
