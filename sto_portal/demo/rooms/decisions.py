"""Decisions that groups took earlier: in the portal, on a tie, and on paper.

They go through the functions that the pages use, each at its own moment; so the plans are locked,
the answers counted, and the new versions hold since two days after the decision.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from regions.accounts.models import User
from regions.months import Month, is_working_day
from regions.plans.approve.approval import decide_change, propose_change, take_over
from regions.plans.budget.sums import settle_budget
from regions.plans.models import Activity, Plan, PlanChange
from regions.plans.versions import start_draft
from regions.progress.measure.cause import in_sentence
from regions.steering.decisions.deciding import cast_vote, conclude
from regions.steering.models.decisions import REOPENING
from sto_portal.demo.story.clock import Clock

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

FOR, AGAINST = "for", "against"
MOVED_CENTS = 4_000_00
NEW_BUDGET_CENTS = 12_000_00


@dataclass(frozen=True)
class Past:
    """`answers` are (seat, answer, note); none of them: decided on paper."""

    region: str
    kind: str
    ago: int  # days since the decision
    draw: Callable[[Plan, Clock], dict[str, str]]
    answers: tuple[tuple[int, str, str], ...] = ()
    note: str = ""
    reason: str = ""  # why the chair did not wait for the others


def _later(plan: Plan, clock: Clock) -> dict[str, str]:
    activity = _small(plan, clock)
    was = Month.of(activity.ends_on or plan.ends_on)
    activity.ends_on = was.plus(1).last_day
    activity.save()
    return {
        "title": f"{activity} een maand langer",
        "reason": "Twee scholen beginnen later door een verbouwing.",
        "effect": "Het doel en het budget blijven gelijk.\n"
        f"Het einde gaat van {was.label} naar {was.next.label}.",
        "options": "De twee scholen slaan dit jaar over: dan missen hun leerlingen de activiteit.",
        "advice": "Geef de scholen een maand extra.",
    }


def _other(plan: Plan, clock: Clock) -> dict[str, str]:
    activity = _small(plan, clock)
    before = str(activity)
    activity.delivers = (
        f"{activity.delivers} Uitgevoerd samen met het mbo, op de locatie van het mbo.".strip()
    )
    activity.save()
    return {
        "title": f"{before} samen met het mbo",
        "reason": "De lokalen van de scholen zijn te klein. Het mbo biedt ruimte en docenten aan.",
        "effect": "Hetzelfde doel voor dezelfde leerlingen.\nZij reizen zelf naar het mbo.",
        "options": "Een lokaal huren: dat past niet in het budget.",
        "advice": "Neem het aanbod van het mbo aan.",
    }


def _added(plan: Plan, clock: Clock) -> dict[str, str]:
    line = plan.lines.order_by("-position", "-id")[0]
    number = plan.activities.filter(line=line).count() + 20
    Activity.objects.create(
        plan=plan,
        line=line,
        code=f"{line.code}.{number}",
        title="Ouders op bezoek bij bedrijven",
        delivers="Ouders zien wat hun kind kan worden in de techniek.",
        starts_on=clock.current.plus(2).first_day,
        ends_on=plan.ends_on,
        budget_cents=NEW_BUDGET_CENTS,
        position=99,
    )
    return {
        "title": "Een doel erbij: ouders kennen de techniek in de regio",
        "reason": "Leerlingen kiezen vaak wat ouders kennen. Bedrijven willen ouders ontvangen.",
        "effect": "Eén activiteit erbij, betaald uit wat over is van vorig jaar.",
        "options": "Wachten tot het volgende plan.",
        "advice": "Voeg het doel toe; drie bedrijven doen meteen mee.",
    }


def _shifted(plan: Plan, clock: Clock) -> dict[str, str]:
    first, second = plan.activities.order_by("-budget_cents", "id")[:2]
    for activity, change in ((first, -MOVED_CENTS), (second, MOVED_CENTS)):
        material = activity.budget_lines.filter(quantity=None).latest("cents")
        material.cents += change
        material.save()
        settle_budget(activity)
    return {
        "title": f"€ 4.000 van {first.code} naar {second.code}",
        "reason": f"{first.title} kost minder dan begroot; {in_sentence(second.title)} meer.",
        "effect": "De doelen en de datums blijven gelijk.",
    }


PAST = (
    Past("Delta & Polder", "content", 190, _other, (
        (1, FOR, ""), (2, FOR, "Mooi dat het mbo meedoet."), (3, FOR, ""), (0, FOR, ""))),
    Past("De Hanzestreek", "budget", 130, _shifted,
         note="Besloten in de vergadering van de regiegroep. Het verslag ligt bij de penvoerder."),
    Past("Heuvelrug-Zuid", "time", 95, _later, (
        (0, FOR, ""), (1, AGAINST, "De scholen wisten dit al een jaar."), (2, FOR, ""),
        (3, AGAINST, "Eerst een plan voor de leerlingen van dit jaar."))),
    Past("Kustzoom", "time", 70, _later, (
        (1, FOR, ""), (3, FOR, "Liever goed dan snel."), (0, FOR, "")),
         reason="De scholen maken deze week hun roosters."),
    Past("Delta & Polder", "goal", 45, _added, (
        (0, FOR, ""), (1, FOR, ""), (2, AGAINST, "Wij doen al veel."), (3, FOR, ""))),
)  # fmt: skip


def decide_earlier(places: "list[Place]", bureau: User, clock: Clock) -> None:
    by_name = {place.story.name: place for place in places}
    for past in PAST:
        _decide(past, by_name[past.region], bureau, clock)


def _decide(past: Past, place: "Place", bureau: User, clock: Clock) -> None:
    decided_at = clock.instant(_meeting_day(clock, past.ago), 20)
    asked_at = decided_at - datetime.timedelta(days=18)
    change = _asked(past, place, asked_at, clock)
    if not past.answers:
        decide_change(
            change,
            is_accepted=True,
            decided_on=localdate(decided_at),
            decided_by=f"{place.story.labels.get('group', 'stuurgroep')} {place.region}",
            recorded_by=bureau,
            note=past.note,
            recorded_at=decided_at,
        )
        return
    seats = [place.team.chair, *(user for user, _role in place.team.others)]
    taken = None
    for days, (seat, answer, note) in enumerate(reversed(past.answers)):
        at = decided_at - datetime.timedelta(days=len(past.answers) - days)
        taken = cast_vote(change, seats[seat], answer, note, at)
    if taken is None:
        conclude(change, place.team.chair, decided_at, past.reason)
    take_over(decided_at + REOPENING)


def _meeting_day(clock: Clock, ago: int) -> datetime.date:
    """The last working day so many days ago: nobody meets on a Saturday."""
    day = clock.today - datetime.timedelta(days=ago)
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def _asked(past: Past, place: "Place", at: datetime.datetime, clock: Clock) -> PlanChange:
    plan = start_draft(place.region, place.team.leader)
    plan.created_at = at
    plan.save()
    change: PlanChange = plan.change
    change.kind, change.created_at = past.kind, at
    change.decide_by = localdate(at) + datetime.timedelta(days=21 if past.reason else 16)
    for name, text in past.draw(plan, clock).items():
        setattr(change, name, text)
    change.save()
    return propose_change(change, place.team.leader, at)


def _small(plan: Plan, clock: Clock) -> Activity:
    """The activity with the least budget that runs on for a while, so that little moves with it."""
    soonest = clock.today + datetime.timedelta(days=90)
    latest = Month.of(plan.ends_on).previous.first_day
    dated = plan.activities.exclude(ends_on=None).order_by("budget_cents", "id")
    running = dated.filter(ends_on__gt=soonest, ends_on__lt=latest)
    return running.first() or dated[0]
