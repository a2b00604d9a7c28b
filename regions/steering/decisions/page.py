"""What the page of one decision shows to one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from regions.access import Action, can, role_in
from regions.accounts.models import User
from regions.models import LEADER_ROLES, STEERING_ROLES, Membership
from regions.plans.changes.page import parts_of
from regions.plans.models import PlanChange
from regions.plans.versions import OPEN_CHANGE
from regions.steering.models import Decision, Vote

from .deciding import Say, Tally, WhyNot, may_vote, tally_of
from .what_if import what_if

ABOUT = {
    PlanChange.Kind.TIME: pgettext_lazy("the group decides about changes", "in time"),
    PlanChange.Kind.CONTENT: pgettext_lazy("the group decides about changes", "of activities"),
    PlanChange.Kind.GOAL: pgettext_lazy("the group decides about changes", "of goals"),
    PlanChange.Kind.BUDGET: pgettext_lazy("the group decides about changes", "of the budget"),
}


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


def page_of(user: User, change: PlanChange, now: datetime) -> dict[str, Any]:
    """The context of the page, in a constant number of queries."""
    today = localdate(now)
    role = role_in(user, change.region) or ""
    decided = Decision.objects.filter(change=change).select_related("mandate", "concluded_by")
    decision = decided.first()
    is_asked = change.state == PlanChange.State.PROPOSED
    reads_names = bool(change.decided_on) and role in STEERING_ROLES | LEADER_ROLES
    return {
        **parts_of(change, today),
        "what_if": what_if(change, today) if change.state in OPEN_CHANGE else None,
        "group": group_of(user, change, now),
        "decision": decision,
        "answers": answers_of(change, decision) if reads_names else [],
        "reads_trail": reads_names,
        "is_asked": is_asked,
        "is_late": is_asked and change.decide_by is not None and change.decide_by < today,
        "may_remark": can(user, Action.REMARK, change),
        "may_record": is_asked and can(user, Action.APPROVE_PLAN, change),
        "may_edit": change.state in OPEN_CHANGE and can(user, Action.EDIT_PLAN, change),
    }


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


def answers_of(change: PlanChange, decision: Decision | None) -> list[Vote]:
    """The answers that counted, the first one first; none for a decision on paper."""
    if decision is None:
        return []
    day: date = localdate(decision.concluded_at)
    seats = Membership.objects.on(day).steering().filter(region=change.region)
    votes = Vote.objects.filter(change=change, user__in=seats.values("user"))
    return list(votes.select_related("user").order_by("voted_at", "pk"))
