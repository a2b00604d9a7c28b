"""What one screen of a meeting shows: the subject as it was sent, the answers, the mandate."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from regions.access import Action, can
from regions.accounts.models import User
from regions.plans.models import PlanChange
from regions.steering.decisions.ballots import Tally, mandate_on, tally_of
from regions.steering.decisions.deciding import standing_decision
from regions.steering.mandate.views import kinds_of
from regions.steering.meetings.agenda.papers import papers_of
from regions.steering.meetings.attending import Expected, expected_at
from regions.steering.meetings.minutes.minutes import answer_text, taken_text
from regions.steering.meetings.planning import when_text
from regions.steering.models import AgendaItem, Meeting, Outcome, Vote


@dataclass(frozen=True)
class Ballot:
    """A member who is present, with the answer so far."""

    person: Expected
    vote: Vote | None

    @property
    def text(self) -> str:
        return answer_text(self.vote) if self.vote else ""


@dataclass(frozen=True)
class Ask:
    """A decision that is asked: who may still answer here, and what the answers come to."""

    change: PlanChange
    is_ours: bool
    tally: Tally | None
    ballots: list[Ballot]
    taken: str
    may_conclude: bool


def room_of(
    user: User, meeting: Meeting, items: list[AgendaItem], number: int, now: datetime
) -> dict[str, Any]:
    """The context of screen `number`, in a constant number of queries."""
    region = meeting.steering_group.region
    people = expected_at(meeting)
    mandate = mandate_on(region, localdate(now))
    seats = [one for one in people if one.has_seat]
    item = items[number - 1] if 0 < number <= len(items) else None
    papers = papers_of(meeting, now, [item.pk] if item else [])
    may_run = can(user, Action.RUN_MEETING, meeting)
    return {
        "region": region,
        "meeting": meeting,
        "when": when_text(meeting),
        "items": items,
        "number": number,
        "item": item,
        "paper": papers.papers[number - 1] if item else None,
        "papers": papers,
        "people": people,
        "seats": seats,
        "present": sum(1 for one in seats if one.is_present),
        "needed": mandate.needed(len(seats)) if mandate else None,
        "mandate": mandate,
        "kinds": kinds_of(mandate),
        "outcome": Outcome.objects.filter(item=item).first() if item else None,
        "ask": _ask(user, item, people, now) if item and item.change else None,
        "answers": Vote.Answer.choices,
        "bare": _without_outcome(items) if number > len(items) else [],
        "before": number - 1 if number else None,
        "after": number + 1 if number <= len(items) else None,
        "last": len(items) + 1,
        "may_run": may_run,
        "may_write": may_run and meeting.approved_at is None,
        "may_vote_here": may_run and meeting.is_open,
    }


def _ask(user: User, item: AgendaItem, people: list[Expected], now: datetime) -> Ask:
    change = item.change
    assert change is not None  # noqa: S101 - only asked of a subject with a change
    mandate = mandate_on(change.region, localdate(now))
    is_asked = change.state == PlanChange.State.PROPOSED
    is_ours = bool(mandate and mandate.covers(change.kind))
    votes = {vote.user_id: vote for vote in _votes(change)}
    tally = tally_of(change, now, mandate) if is_asked and is_ours else None
    concludes = can(user, Action.CONCLUDE, change)
    return Ask(
        change,
        is_ours,
        tally,
        [Ballot(one, votes.get(one.user.pk)) for one in people if one.has_seat and one.is_present],
        taken_text(change, standing_decision(change)),
        bool(tally and tally.is_quorate and concludes),
    )


def _votes(change: PlanChange) -> list[Vote]:
    return list(Vote.objects.filter(change=change).select_related("user", "recorded_by"))


def _without_outcome(items: list[AgendaItem]) -> list[tuple[int, AgendaItem]]:
    """The subjects of which nothing is written down yet, with their number."""
    told = set(Outcome.objects.filter(item__in=items).values_list("item_id", flat=True))
    return [(number, item) for number, item in enumerate(items, 1) if item.pk not in told]
