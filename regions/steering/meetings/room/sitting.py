"""The meeting itself: opened, answers written down, outcomes, minutes approved, and closed.

No activity, log or plan is changed here. What the group decides about a proposal follows the rules
of every decision (`decisions/`): mandate, quorum, who may answer, and that the chair establishes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.plans.ideas.ideas import mark_discussed
from regions.steering.decisions.ballots import VoteRefused, members_on
from regions.steering.decisions.deciding import cast_vote
from regions.steering.meetings.attending import write_down
from regions.steering.meetings.minutes.minutes import approve
from regions.steering.meetings.planning import MeetingRefused, is_day_of, locked
from regions.steering.models import AgendaItem, Attendee, Decision, Meeting, Outcome, Vote


@transaction.atomic
def open_meeting(meeting: Meeting, by: User, now: datetime) -> None:
    """On its day or later; a second time changes nothing."""
    meeting = locked(meeting)
    if meeting.opened_at:
        return
    if meeting.cancelled_at:
        raise MeetingRefused(_("This meeting is cancelled."))
    if not is_day_of(meeting, now):
        raise MeetingRefused(_("A meeting is opened on its own day, not before it."))
    meeting.opened_at, meeting.opened_by = now, by
    meeting.save(update_fields=["opened_at", "opened_by"])


def held_open(meeting: Meeting) -> Meeting:
    """The meeting, held, while it sits; MeetingRefused otherwise."""
    meeting = locked(meeting)
    if not meeting.is_open:
        raise MeetingRefused(_("This meeting is not open (any more)."))
    return meeting


def held_for_writing(meeting: Meeting) -> Meeting:
    """The meeting, held, from its opening until its minutes are approved."""
    meeting = locked(meeting)
    if meeting.opened_at is None or meeting.cancelled_at or meeting.approved_at:
        raise MeetingRefused(_("The minutes are approved; nothing in them changes any more."))
    return meeting


@transaction.atomic
def record_presence(meeting: Meeting, present: Collection[int], guests: str) -> None:
    """Who is there, until the minutes are approved."""
    write_down(held_for_writing(meeting), present, guests)


@dataclass
class Recorded:
    """What became of the answers of those present."""

    number: int = 0
    refusals: list[str] = field(default_factory=list)
    decision: Decision | None = None


@transaction.atomic
def record_answers(
    item: AgendaItem, said: Mapping[int, tuple[str, str]], by: User, now: datetime
) -> Recorded:
    """Write down what members who are present answered; `said` is answer and note by person.

    What somebody answered in the same words before stays as it was, with who wrote it down.
    """
    meeting = held_open(item.meeting)
    change = item.change
    if change is None:
        raise MeetingRefused(_("This subject asks no decision."))
    there = set(
        Attendee.objects.filter(meeting=meeting, is_present=True).values_list("user_id", flat=True)
    )
    before = {vote.user_id: vote for vote in Vote.objects.filter(change=change)}
    told = Recorded()
    for seat in members_on(change.region, localdate(now)):
        answer, note = said.get(seat.user_id, ("", ""))
        old = before.get(seat.user_id)
        is_same = old is not None and (old.answer, old.note) == (answer, note)
        if not answer or seat.user_id not in there or is_same:
            continue
        try:
            told.decision = cast_vote(
                change, seat.user, answer, note, now, recorded_by=by, meeting=meeting
            )
            told.number += 1
        except VoteRefused as refused:
            told.refusals.append(f"{seat.user.name}: {refused}")
    return told


@transaction.atomic
def approve_minutes(item: AgendaItem, now: datetime) -> None:
    """The minutes that this subject is about."""
    meeting = held_open(item.meeting)
    if item.minutes_of is not None:
        approve(locked(item.minutes_of), meeting, now)


@transaction.atomic
def set_done(outcome: Outcome, by: User, now: datetime, *, is_done: bool) -> None:
    outcome.done_on, outcome.done_by = (localdate(now), by) if is_done else (None, None)
    outcome.save(update_fields=["done_on", "done_by"])


@transaction.atomic
def close_meeting(meeting: Meeting, by: User, now: datetime) -> None:
    """What was discussed is told where it came from: ideas, and points of members."""
    meeting = locked(meeting)
    if meeting.closed_at:
        return
    meeting = held_open(meeting)
    items = list(meeting.items.select_related("outcome", "remark", "idea"))
    ideas = [item.idea_id for item in items if item.idea_id and hasattr(item, "outcome")]
    mark_discussed(meeting.steering_group.region, [pk for pk in ideas if pk])
    for item in items:
        _answer_point(item, by, now)
    meeting.closed_at = now
    meeting.save(update_fields=["closed_at"])


def _answer_point(item: AgendaItem, by: User, now: datetime) -> None:
    """A member reads at the point what the meeting made of it."""
    outcome: Outcome | None = getattr(item, "outcome", None)
    remark = item.remark
    if outcome is None or remark is None or not remark.is_untouched:
        return
    told = "\n".join(part for part in (outcome.decision, outcome.agreement) if part)
    if not told:
        return
    remark.reply = told
    remark.replied_by, remark.replied_at = by, now
    remark.save(update_fields=["reply", "replied_by", "replied_at"])
