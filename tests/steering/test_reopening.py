"""Within 48 hours a decision may be asked again, with a reason; after that nothing moves it."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from regions.plans.approve.approval import decide_change, reopen_change, take_over
from regions.plans.models import Plan, PlanChange
from regions.plans.versions import PlanRefused, start_draft
from regions.steering.decisions.ballots import VoteRefused
from regions.steering.decisions.deciding import cast_vote, conclude, reopen
from regions.steering.decisions.register import register_of
from regions.steering.models import Decision
from regions.steering.models.decisions import REOPENING

from .deciding_group import asked, seats

pytestmark = pytest.mark.django_db
BASE = "/regions/merenland/steering/decisions/"
WHY = "Een bedrijf haakte af."


def now() -> datetime.datetime:
    return timezone.now()


def decided(place, answer: str = "for") -> tuple[PlanChange, Decision, list]:
    """A decision of three members, of whom the last did not answer."""
    users, change = seats(place, 3), asked(place)
    for user in users[:2]:
        cast_vote(change, user, answer, "", now())
    taken = conclude(change, users[0], now(), "Nu")
    change.refresh_from_db()
    return change, taken, users


def holding(place) -> Plan:
    return Plan.objects.current().get(region=place.region)


def test_an_accepted_version_holds_after_48_hours_and_not_before(merenland):
    change, taken, _users = decided(merenland)
    assert change.holds_from_at == taken.final_at
    assert take_over(taken.final_at - datetime.timedelta(seconds=1)) == 0
    assert holding(merenland) == merenland.plan
    assert take_over(taken.final_at) == 1
    assert take_over(taken.final_at) == 0
    assert holding(merenland) == change.new_plan
    assert holding(merenland).approved_on == timezone.localdate(taken.final_at)


@pytest.mark.parametrize("late", [datetime.timedelta(0), datetime.timedelta(days=9)])
def test_a_planner_that_comes_late_approves_as_of_the_right_day(merenland, late):
    _change, taken, _users = decided(merenland)
    take_over(taken.final_at + late)
    assert holding(merenland).approved_on == timezone.localdate(taken.final_at)


@pytest.mark.parametrize("answer", ["for", "against"])
@pytest.mark.parametrize("who", [0, 1])
def test_the_chair_or_who_voted_reopens_it_with_a_reason(merenland, answer, who):
    change, taken, users = decided(merenland, answer)
    number = change.number
    reopen(change, users[who], now(), WHY)
    change.refresh_from_db()
    assert change.state == PlanChange.State.PROPOSED and change.decided_on is None
    assert take_over(taken.final_at + REOPENING) == 0
    assert holding(merenland) == merenland.plan
    cast_vote(change, users[2], "for", "Toch goed", now())
    again = conclude(change, users[0], now())
    change.refresh_from_db()
    assert change.number == number
    kept = Decision.objects.get(pk=taken.pk)
    assert (kept.reopen_reason, kept.reopened_by, kept.in_favour) == (
        WHY, users[who], taken.in_favour,
    )  # fmt: skip
    assert again.not_seen == 0 and Decision.objects.filter(change=change).count() == 2


def test_who_did_not_answer_reopens_nothing_and_neither_do_others(merenland, bureau):
    change, _taken, users = decided(merenland)
    for user in (users[2], merenland.leader, merenland.advisor, bureau):
        with pytest.raises(VoteRefused, match="niet \\(meer\\) heropenen"):
            reopen(change, user, now(), WHY)
    with pytest.raises(VoteRefused, match="Schrijf op waarom"):
        reopen(change, users[0], now(), "  ")
    change.refresh_from_db()
    assert change.state == PlanChange.State.ACCEPTED


def test_after_48_hours_nobody_reopens_it(merenland):
    change, taken, users = decided(merenland)
    with pytest.raises(VoteRefused):
        reopen(change, users[0], taken.final_at, WHY)
    take_over(taken.final_at)
    with pytest.raises(PlanRefused, match="geldt al"):
        reopen_change(change)


def test_a_next_change_waits_until_the_version_holds(merenland):
    change, taken, _users = decided(merenland)
    with pytest.raises(PlanRefused, match="gaat binnen 48 uur in"):
        start_draft(merenland.region, merenland.leader)
    take_over(taken.final_at)
    assert start_draft(merenland.region, merenland.leader).change.base_plan == change.new_plan


def test_what_was_not_accepted_stays_so_once_a_next_change_is_written(merenland):
    change, _taken, users = decided(merenland, "against")
    start_draft(merenland.region, merenland.leader)
    with pytest.raises(VoteRefused, match="volgende wijziging"):
        reopen(change, users[0], now(), WHY)
    assert not Decision.objects.exclude(reopened_at=None).exists()


def test_the_database_keeps_a_decision_and_its_reopening_as_they_were(merenland):
    change, taken, users = decided(merenland)
    late = taken.final_at + datetime.timedelta(seconds=1)
    for told in (
        {"in_favour": 3},
        {"reopened_at": late, "reopen_reason": WHY},
        {"reopened_at": now()},
    ):
        with pytest.raises(Exception, match=r"Cannot update|violates"), transaction.atomic():
            Decision.objects.filter(pk=taken.pk).update(**told)
    reopen(change, users[0], now(), WHY)
    for told in ({"reopen_reason": "Anders"}, {"reopened_at": None, "reopen_reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=taken.pk).update(**told)


@pytest.mark.django_db(transaction=True)
def test_two_who_reopen_or_take_over_at_once_do_one_thing(merenland):
    """One reopens at the last moment while the planner lets the version hold."""
    change, taken, users = decided(merenland)
    barrier, met = threading.Barrier(2), []

    def run(act) -> None:
        try:
            barrier.wait(timeout=10)
            met.append(bool(act()))
        except VoteRefused:
            met.append(False)
        finally:
            connection.close()

    just_before = taken.final_at - datetime.timedelta(seconds=1)
    acts = [
        lambda: reopen(change, users[0], just_before, WHY),
        lambda: take_over(taken.final_at),
    ]
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    change.refresh_from_db()
    assert sorted(met) == [False, True]
    is_reopened = change.state == PlanChange.State.PROPOSED
    assert (holding(merenland) == merenland.plan) == is_reopened
    assert Decision.objects.filter(reopened_at=None).exists() != is_reopened


@given(
    hours=st.lists(st.integers(0, 100), min_size=1, max_size=6),
)
def test_the_window_is_the_same_for_reopening_and_for_the_plan(hours):
    concluded = datetime.datetime(2027, 3, 27, 12, tzinfo=datetime.UTC)  # over summer time
    decision = Decision(concluded_at=concluded)
    for hour in hours:
        at = concluded + datetime.timedelta(hours=hour)
        assert (at < decision.final_at) == (hour < 48)


def test_the_page_offers_it_to_who_may_and_keeps_the_record(merenland, browse):
    change, _taken, users = decided(merenland)
    address = f"{BASE}{change.pk}/"
    assert "Heropen dit besluit" in browse(users[1]).get(address).content.decode()
    for reader in (users[2], merenland.leader, merenland.advisor):
        assert "Heropen dit besluit" not in browse(reader).get(address).content.decode()
    assert browse(users[1]).post(f"{address}reopen/", {"reason": ""}).status_code == 422
    browse(users[1]).post(f"{address}reopen/", {"reason": WHY})
    for reader in (users[2], merenland.leader, merenland.advisor):
        assert WHY in browse(reader).get(address).content.decode()


def test_the_register_numbers_per_region_and_year_and_keeps_the_number(merenland, kustzoom):
    change, _taken, users = decided(merenland)
    reopen(change, users[0], now(), WHY)
    year = timezone.localdate().year
    entry = register_of(merenland.region, year)[0]
    assert entry.number == f"{year}-1" and entry.outcome == "Heropend, nog niet opnieuw besloten"
    assert WHY in entry.reopened[0] and not entry.is_counted
    conclude(change, users[0], now(), "Nu")
    assert register_of(merenland.region, year)[0].counts == (2, 0, 0, 1)
    other = asked(kustzoom)
    decide_change(
        other, is_accepted=True, decided_on=timezone.localdate(), decided_by="x", recorded_by=None
    )
    assert register_of(kustzoom.region, year)[0].number == f"{year}-1"


def test_the_register_is_a_page_and_a_file_where_no_cell_is_a_formula(merenland, browse):
    change, _taken, users = decided(merenland)
    PlanChange.objects.update(title='=HYPERLINK("kwaad")')
    reopen(change, users[0], now(), "+1+1")
    client = browse(merenland.advisor)
    assert "+1+1" in client.get(f"{BASE}register/").content.decode()
    text = client.get(f"{BASE}register/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text and '"=HYPERLINK' not in text
