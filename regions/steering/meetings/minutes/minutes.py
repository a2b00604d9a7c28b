"""The minutes: what was on the agenda, who was there, and what came of it.

They are written by the meeting itself, as outcomes beside its subjects. Until they are approved
they follow from the rows; then they are kept as they were.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.dutch import date_text
from regions.plans.models import PlanChange
from regions.steering.meetings.attending import expected_at
from regions.steering.meetings.planning import when_text
from regions.steering.models import AgendaItem, Decision, Meeting, Outcome, Vote
from regions.stored import Stored


@dataclass(frozen=True)
class Told(Stored):
    """One subject. `answers` name members, and are for the group and its programme leader."""

    number: int
    kind: str
    title: str
    text: str = ""
    decision: str = ""
    agreement: str = ""
    who: str = ""
    due_on: date | None = None
    taken: str = ""
    answers: list[str] = field(default_factory=list)

    @property
    def who_and_when(self) -> str:
        return who_and_when(self.who, self.due_on)

    @property
    def is_of_a_member(self) -> bool:
        return self.kind == AgendaItem.Kind.REMARK

    @property
    def is_empty(self) -> bool:
        return not (self.decision or self.agreement or self.taken)


@dataclass(frozen=True)
class Minutes(Stored):
    group: str
    when: str
    day: date
    place: str
    present: list[str]
    absent: list[str]
    guests: str
    subjects: list[Told]

    @property
    def agreements(self) -> list[Told]:
        """What was agreed, for the list at the end."""
        return [told for told in self.subjects if told.agreement]


def minutes_of(meeting: Meeting) -> Minutes:
    """As approved, or as the rows tell it now; a constant number of queries."""
    if meeting.told is not None:
        return Minutes.from_json(meeting.told)
    with override("nl"):
        return _from_rows(meeting)


def _from_rows(meeting: Meeting) -> Minutes:
    people = expected_at(meeting)
    items = list(meeting.items.select_related("outcome", "change", "minutes_of", "follows"))
    changes = [item.change for item in items if item.change]
    taken = {
        row.change_id: row for row in Decision.objects.filter(change__in=changes, reopened_at=None)
    }
    votes: dict[int, list[str]] = {}
    for vote in Vote.objects.filter(change__in=changes).select_related("user", "recorded_by"):
        votes.setdefault(vote.change_id, []).append(answer_text(vote))
    return Minutes(
        str(meeting.steering_group),
        when_text(meeting),
        meeting.day,
        meeting.place,
        [_named(one.name, one.role) for one in people if one.is_present],
        [_named(one.name, one.role) for one in people if not one.is_present],
        meeting.guests,
        [
            _told(number, item, taken.get(item.change_id or 0), votes.get(item.change_id or 0, []))
            for number, item in enumerate(items, 1)
        ],
    )


def who_and_when(who: str, due_on: date | None) -> str:
    """ "Cobie, 3 september 2026"."""
    return ", ".join(part for part in (who, date_text(due_on) if due_on else "") if part)


def _named(name: str, role: str) -> str:
    return f"{name} ({role.lower()})" if role else name


def _told(number: int, item: AgendaItem, taken: Decision | None, answers: list[str]) -> Told:
    found: Outcome | None = getattr(item, "outcome", None)
    outcome = found or Outcome(item=item)
    text = item.text if item.kind == AgendaItem.Kind.OTHER else ""
    return Told(
        number,
        item.kind,
        item.title,
        text,
        outcome.decision,
        outcome.agreement,
        outcome.who,
        outcome.due_on,
        _what_happened(item, taken),
        answers,
    )


def _what_happened(item: AgendaItem, taken: Decision | None) -> str:
    """What the portal itself knows of a subject: a vote, approved minutes, something done."""
    if item.change:
        return taken_text(item.change, taken)
    if item.minutes_of and item.minutes_of.approved_in_id == item.meeting_id:
        return _("The group approved the minutes of %(day)s.") % {
            "day": date_text(item.minutes_of.day)
        }
    if item.follows and item.follows.done_on:
        return _("Done on %(day)s.") % {"day": date_text(item.follows.done_on)}
    return ""


def taken_text(change: PlanChange, taken: Decision | None) -> str:
    """ "Aangenomen op 14 januari 2027: 3 voor, 1 tegen, 0 blanco, 1 niet bekeken."."""
    if taken is None:
        if change.state == PlanChange.State.PROPOSED:
            return _("No decision is taken yet.")
        return _("Decided outside the portal.") if change.decided_on else ""
    told = {
        "outcome": _("Accepted") if taken.is_accepted else _("Not accepted"),
        "day": date_format(localdate(taken.concluded_at), "j F Y"),
        "for": taken.in_favour,
        "against": taken.against,
        "none": taken.abstained,
        "unseen": taken.not_seen,
    }
    return (
        _(
            "%(outcome)s on %(day)s: %(for)s in favour, %(against)s against, %(none)s no vote,"
            " %(unseen)s not seen."
        )
        % told
    )


def answer_text(vote: Vote) -> str:
    """ "Anna Bos: voor (in de vergadering opgeschreven door Sanne Wiggers)"."""
    text = f"{vote.user.name}: {vote.get_answer_display().lower()}"
    if vote.recorded_by:
        text += _(" (written down in the meeting by %(name)s)") % {"name": vote.recorded_by.name}
    return f"{text}. {vote.note}" if vote.note else text


def approve(meeting: Meeting, within: Meeting, now: datetime) -> None:
    """In the next meeting; the caller holds both. A second time changes nothing."""
    if meeting.approved_at or meeting.closed_at is None:
        return
    meeting.told = minutes_of(meeting).to_json()
    meeting.approved_at, meeting.approved_in = now, within
    meeting.save(update_fields=["told", "approved_at", "approved_in"])
