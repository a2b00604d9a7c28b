"""The people of the demonstration, and the roles they hold."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from regions.accounts.models import User
from regions.models import Membership, Region, Role

from .clock import Clock
from .names import FIRST_NAMES, LAST_NAMES

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Cast:
    """Who signs in with one click."""

    name: str
    email: str
    role: str  # for people who read the list


SANNE = Cast("Sanne Wiggers", f"leider@{DOMAIN}", "programmaleider van Merenland")
LEO = Cast("Leo Dekker", f"ondersteuner@{DOMAIN}", "landelijk ondersteuner van acht regio’s")
MARIJKE = Cast("Marijke Kuipers", f"stuurgroep@{DOMAIN}", "voorzitter stuurgroep Merenland")
NOOR = Cast("Noor Verbeek", f"bureau@{DOMAIN}", "landelijk bureau")
JELLE = Cast(
    "Jelle Hofman",
    f"rol@{DOMAIN}",
    "twee rollen: programmaleider van Nieuwland (nog zonder plan), vervanger in Waterkant",
)
PIETER = Cast("Pieter Vonk", f"penvoerder@{DOMAIN}", "penvoerder van Merenland")
COBIE = Cast("Cobie Rienks", f"controller@{DOMAIN}", "controller van Merenland")
CAST = (SANNE, LEO, MARIJKE, NOOR, JELLE, PIETER, COBIE)
NAMES_OF_CAST = {person.name for person in CAST}


class Crowd:
    """Hands out people who are not used yet."""

    def __init__(self, random: Random) -> None:
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        random.shuffle(names)
        self._names = iter(name for name in names if name not in NAMES_OF_CAST)
        self.users: list[User] = []

    def somebody(self) -> User:
        name = next(self._names)
        return self.named(name, f"{_plain(name)}@{DOMAIN}")

    def named(self, name: str, email: str, *, is_demo: bool = False) -> User:
        password = make_password(None)
        self.users.append(User(name=name, email=email, is_demo=is_demo, password=password))
        return self.users[-1]


def _plain(name: str) -> str:
    first, *last = name.lower().replace("é", "e").split()
    return f"{first}.{''.join(last)}"


def cast_members(crowd: Crowd) -> dict[str, User]:
    return {person.email: crowd.named(person.name, person.email, is_demo=True) for person in CAST}


@dataclass
class Team:
    """Who leads, and who sits in the steering group of, one region."""

    region: Region
    leader: User
    chair: User
    others: tuple[tuple[User, str], ...]

    def memberships(self, clock: Clock) -> Iterator[Membership]:
        since = clock.plan_starts_on - datetime.timedelta(days=60)
        roles = ((self.leader, Role.LEADER), (self.chair, Role.CHAIR), *self.others)
        for user, role in roles:
            yield Membership(user=user, region=self.region, role=role, starts_on=since)


def team_of(region: Region, crowd: Crowd, known: dict[str, User]) -> Team:
    """`known` are the people of the cast among them, by role."""

    def holder(role: str) -> User:
        return known.get(role) or crowd.somebody()

    others = (Role.LEAD_APPLICANT, Role.SCHOOL_BOARD, Role.BUSINESS)
    seats = tuple((holder(role), role) for role in others)
    return Team(region, holder(Role.LEADER), holder(Role.CHAIR), seats)


def home_team(cast: dict[str, User]) -> dict[str, User]:
    """Who of the cast holds which role in Merenland."""
    roles = {Role.LEADER: SANNE, Role.CHAIR: MARIJKE, Role.LEAD_APPLICANT: PIETER}
    return {role: cast[person.email] for role, person in roles.items()}


def interim(team: Team, crowd: Crowd, clock: Clock) -> list[Membership]:
    """The leader left two months ago; somebody else leads for the time being."""
    change = clock.current.plus(-2).first_day
    rows = list(team.memberships(clock))
    rows[0].ends_on = change - datetime.timedelta(days=1)
    team.leader = crowd.somebody()
    rows.append(
        Membership(
            user=team.leader,
            region=team.region,
            role=Role.LEADER,
            starts_on=change,
            is_interim=True,
        )
    )
    return rows
