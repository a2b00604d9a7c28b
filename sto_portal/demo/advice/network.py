"""The network of the demonstration: who knows what, meetings, initiatives, and one absence."""

import datetime
from collections.abc import Iterable
from random import Random
from typing import Any

from advisors.models import (
    Absence,
    Attendance,
    Expertise,
    Initiative,
    NetworkMeeting,
    TakeOver,
    Talk,
    Theme,
)
from advisors.network.absences import report
from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership
from regions.months import AMSTERDAM, working_day_after
from regions.plans.models import Activity, Plan
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.people import LEO
from sto_portal.demo.texts import text_of

SEED = "network"
JOINT_VISITS = 14
FIRST_HOUR = 13
KIND_OF = {
    "Bedrijven werven": Activity.Kind.PARTNERSHIP,
    "Cofinanciering": Activity.Kind.PARTNERSHIP,
    "Keuzevakken": Activity.Kind.EDUCATION,
    "Stages": Activity.Kind.PLACEMENT,
    "Leerlabs en hotspots": Activity.Kind.LAB,
    "Lob en oriëntatie": Activity.Kind.CAREER,
    "Docenten": Activity.Kind.STAFF,
}


def add_network(clock: Clock) -> None:
    """Everything of the network, for the people and plans that are there already."""
    texts, random = text_of("network"), Random(SEED)
    themes = {name: _theme(name, place) for place, name in enumerate(texts["themes"])}
    advisors = _holding(clock, ["advisor"])
    leaders = _holding(clock, LEADER_ROLES)
    _expertise(advisors, themes, texts, random)
    _reach(_people([*advisors, *leaders]), texts)
    _subjects(random)
    _visits(advisors, clock, random)
    _meetings(leaders, advisors, themes, texts, clock, random)
    _initiatives(leaders, themes, texts, clock, random)
    _absence(advisors, clock)


def _theme(name: str, place: int) -> Theme:
    return Theme.objects.get_or_create(name=name, defaults={"position": place})[0]


def _holding(clock: Clock, roles: Iterable[str]) -> list[Membership]:
    """Who holds one of these roles today, in a steady order."""
    rows = Membership.objects.on(clock.today).filter(role__in=roles)
    return list(
        rows.select_related("user", "region").order_by("region__name__dutch", "user__email")
    )


def _people(held: list[Membership]) -> list[User]:
    return list({row.user_id: row.user for row in held}.values())


def _expertise(
    advisors: list[Membership], themes: dict[str, Theme], texts: dict, random: Random
) -> None:
    people = _people(advisors)
    Expertise.objects.bulk_create(
        Expertise(advisor=person, theme=theme, note=random.choice(texts["knows"]))
        for person in people
        for theme in random.sample(list(themes.values()), random.randint(2, 4))
    )


def _reach(people: list[User], texts: dict) -> None:
    """Numbers that nobody has."""
    for number, person in enumerate(people, 1):
        person.phone = f"06 00 00 {number // 100:02} {number % 100:02}"
        person.days = texts["days"][number % len(texts["days"])]
    User.objects.bulk_update(people, ["phone", "days"])


def _subjects(random: Random) -> None:
    """What two thirds of the talks were about: mostly what their author knows."""
    known: dict[Any, list[Theme]] = {}
    for row in Expertise.objects.select_related("theme").order_by("pk"):
        known.setdefault(row.advisor_id, []).append(row.theme)
    talks = [
        talk
        for talk in Talk.objects.filter(theme=None, author__in=known).order_by("pk")
        if random.random() < 0.67
    ]
    for talk in talks:
        talk.theme = random.choice(known[talk.author_id])
    Talk.objects.bulk_update(talks, ["theme"], batch_size=500)


def _visits(advisors: list[Membership], clock: Clock, random: Random) -> None:
    """On a few visits of the last year a colleague came along."""
    people = _people(advisors)
    year = clock.today - datetime.timedelta(days=365)
    visits = Talk.objects.filter(channel="visit", held_on__gte=year, colleague=None)
    talks = list(visits.exclude(cap="mediator").exclude(author=None).order_by("pk"))
    chosen = random.sample(talks, min(JOINT_VISITS, len(talks)))
    for talk in chosen:
        talk.colleague = random.choice([person for person in people if person.pk != talk.author_id])
    Talk.objects.bulk_update(chosen, ["colleague"])


