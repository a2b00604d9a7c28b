"""Inventing a plan: lines and activities drawn from the pool, laid out over four years."""

import datetime
import uuid
from dataclasses import replace
from random import Random

from .activities import POOL, THEMES, Example
from .clock import Clock
from .drafts import DraftActivity, DraftPlan, Step
from .stories import Story

NOW = 36  # the offset of the current month
SPANS = (
    (0, 48),
    (0, 44),
    (3, 46),
    (6, 42),
    (9, 48),
    (12, 46),
    (18, 48),
    (15, 42),
    (0, 30),
    (21, 48),
)


def new_key(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def draw_plan(story: Story, random: Random, clock: Clock) -> DraftPlan:
    """8 to 14 activities in three or four lines."""
    themes = sorted(random.sample(list(THEMES), random.choice([3, 4, 4])), key=list(THEMES).index)
    count = random.randint(max(8, 3 * len(themes) - 2), 14)
    activities: list[DraftActivity] = []
    for line, theme in enumerate(themes):
        share = count // len(themes) + (line < count % len(themes))
        for place, example in enumerate(random.sample(POOL[theme], share), 1):
            code = f"{line + 1}.{place}"
            activities.append(_activity(example, line, code, story, random, clock))
    activities = _with_characters(activities, story, random)
    years = f"{clock.plan_starts_on.year}–{clock.plan_ends_on.year}"
    return DraftPlan(
        title=f"Activiteitenplan {story.name} {years}",
        starts_on=clock.plan_starts_on,
        ends_on=clock.plan_ends_on,
        approved_on=clock.plan_starts_on - datetime.timedelta(days=random.randint(20, 60)),
        lines=tuple(
            (str(number), random.choice(THEMES[theme])) for number, theme in enumerate(themes, 1)
        ),
        activities=tuple(activities),
    )


def _activity(
    example: Example, line: int, code: str, story: Story, random: Random, clock: Clock
) -> DraftActivity:
    delay = max(0, round(-story.tempo_at(0) * 0.6)) if not example.unit else 0
    begins, ends = _steps_span(example, delay, random) if not example.unit else random.choice(SPANS)
    part = random.randrange(len(story.sub_regions)) if story.sub_regions else None
    return DraftActivity(
        key=new_key(random),
        line=line,
        code=code,
        example=example,
        begins=begins,
        ends=ends,
        starts_on=clock.first_day(begins),
        ends_on=clock.last_day(ends),
        budget=random.randrange(24, 240 if example.unit else 80) * 500,
        target=random.randrange(*example.target) if example.unit else None,
        steps=laid_out(example.steps, begins, ends, random, clock),
        pull=random.uniform(0.25, 0.6),
        drift=random.uniform(-0.25, 0.25),
        delay=delay,
        part=part if random.random() < 0.7 else None,
    )


def _steps_span(example: Example, delay: int, random: Random) -> tuple[int, int]:
    """So that a step is reached about now: between steps a plan without counts seems to wait."""
    gap = random.choice([2, 3, 3, 4])
    count = len(example.steps)
    reached = random.randint(1, count)
    begins = max(0, NOW - delay - reached * gap)
    return begins, min(48, begins + count * gap)


def laid_out(
    titles: tuple[str, ...], begins: int, ends: int, random: Random, clock: Clock
) -> tuple[Step, ...]:
    """The steps at even distances; the last one on the last day."""
    steps = []
    for place, title in enumerate(titles, 1):
        offset = begins + round((ends - begins) * place / len(titles))
        steps.append(Step(new_key(random), title, clock.last_day(max(offset, begins + 1))))
    return tuple(steps)


def _with_characters(
    activities: list[DraftActivity], story: Story, random: Random
) -> list[DraftActivity]:
    """Some carry what makes a region early or late; some stand still."""
    counted = [
        place
        for place, activity in enumerate(activities)
        if activity.target and activity.begins <= NOW - 14 and activity.ends > NOW + 4
    ]
    random.shuffle(counted)
    stalled = [place for place in counted if len(counted) > 2][: story.stalled]
    for place in stalled:
        activities[place] = replace(
            activities[place],
            stalled_at=NOW - random.randint(3, 7),
            budget=random.randrange(36, 90) * 500,
            recovers=random.random() < 0.4,
        )
    for place in [place for place in counted if place not in stalled][:3]:
        heavy = random.randrange(150, 420) * 500
        activities[place] = replace(
            activities[place], pull=random.uniform(1.6, 2.6), budget=heavy, drift=0.0
        )
    return activities
