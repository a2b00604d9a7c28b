"""A group decides: members answer, the chair establishes, and within 48 hours it may be reopened.

Everything that writes locks the region and then the change, as the plan room does, so that two
people at once still make one decision. Silence is never approval. An accepted version holds from 48
hours after the decision: until then the chair or a member who answered may reopen it.
"""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.access import ALLOWED, Action
from regions.accounts.models import User
from regions.models import Region, Role
from regions.plans.approve.approval import decide_change, reopen_change
from regions.plans.models import PlanChange
from regions.plans.versions import PlanRefused
from regions.steering.models import Decision, Mandate, Meeting, Vote
from regions.steering.models.decisions import REOPENING

from .ballots import Tally, VoteRefused, locked, members_on, say_or_refuse, tally_of


@transaction.atomic
def cast_vote(
    change: PlanChange,
    user: User,
    answer: str,
    note: str,
    now: datetime,
    *,
    recorded_by: User | None = None,
    meeting: Meeting | None = None,
) -> Decision | None:
    """Keep the answer of a member; `recorded_by` is who wrote it down in a meeting.

    The chair establishes the decision; in a group without one the last answer does, which is then
    returned. Raises VoteRefused.
    """
    change = locked(change)
    mandate = say_or_refuse(change, user, now)[1]
    told = {"answer": Vote.Answer(answer), "note": note, "voted_at": now}
    told |= {"recorded_by": recorded_by, "meeting": meeting}
    Vote.objects.update_or_create(change=change, user=user, defaults=told)
    tally = tally_of(change, now, mandate)
    if tally.is_unanimously_answered and not _has_chair(change.region, localdate(now)):
        return _decide(change, tally, mandate, None, now)
    return None


@transaction.atomic
def conclude(
    change: PlanChange, user: User, now: datetime, reason: str = "", seen: str = ""
) -> Decision:
    """The chair establishes what the answers come to.

    `reason` says why it is not waited for, where somebody may still answer; `seen` is the mark of
    the answers that the chair looked at (`mark_of`). Raises VoteRefused.
    """
    change = locked(change)
    say, mandate = say_or_refuse(change, user, now)
    if not say.may_conclude:
        raise VoteRefused(_("Only the chair establishes the decision."))
    tally = tally_of(change, now, mandate)
    if not tally.is_quorate:
        raise VoteRefused(
            _("At least %(needed)s of %(members)s members must answer first; %(answered)s did.")
            % {"needed": tally.needed, "members": tally.members, "answered": tally.answered}
        )
    if seen and seen != mark_of(change, localdate(now)):
        raise VoteRefused(_("Meanwhile an answer changed. Look at the answers again."))
    is_early = is_early_on(change, tally, localdate(now))
    if is_early and not reason.strip():
        raise VoteRefused(_("Write why you do not wait for the others."))
    return _decide(change, tally, mandate, user, now, reason.strip() if is_early else "")


def is_early_on(change: PlanChange, tally: Tally, today: date) -> bool:
    """Whether somebody has not answered who still may: the last day counts; no day never ends."""
    if tally.not_seen == 0:
        return False
    return change.decide_by is None or today <= change.decide_by


def mark_of(change: PlanChange, day: date) -> str:
    """Another text as soon as a counted answer, its reason, or who has a seat is another."""
    seats = sorted(members_on(change.region, day).values_list("user_id", flat=True))
    votes = Vote.objects.filter(change=change, user__in=seats).order_by("user_id")
    told = [seats, *votes.values_list("user_id", "answer", "note")]
    return sha256(repr(told).encode()).hexdigest()[:16]


@transaction.atomic
def reopen(change: PlanChange, user: User, now: datetime, reason: str) -> Decision:
    """The chair or a member who answered asks the group again, within 48 hours.

    The decision stays in the record with who reopened it and why. Raises VoteRefused.
    """
    change = locked(change)
    decision = standing_decision(change)
    if decision is None or not may_reopen(change, decision, user, now):
        raise VoteRefused(_("This decision cannot be reopened by you (any more)."))
    if not reason.strip():
        raise VoteRefused(_("Write why you reopen the decision."))
    try:
        reopen_change(change)
    except PlanRefused as refused:
        raise VoteRefused(str(refused)) from None
    decision.reopened_at, decision.reopened_by = now, user
    decision.reopen_reason = reason.strip()
    decision.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
    return decision


def standing_decision(change: PlanChange) -> Decision | None:
    """The decision that stands about a change; None while it is asked, or decided on paper."""
    rows = Decision.objects.filter(change=change, reopened_at=None)
    return rows.select_related("mandate", "concluded_by").first()


def may_reopen(change: PlanChange, decision: Decision, user: User, now: datetime) -> bool:
    """Whether a person may still ask for it again: the chair, or a member who answered."""
    if now >= decision.final_at or change.new_plan.is_locked:
        return False
    seat = members_on(change.region, localdate(now)).filter(user=user).first()
    if seat is None:
        return False
    is_chair = Action.CONCLUDE in ALLOWED[seat.role]
    return is_chair or Vote.objects.filter(change=change, user=user).exists()


def _has_chair(region: Region, day: date) -> bool:
    return members_on(region, day).filter(role=Role.CHAIR).exists()


def _decide(
    change: PlanChange,
    tally: Tally,
    mandate: Mandate,
    user: User | None,
    now: datetime,
    reason: str = "",
) -> Decision:
    """Write the decision; the plan follows when it cannot be reopened any more.

    `user` is the chair, None when the last answer made it.
    """
    decide_change(
        change,
        is_accepted=tally.is_accepted,
        decided_on=localdate(now),
        decided_by=_decided_by(change.region, tally, mandate),
        recorded_by=user,
        recorded_at=now,
        holds_from_at=now + REOPENING,
    )
    return Decision.objects.create(
        change=change,
        mandate=mandate,
        is_accepted=tally.is_accepted,
        members=tally.members,
        needed=tally.needed,
        in_favour=tally.in_favour,
        against=tally.against,
        abstained=tally.abstained,
        early_reason=reason,
        concluded_by=user,
        concluded_at=now,
    )


def _decided_by(region: Region, tally: Tally, mandate: Mandate) -> str:
    """ "stuurgroep Merenland, 4 van 5 leden"."""
    return _("%(group)s %(region)s, %(answered)s of %(members)s members") % {
        "group": mandate.steering_group.get_label_display().lower(),
        "region": region,
        "answered": tally.answered,
        "members": tally.members,
    }
