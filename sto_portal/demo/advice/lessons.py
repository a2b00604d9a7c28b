"""What regions of the demonstration share of their obstacles, and two rules that keep them back."""

import datetime
from random import Random

from advisors.lessons.doors import consent_text
from advisors.lessons.winning import months_looked_at
from advisors.models import Lesson, RuleItem, RuleNaming
from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership, Region
from regions.progress.measure.fresh import months_at
from regions.progress.models import Obstacle
from regions.progress.obstacles.catching_up import caught_up
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.people import LEO, NOOR
from sto_portal.demo.texts import text_of

SEED = "lessons"
OF_ONE_TEXT = 1  # regions that share the same
REGIONS_OF_A_RULE = 4
HOME = "Merenland"  # its teachers are too few, whatever the rules say
OWN = "Kustzoom"  # caught up, and shares all that it picked up meanwhile


def add_lessons(cast: dict[str, User], clock: Clock) -> None:
    """Reads what the logs told; snapshots must be there."""
    told = text_of("lessons")
    for cause, problems in told["causes"].items():
        Obstacle.objects.filter(problem__in=problems).update(cause=cause)
    _share(told["ways"], clock)
    _name_rules(told["rule"], cast, clock)


def _share(ways: list[dict[str, str]], clock: Clock) -> None:
    random = Random(SEED)
    texts = {way["problem"]: way for way in ways}
    leaders = _leaders(clock)
    first = _caught_up(clock)
    since = clock.current.plus(-11).first_day
    rows = Obstacle.objects.filter(
        state=Obstacle.State.PICKED_UP, closed_on__gte=since, region__in=leaders
    ).exclude(recovery="")
    found = sorted(
        rows.select_related("region"),
        key=lambda one: (one.region.name != OWN, one.region_id not in first, one.pk),
    )
    used: dict[str, int] = {}
    lessons = []
    for obstacle in found:
        is_own = obstacle.region.name == OWN
        way = texts.get(obstacle.problem)
        if not (way or is_own) or used.get(obstacle.problem, 0) >= OF_ONE_TEXT:
            continue
        used[obstacle.problem] = used.get(obstacle.problem, 0) + 1
        lessons.append(_lesson(obstacle, way, leaders[obstacle.region_id], random, clock))
    Lesson.objects.bulk_create(lessons)


def _lesson(
    obstacle: Obstacle, way: dict[str, str] | None, leader: User, random: Random, clock: Clock
) -> Lesson:
    named = obstacle.region.name == OWN or random.random() < 0.6
    closed = obstacle.closed_on or clock.today
    day = closed + datetime.timedelta(days=random.randint(33, 50))
    given_at = clock.instant(min(day, clock.today - datetime.timedelta(days=1)), 16, 10)
    return Lesson(
        obstacle=obstacle,
        opened_on=obstacle.opened_on,
        is_shared=True,
        names_region=named,
        problem=way["stuck"] if way else obstacle.problem,
        approach=way["did"] if way else obstacle.recovery,
        consent_text=consent_text(obstacle.region, named),
        given_by=leader,
        given_at=given_at,
    )


def _leaders(clock: Clock) -> dict[int, User]:
    held = Membership.objects.on(clock.today).filter(role__in=LEADER_ROLES).select_related("user")
    return {row.region_id or 0: row.user for row in held.order_by("-pk")}


def _caught_up(clock: Clock) -> set[int]:
    regions = list(Region.objects.all())
    told = months_at(months_looked_at(clock.today), regions, clock.today)
    return {pk for pk, rows in told.items() if caught_up(rows, clock.today)}


def _name_rules(rule: dict[str, str], cast: dict[str, User], clock: Clock) -> None:
    """One rule that an advisor works on, and one with an outcome."""
    for problem, kind, title, outcome in (
        (rule["problem"], rule["kind"], rule["title"], ""),
        (rule["other_problem"], rule["other_kind"], rule["other_title"], rule["outcome"]),
    ):
        rows = Obstacle.objects.filter(problem=problem).exclude(region__name=HOME)
        rows = rows.order_by("-closed_on", "-opened_on", "pk")
        by_region = {row.region_id: row for row in reversed(rows)}
        named = sorted(by_region.values(), key=lambda row: -row.opened_on.toordinal())
        named = named[:REGIONS_OF_A_RULE]
        if not named:
            continue
        Obstacle.objects.filter(pk__in=[row.pk for row in named]).update(cause="rule")
        day = clock.today - datetime.timedelta(days=20)
        item = RuleItem.objects.create(
            title=title,
            kind=kind,
            owner=cast[NOOR.email] if outcome else cast[LEO.email],
            outcome=outcome,
            outcome_on=day if outcome else None,
            made_at=clock.instant(day - datetime.timedelta(days=70), 9, 0),
        )
        RuleNaming.objects.bulk_create(
            RuleNaming(item=item, obstacle=row, placed_at=item.made_at) for row in named
        )
