"""The cast of people that every test knows, and the regions they belong to.

Two regions: Merenland (Sanne leads, Leo advises, Marijke chairs) and Kustzoom (Karim leads,
Nora advises, Willem chairs). Bureau works at the national bureau. Both have an approved plan.
"""

import datetime
import os
import string
from dataclasses import dataclass

import pytest
import time_machine
from django.db import connections
from django.middleware import csrf
from django.test import Client
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from regions.accounts.models import User
from regions.models import Membership, Region, Role
from regions.months import Month
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.progress.models import CheckIn, RegionMonth
from regions.steering.models import Mandate, SteeringGroup

from .databases import migrated_template
from .scheduling import TheDemoTogether
from .shipped import come_back_after_a_flush

# The same examples in every run; HYPOTHESIS_PROFILE=explore draws new ones.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Letters alone: a test that finds no "45" on a page asked the page, not the luck of a token.
csrf.CSRF_ALLOWED_CHARS = string.ascii_letters

LONG_AGO = datetime.date(2025, 1, 1)
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> TheDemoTogether:
    return TheDemoTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lives on a day of its own is the same on every day: --on has nothing to ask of it."""
    for item in items:
        if "on_22_november" in item.fixturenames:  # type: ignore[attr-defined]
            item.add_marker("frozen")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(scope="session", autouse=True)
def shipped_rows():
    come_back_after_a_flush()


@dataclass
class Place:
    """A region with its people and its approved plan."""

    region: Region
    leader: User
    advisor: User
    chair: User
    plan: Plan
    group: SteeringGroup

    @property
    def slug(self) -> str:
        return self.region.slug


def person(name: str, **fields) -> User:
    return User.objects.create_user(f"{name.split()[0].lower()}@demo.example", name=name, **fields)


def member(user: User, role: str, region: Region | None = None, **fields) -> Membership:
    return Membership.objects.create(
        user=user, role=role, region=region, **{"starts_on": LONG_AGO, **fields}
    )


def approved_plan(region: Region) -> Plan:
    """Two lines, three activities (one counts, one has milestones, one is bare), 2025–2028."""
    plan = Plan.objects.create(
        region=region,
        title=f"Activiteitenplan {region}",
        starts_on=datetime.date(2025, 1, 1),
        ends_on=datetime.date(2028, 12, 31),
    )
    first, second = (
        ActionLine.objects.create(plan=plan, code=str(number), title=title, position=number)
        for number, title in enumerate(["Aantrekkelijk techniekaanbod", "Bedrijven en stages"], 1)
    )
    elective = Activity.objects.create(
        plan=plan,
        line=first,
        code="1.1",
        title=f"Keuzevak Slimme Logistiek {region}",
        starts_on=datetime.date(2026, 1, 1),
        ends_on=datetime.date(2027, 6, 30),
        budget_cents=40_000_00,
        position=1,
    )
    for position, (title, due) in enumerate(
        [
            ("Bedrijven gevraagd", datetime.date(2026, 6, 1)),
            ("Lesmateriaal getest", datetime.date(2027, 2, 1)),
        ]
    ):
        Milestone.objects.create(activity=elective, title=title, due_on=due, position=position)
    Activity.objects.create(
        plan=plan,
        line=first,
        code="1.2",
        title="Profieloriëntatie leerjaar 2",
        starts_on=datetime.date(2025, 1, 1),
        ends_on=datetime.date(2028, 12, 31),
        budget_cents=20_000_00,
        position=2,
    )
    Activity.objects.create(
        plan=plan,
        line=second,
        code="2.1",
        title="Stages leerjaar 3",
        starts_on=datetime.date(2026, 1, 1),
        ends_on=datetime.date(2027, 12, 31),
        budget_cents=60_000_00,
        target=120,
        unit="stageplekken",
        position=1,
    )
    plan.state, plan.approved_on = Plan.State.APPROVED, datetime.date(2025, 6, 1)
    plan.save()
    return plan


def place(name: str, leader: str, advisor: str, chair: str) -> Place:
    region = Region.objects.create(name=name, slug=name.lower())
    people = [person(who) for who in (leader, advisor, chair)]
    for user, role in zip(people, (Role.LEADER, Role.ADVISOR, Role.CHAIR), strict=True):
        member(user, role, region)
    group = SteeringGroup.objects.create(region=region, digests_from_on=datetime.date(2026, 1, 1))
    Mandate.objects.create(steering_group=group, holds_from_on=LONG_AGO)
    return Place(region, *people, plan=approved_plan(region), group=group)


@pytest.fixture
def merenland(db) -> Place:
    return place("Merenland", "Sanne Wiggers", "Leo Dekker", "Marijke Kuiper")


@pytest.fixture
def kustzoom(db) -> Place:
    return place("Kustzoom", "Karim Bakker", "Nora Postma", "Willem Visser")


@pytest.fixture
def bureau(db) -> User:
    user = person("Bureau Beheer")
    member(user, Role.BUREAU)
    return user


@pytest.fixture
def browse():
    """A test client that is signed in as the given person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def on_22_november():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def at_noon():
    """This same day at noon in Amsterdam, and on from there: an hour from now is still today."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=True):
        yield noon


@pytest.fixture
def snapshots():
    """Write the months of a region up to the running one with these tempos, oldest first, and the
    logs of the closed ones, each in on the third of the month after it. The running month has no
    log: it repeats what was measured, and its own tempo is where idleness would bring the region.
    """

    def write(region: Region, *tempos: float, **latest) -> list[RegionMonth]:
        plan = Plan.objects.current().get(region=region)
        today = timezone.localdate()
        last = Month.of(today)
        months = []
        for back, tempo in zip(range(len(tempos) - 1, -1, -1), tempos, strict=True):
            month = last.plus(-back)
            third = month.next.first_day.replace(day=3)
            logged = timezone.make_aware(datetime.datetime.combine(third, datetime.time()))
            before = months[-1] if months else None
            row = RegionMonth(
                region=region,
                plan=plan,
                month_on=month.first_day,
                as_of_on=month.as_of(today),
                measured_on=month.last_day if back else month.previous.last_day,
                measured_at=logged if back else before and before.measured_at,
                tempo_months=tempo if back or before is None else before.tempo_months,
                idle_tempo_months=tempo,
                submitted_at=logged if back else None,
            )
            months.append(row)
        for name, value in latest.items():
            setattr(months[-1], name, value)
        CheckIn.objects.bulk_create(
            CheckIn(
                region=region,
                plan=plan,
                month_on=stored.month_on,
                state=CheckIn.State.SUBMITTED,
                submitted_at=stored.submitted_at,
            )
            for stored in months
            if stored.submitted_at
        )
        return RegionMonth.objects.bulk_create(months)

    return write