def _meetings(
    leaders: list[Membership],
    advisors: list[Membership],
    themes: dict[str, Theme],
    texts: dict,
    clock: Clock,
    random: Random,
) -> None:
    people, hosts = _people(leaders), _people(advisors)
    rows = []
    for away, minutes, online, place, theme, title, text in texts["meetings"]:
        day = working_day_after(clock.today + datetime.timedelta(days=away - 1))
        starts_at = datetime.datetime(
            day.year, day.month, day.day, FIRST_HOUR, 30, tzinfo=AMSTERDAM
        )
        rows.append(
            NetworkMeeting(
                title=title, text=text, theme=themes[theme], starts_at=starts_at, minutes=minutes,
                is_online=online, place=place, planned_at=None, made_by=random.choice(hosts),
            )
        )  # fmt: skip
    NetworkMeeting.objects.bulk_create(rows)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=row,
            person=user,
            added_at=min(clock.now, row.starts_at - datetime.timedelta(days=random.randint(1, 30))),
        )
        for row in rows
        for user in [*random.sample(people, random.randint(6, 28)), row.made_by]
    )


def _initiatives(
    leaders: list[Membership],
    themes: dict[str, Theme],
    texts: dict,
    clock: Clock,
    random: Random,
) -> None:
    keys, kinds = _activities(), _kinds()
    held = [row for row in leaders if row.region_id in keys]
    origins = random.sample(held, len(texts["initiatives"]))
    rows = []
    for number, (theme, title, text) in enumerate(texts["initiatives"]):
        origin = origins[number]
        rows.append(
            Initiative(
                region=origin.region, title=title, text=text, theme=themes[theme],
                activity_key=random.choice(
                    kinds.get((origin.region_id, KIND_OF.get(theme))) or keys[origin.region_id]
                ),
                shared_by=origin.user, shared_at=_days_ago(clock, 20 + 17 * number),
            )
        )  # fmt: skip
    rows[-1].withdrawn_at = _days_ago(clock, 40)
    Initiative.objects.bulk_create(rows)
    TakeOver.objects.bulk_create(
        TakeOver(
            initiative=row, region=taker.region, taken_by=taker.user,
            activity_key=random.choice(keys[taker.region_id]), note=random.choice(texts["notes"]),
            taken_at=_days_ago(clock, random.randint(2, 20 + 17 * number)),
        )
        for number, row in enumerate(rows)
        for taker in _takers(held, row, random)
    )  # fmt: skip


def _takers(held: list[Membership], row: Initiative, random: Random) -> list[Membership]:
    """One leader each of up to four other regions."""
    by_region = {
        membership.region_id: membership
        for membership in held
        if membership.region_id != row.region_id
    }
    return random.sample(list(by_region.values()), random.choice((0, 1, 1, 2, 3, 4)))


def _activities() -> dict[Any, list[Any]]:
    keys: dict[Any, list[Any]] = {}
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED).order_by("pk")
    for region_id, key in rows.values_list("plan__region", "key"):
        keys.setdefault(region_id, []).append(key)
    return keys


def _kinds() -> dict[tuple[Any, str | None], list[Any]]:
    """The same by the kind of activity."""
    keys: dict[tuple[Any, str | None], list[Any]] = {}
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED).order_by("pk")
    for region_id, kind, key in rows.values_list("plan__region", "kind", "key"):
        keys.setdefault((region_id, kind), []).append(key)
    return keys


def _days_ago(clock: Clock, days: int) -> datetime.datetime:
    return clock.instant(clock.today - datetime.timedelta(days=days), 15, 10)


def _absence(advisors: list[Membership], clock: Clock) -> None:
    """A colleague is away for two weeks next month, and Leo stands in."""
    people = _people(advisors)
    leo = next(person for person in people if person.email == LEO.email)
    colleague = next(person for person in people if person != leo)
    first = clock.current.plus(1).first_day + datetime.timedelta(days=6)
    report(
        Absence(
            advisor=colleague,
            starts_on=first,
            ends_on=first + datetime.timedelta(days=11),
            substitute=leo,
            made_by=colleague,
        )
    )
