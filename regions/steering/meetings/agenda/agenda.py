"""The agenda: what waits for the group, put on it in one press, and put in order by hand.

When the papers are with the members, nothing on it moves any more; what comes later stands at its
end and says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.dossier.moments.due import open_in
from regions.dutch import at_the_latest, date_text
from regions.plans.ideas.ideas import new_ideas
from regions.steering.decisions.ballots import mandate_on
from regions.steering.decisions.list import asked_of
from regions.steering.decisions.questions import questions_of
from regions.steering.meetings.planning import MeetingRefused, locked, when_text
from regions.steering.models import AgendaItem, Meeting, Outcome, Remark

TITLE = 300  # characters
MOMENTS_AHEAD = 120  # days
USUAL = {
    AgendaItem.Kind.MINUTES: 5,
    AgendaItem.Kind.AGREEMENT: 5,
    AgendaItem.Kind.STAND: 15,
    AgendaItem.Kind.PROPOSAL: 15,
    AgendaItem.Kind.QUESTION: 10,
    AgendaItem.Kind.REMARK: 5,
    AgendaItem.Kind.MOMENT: 5,
    AgendaItem.Kind.IDEA: 5,
}
Kind = AgendaItem.Kind


@dataclass(frozen=True)
class Suggestion:
    """Something that waits and is not on this agenda; `of` are the rows that it points to."""

    ref: str
    kind: AgendaItem.Kind
    title: str
    text: str = ""
    of: dict[str, Any] = field(default_factory=dict)

    def item(self, meeting: Meeting, position: int) -> AgendaItem:
        return AgendaItem(
            meeting=meeting,
            position=position,
            ref=self.ref,
            kind=self.kind,
            title=Truncator(" ".join(self.title.split())).chars(TITLE),
            text=self.text,
            minutes=USUAL[self.kind],
            is_added_after=meeting.pack_sent_at is not None,
            **self.of,
        )


def suggestions(meeting: Meeting, now: datetime) -> list[Suggestion]:
    """All that waits for the group and is not on the agenda yet, in the order of an agenda."""
    there = set(meeting.items.exclude(ref="").values_list("ref", flat=True))
    return [one for one in _waiting(meeting, now) if one.ref not in there]


def _waiting(meeting: Meeting, now: datetime) -> Iterator[Suggestion]:
    region = meeting.steering_group.region
    yield from _minutes(meeting)
    yield from _agreements(meeting)
    yield Suggestion("stand", Kind.STAND, _("How the plan stands"))
    for asked in asked_of(region, now):
        by = at_the_latest(asked.change.decide_by) if asked.change.decide_by else ""
        yield Suggestion(
            f"change:{asked.change.pk}", Kind.PROPOSAL, asked.title, by, {"change": asked.change}
        )
    for question in questions_of(region, now, mandate_on(region, localdate(now))):
        text = f"{question.activity}: {question.problem}"
        yield Suggestion(f"question:{question.key}", Kind.QUESTION, question.text, text)
    yield from _points(meeting)
    for due in open_in([region], localdate(now), MOMENTS_AHEAD):
        text = _("At DUS-I by %(day)s.") % {"day": date_text(due.due_on)}
        yield Suggestion(f"moment:{due.moment.pk}", Kind.MOMENT, due.moment.title, text)
    for idea in new_ideas(region):
        text = "\n".join(part for part in (idea.text, idea.source) if part)[:2000]
        yield Suggestion(f"idea:{idea.pk}", Kind.IDEA, idea.title, text, {"idea": idea})


def _minutes(meeting: Meeting) -> Iterator[Suggestion]:
    """Of every earlier meeting of which the minutes are not approved."""
    rows = Meeting.objects.held().filter(
        steering_group=meeting.steering_group, approved_at=None, starts_at__lt=meeting.starts_at
    )
    for earlier in rows.order_by("starts_at"):
        title = _("Minutes of %(day)s") % {"day": date_text(earlier.day)}
        yield Suggestion(f"minutes:{earlier.pk}", Kind.MINUTES, title, "", {"minutes_of": earlier})


def open_agreements(meeting_or_group: Any) -> Any:
    """What held meetings agreed on and is not done, what is due first on top."""
    rows = Outcome.objects.filter(
        item__meeting__steering_group=meeting_or_group,
        item__meeting__closed_at__isnull=False,
        done_on=None,
    ).exclude(agreement="")
    return rows.select_related("item__meeting").order_by(F("due_on").asc(nulls_last=True), "pk")


def _agreements(meeting: Meeting) -> Iterator[Suggestion]:
    for outcome in open_agreements(meeting.steering_group):
        told = [_("Agreed on %(day)s.") % {"day": date_text(outcome.item.meeting.day)}]
        told += [outcome.who] if outcome.who else []
        told += [at_the_latest(outcome.due_on)] if outcome.due_on else []
        yield Suggestion(
            f"outcome:{outcome.pk}",
            Kind.AGREEMENT,
            outcome.agreement,
            " · ".join(told),
            {"follows": outcome},
        )


def _points(meeting: Meeting) -> Iterator[Suggestion]:
    """What members put on the list for the meeting, and nobody answered or thanked for yet."""
    rows = (
        Remark.objects.about_the_plan()
        .untouched()
        .filter(steering_group=meeting.steering_group, is_for_meeting=True)
    )
    for remark in rows.order_by("made_at", "pk"):
        yield Suggestion(
            f"remark:{remark.pk}", Kind.REMARK, remark.text, remark.text, {"remark": remark}
        )


@transaction.atomic
def take(meeting: Meeting, refs: Iterable[str] | None, now: datetime) -> int:
    """Put these on the agenda, or all that waits where `refs` is None; how many were new."""
    meeting = locked(meeting)
    _refuse_past(meeting)
    wanted = None if refs is None else set(refs)
    chosen = [one for one in suggestions(meeting, now) if wanted is None or one.ref in wanted]
    start = _next_position(meeting)
    rows = [one.item(meeting, start + step) for step, one in enumerate(chosen)]
    AgendaItem.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def add(meeting: Meeting, item: AgendaItem) -> None:
    """A subject in one's own words, at the end."""
    meeting = locked(meeting)
    _refuse_past(meeting)
    item.meeting, item.position = meeting, _next_position(meeting)
    item.is_added_after = meeting.pack_sent_at is not None
    item.save()


@transaction.atomic
def move(item: AgendaItem, *, up: bool) -> None:
    """One place up or down; at the edge nothing happens."""
    meeting = locked(item.meeting)
    _refuse_sent(meeting)
    rows = list(meeting.items.order_by("position", "id"))
    at = next((place for place, row in enumerate(rows) if row.pk == item.pk), None)
    if at is None:
        return
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, 1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])


@transaction.atomic
def take_off(item: AgendaItem) -> None:
    meeting = locked(item.meeting)
    _refuse_past(meeting)
    if not item.is_added_after:
        _refuse_sent(meeting)
    item.delete()


def _next_position(meeting: Meeting) -> int:
    return (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def _refuse_past(meeting: Meeting) -> None:
    if meeting.closed_at or meeting.cancelled_at:
        raise MeetingRefused(_("This meeting is over or cancelled; its agenda stays as it is."))


def _refuse_sent(meeting: Meeting) -> None:
    _refuse_past(meeting)
    if meeting.pack_sent_at:
        told = _("The papers are with the members. The agenda stays as they have it.")
        raise MeetingRefused(told)


def heading_of(meeting: Meeting) -> str:
    """ "Stuurgroep Merenland, donderdag 14 januari 2027, 14.00–15.30 uur"."""
    return f"{meeting.steering_group}, {when_text(meeting)}"
