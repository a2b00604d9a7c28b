import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Membership, Region, Role
from regions.months import AMSTERDAM, Month
from regions.progress.measure.snapshots import refresh_region
from regions.progress.models import CheckIn, RegionMonth
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sections import LogTold, Sections
from sto_portal.notices.kinds.digest_mail import plan_digests, seal
from sto_portal.notices.models import Digest, Heartbeat, Mail, Subscription
from sto_portal.notices.planning import plan
from tests.conftest import member, person
from tests.progress.stories import log, obstacle

from .conftest import DUE, LATEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def october(merenland):
    """Merenland with a log of October and a second member; its digests start in October."""
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    member(person("Bas de Vries"), Role.BUSINESS, merenland.region)
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track"}}, going_well="Het loopt.")
    return merenland


def test_a_digest_is_planned_for_every_member_and_nobody_else(october):
    assert plan_digests(DUE) == (2, 0)
    digest = Digest.objects.get()
    assert (digest.month, digest.state, digest.readers) == (Month(2026, 10), "planned", 2)
    keys = set(Mail.objects.values_list("key", "recipient__name"))
    group = october.group.pk
    assert keys == {
        (f"digest:{group}:2026-10:{october.chair.pk}", "Marijke Kuiper"),
        (
            f"digest:{group}:2026-10:{Mail.objects.get(recipient__name__startswith='Bas').recipient_id}",
            "Bas de Vries",
        ),
    }


def test_before_its_hour_nothing_is_planned(october):
    plan_digests(DUE - datetime.timedelta(seconds=1))
    assert not Digest.objects.exists()


def test_a_digest_waits_for_the_log_of_its_month_and_has_what_was_corrected_that_day(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    plan_digests(DUE + datetime.timedelta(days=1))
    assert not Digest.objects.exists(), "the log of October is not in and not due"
    day = datetime.timedelta(days=1)
    wednesday = DUE + 2 * day
    told = {"submitted_at": wednesday + datetime.timedelta(hours=2)}
    log(merenland.region, "2026-10", going_well="Veertig meiden.", **told)
    told = {"submitted_at": wednesday + datetime.timedelta(hours=9)}
    log(merenland.region, "2026-10", going_well="Vierendertig meiden.", **told)
    plan_digests(wednesday + datetime.timedelta(hours=16))
    assert not Digest.objects.exists()
    plan_digests(wednesday + day)
    digest = Digest.objects.get()
    assert Sections.of(digest).going_well[0].text == "Vierendertig meiden."
    assert Sections.of(digest).logs == [LogTold(Month(2026, 10), 2)]


def test_a_log_that_never_comes_holds_a_digest_until_the_day_after_it_was_due(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    plan_digests(LATEST - datetime.timedelta(seconds=1))
    assert not Digest.objects.exists()
    plan_digests(LATEST)
    assert Sections.of(Digest.objects.get()).is_silent


def test_planning_again_changes_nothing(october):
    for _time in range(3):
        plan(DUE)
    assert Digest.objects.count() == 1
    assert Mail.objects.filter(kind="digest").count() == 2
    assert Heartbeat.objects.get(part="planner").ran_at == DUE


def test_who_left_or_unsubscribed_gets_no_mail(october):
    Membership.objects.filter(user=october.chair).update(ends_on=datetime.date(2026, 10, 31))
    bas = Membership.objects.get(role=Role.BUSINESS).user
    Subscription.objects.create(
        user=bas, kind="digest", steering_group=october.group, unsubscribed_at=DUE
    )
    plan_digests(DUE)
    assert Digest.objects.get().readers == 0
    assert not Mail.objects.exists()


def test_after_ten_days_a_digest_is_kept_but_not_mailed(october):
    plan_digests(DUE + datetime.timedelta(days=10, minutes=1))
    assert Digest.objects.get().is_stale
    assert set(Mail.objects.values_list("state", flat=True)) == {"stale"}
    assert all(Mail.objects.values_list("reason", flat=True))


def test_three_missed_months_are_three_periods(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 8, 1)
    merenland.group.save()
    plan_digests(LATEST)
    states = dict(Digest.objects.values_list("month_on", "state"))
    assert [month.month for month in sorted(states)] == [8, 9, 10]
    assert list(Digest.objects.order_by("month_on").values_list("state", flat=True)) == [
        "stale",
        "stale",
        "planned",
    ]


def test_a_month_without_news_sends_no_mail(merenland, silent_october):
    plan_digests(DUE)
    digest = Digest.objects.get()
    assert digest.state == "empty" and digest.is_empty
    assert not Mail.objects.exists()


def test_a_group_may_ask_for_mail_without_news(merenland, silent_october):
    SteeringGroup.objects.update(wants_empty_digests=True)
    plan_digests(DUE)
    assert Digest.objects.get().state == "planned"
    assert Mail.objects.count() == 1


def test_an_open_obstacle_is_news_even_when_nothing_is_reported(merenland, silent_october):
    obstacle(merenland.region, "2.1", "2026-09")
    plan_digests(DUE)
    assert Digest.objects.get().state == "planned"


@pytest.fixture
def silent_october(merenland):
    """A log of October that says "nothing to report"."""
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 10, 1))
    return CheckIn.objects.create(
        region=merenland.region,
        plan=merenland.plan,
        month_on=datetime.date(2026, 10, 1),
        has_nothing_to_report=True,
        state="submitted",
        submitted_at=DUE - datetime.timedelta(days=2),
    )


