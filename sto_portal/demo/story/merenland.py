"""Merenland: the plan, the change that was accepted and the one that is asked."""

import datetime
from dataclasses import replace
from random import Random

from .activities import POOL, Example
from .clock import Clock
from .drafts import DraftActivity, DraftPlan
from .planning import NOW, laid_out, new_key

LINES = (
    ("1", "Aantrekkelijk techniekaanbod"),
    ("2", "Keuzevakken en lob"),
    ("3", "Bedrijven en stages"),
    ("4", "Leerlabs en basisscholen"),
)
WEEK_FROM, WEEK_TO = NOW + 4, NOW + 7  # March and June, seen from November
INTERNSHIPS, HYBRID, LAB, CLUB = "3.2", "3.4", "4.1", "1.4"

# code, title in the pool, another title, begin and end, euros, target, pull
_ROWS = (
    ("1.1", "Lesbrieven techniek in de onderbouw", "", (0, 24), 60_000, 60, 0.3),
    ("1.2", "Profieloriëntatie leerjaar 2", "", (0, 44), 140_000, 1100, 0.35),
    ("1.3", "Meidenmiddag techniek", "", (6, 48), 60_000, 420, 0.3),
    (CLUB, "Techniekclub na school", "", (10, 40), 75_000, 240, 0.4),
    ("2.1", "Keuzevak Slimme Logistiek ontwikkelen", "", (26, 44), 42_750, None, 0),
    ("2.2", "Lob-dossier voor alle scholen", "", (4, 24), 38_000, None, 0),
    ("2.3", "Lob-route met bedrijven", "", (0, 42), 120_000, 1600, 0.35),
    ("3.1", "Gastlessen door vakmensen", "", (0, 48), 96_000, 520, 0.3),
    (INTERNSHIPS, "Stages leerjaar 3 bij regionale bedrijven", "", (22, 42), 165_000, 120, 9.0),
    (HYBRID, "Hybride docenten", "", (16, 48), 62_000, 24, 0.3),
    (
        LAB,
        "Leerlab Smart Technology",
        "Leerlab Smart Technology in Oosterveen",
        (10, 32),
        80_000,
        None,
        0,
    ),
    ("4.3", "Technische basisschooldagen", "", (9, 45), 110_000, 1400, 0.3),
)
_STEPS = {
    INTERNSHIPS: (
        "Afspraken met twintig bedrijven",
        "Alle leerlingen gekoppeld",
        "Stageweek leerjaar 3",
    ),
}
_STEPS_AT = {
    "2.1": (28, 31, 34, 36, 39, 41, 44),
    INTERNSHIPS: (27, 34, 41),
}


def draw_merenland(random: Random, clock: Clock) -> tuple[DraftPlan, DraftPlan]:
    """The first version, and the one that holds now: club and lab were moved a year ago."""
    examples = {example.title: example for pool in POOL.values() for example in pool}
    activities = tuple(_activity(row, examples, random, clock) for row in _ROWS)
    years = f"{clock.plan_starts_on.year}–{clock.plan_ends_on.year}"
    first = DraftPlan(
        title=f"Activiteitenplan Merenland {years}",
        starts_on=clock.plan_starts_on,
        ends_on=clock.plan_ends_on,
        approved_on=clock.plan_starts_on - datetime.timedelta(days=33),
        lines=LINES,
        activities=activities,
    )
    decided_on = clock.first_day(NOW - 13) + datetime.timedelta(days=11)
    return first, first.with_changes(clock, decided_on, _1_4=(12, 46), _4_1=(10, 35))


def draw_proposal(plan: DraftPlan, clock: Clock) -> DraftPlan:
    """The week of internships three months later: the last step and the end of 3.2."""
    moved = plan.with_changes(clock, clock.today, _3_2=(22, 44))
    return replace(
        moved, activities=tuple(_in_june(activity, clock) for activity in moved.activities)
    )


def _in_june(activity: DraftActivity, clock: Clock) -> DraftActivity:
    if activity.code != INTERNSHIPS:
        return activity
    *others, week = activity.steps
    return replace(activity, steps=(*others, replace(week, due_on=_middle(WEEK_TO, clock))))


def _middle(offset: int, clock: Clock) -> datetime.date:
    return clock.first_day(offset) + datetime.timedelta(days=14)


def internship_week(plan: DraftPlan) -> datetime.date:
    return (
        next(activity for activity in plan.activities if activity.code == INTERNSHIPS)
        .steps[-1]
        .due_on
    )


def _activity(row, examples: dict[str, Example], random: Random, clock: Clock) -> DraftActivity:
    code, pooled, title, (begins, ends), budget, target, pull = row
    example = examples[pooled]
    example = replace(example, title=title or example.title, steps=_STEPS.get(code, example.steps))
    steps = laid_out(example.steps, begins, ends, random, clock)
    if code in _STEPS_AT:
        places = zip(steps, _STEPS_AT[code], strict=True)
        steps = tuple(replace(step, due_on=clock.last_day(at)) for step, at in places)
    if code == INTERNSHIPS:
        steps = (*steps[:-1], replace(steps[-1], due_on=_middle(WEEK_FROM, clock)))
    return DraftActivity(
        key=new_key(random),
        line=int(code[0]) - 1,
        code=code,
        example=example,
        begins=begins,
        ends=ends,
        starts_on=clock.first_day(begins),
        ends_on=clock.last_day(ends),
        budget=budget,
        target=target,
        steps=steps,
        pull=pull,
        drift=-0.4 if code == HYBRID else 0.0,
        stalled_at=NOW - 5 if code == HYBRID else None,
        recovers=code != HYBRID,
        first_setback=code in {HYBRID, INTERNSHIPS},
    )