def test_a_digest_never_changes(october):
    plan_digests(DUE)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Digest.objects.update(headline="Alles goed")


def test_no_month_is_in_two_digests(october):
    plan_digests(DUE)
    with pytest.raises(IntegrityError, match="no_month_in_two_digests"), transaction.atomic():
        Digest.objects.create(
            steering_group=october.group,
            from_on=datetime.date(2026, 9, 1),
            month_on=datetime.date(2026, 11, 1),
        )


def test_one_group_that_fails_stops_nobody_else(october, kustzoom, caplog):
    kustzoom.group.digests_from_on = datetime.date(2026, 10, 1)
    kustzoom.group.save()
    # a snapshot that nobody can read
    RegionMonth.objects.create(
        region=kustzoom.region,
        plan=kustzoom.plan,
        month_on=datetime.date(2026, 10, 1),
        as_of_on=datetime.date(2026, 10, 31),
        submitted_at=None,
        tempo_months=float("nan"),
    )
    with connection.cursor() as database:
        database.execute("UPDATE progress_regionmonth SET lines = '\"kapot\"'")
    mails, failures = plan_digests(LATEST)
    assert (mails, failures) == (2, 1)
    assert Digest.objects.get().steering_group == october.group


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(hours=st.lists(st.integers(0, 24 * 120), max_size=12))
def test_any_outage_leaves_the_same_digests(merenland, hours):
    Digest.objects.all().delete()
    Mail.objects.all().delete()
    begin = datetime.datetime(2026, 7, 1, tzinfo=AMSTERDAM)
    end = begin + datetime.timedelta(days=121)
    for hour in [*sorted(hours), 24 * 121]:
        plan_digests(begin + datetime.timedelta(hours=hour))
    months = list(Digest.objects.order_by("month_on").values_list("month_on", flat=True))
    last = Month.of(end).previous
    assert months == [month.first_day for month in Month.range(Month(2026, 1), last)]
    assert Mail.objects.count() == len(months)


@pytest.mark.django_db(transaction=True)
def test_ten_planners_at_once_make_one_digest_and_one_mail_each(october, kustzoom):
    kustzoom.group.digests_from_on = datetime.date(2026, 9, 1)
    kustzoom.group.save()
    assert in_parallel(10, lambda: plan_digests(LATEST)) == []
    assert Digest.objects.count() == 3
    assert Mail.objects.count() == 4
    assert sum(Digest.objects.values_list("readers", flat=True)) == 4


@pytest.mark.django_db(transaction=True)
def test_a_planner_that_looks_before_it_writes_would_double(october):
    """The broken twin: without the database's constraint the same race makes two."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE twin (name text)")
    start = threading.Barrier(4)

    def look_then_write():
        start.wait()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), pg_sleep(0.1) FROM twin")
            if not cursor.fetchone()[0]:
                cursor.execute("INSERT INTO twin VALUES ('digest')")

    try:
        assert in_parallel(4, look_then_write) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM twin")
            assert cursor.fetchone()[0] > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE twin")


def in_parallel(number, work) -> list[Exception]:
    """Run `work` in so many threads, each with its own connection; what went wrong."""
    faults: list[Exception] = []

    def run():
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def test_sealing_asks_as_much_for_many_members_as_for_few(october, django_assert_max_num_queries):
    refresh_region(october.region, Month(2026, 9), DUE)
    group = SteeringGroup.objects.select_related("region").get(pk=october.group.pk)
    with django_assert_max_num_queries(38):
        seal(group, Period(Month(2026, 10), Month(2026, 10)), DUE)
    for number in range(12):
        member(person(f"Lid{number} Test"), Role.SCHOOL_BOARD, october.region)
    log(october.region, "2026-11")
    later = DUE + datetime.timedelta(days=30)
    refresh_region(october.region, Month(2026, 11), later)
    with django_assert_max_num_queries(38):
        seal(group, Period(Month(2026, 11), Month(2026, 11)), later)
    assert Mail.objects.count() == 2 + 14


def test_a_region_without_a_plan_has_nothing_to_report(db):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    SteeringGroup.objects.create(region=region, digests_from_on=datetime.date(2026, 10, 1))
    plan_digests(DUE)
    assert not Digest.objects.exists()
    plan_digests(LATEST)
    assert Digest.objects.get().state == "empty"
