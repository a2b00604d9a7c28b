"""Members answer, and their answers come to a decision: once, and never out of silence."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.plans.approve.approval import decide_change, take_over, withdraw_change
from regions.plans.models import Plan, PlanChange
from regions.steering.decisions.ballots import (
    Tally,
    VoteRefused,
    WhyNot,
    may_vote,
    members_on,
    tally_of,
)
from regions.steering.decisions.deciding import cast_vote, conclude
from regions.steering.models import Acceptance, Decision, Mandate, Vote
from tests.conftest import member, person

from .deciding_group import LATER, accept, asked, draft, new_mandate, seats

pytestmark = pytest.mark.django_db
FOR, AGAINST, ABSTAIN = Vote.Answer.FOR, Vote.Answer.AGAINST, Vote.Answer.ABSTAIN


def now() -> datetime.datetime:
    return timezone.now()


def state(change: PlanChange) -> str:
    change.refresh_from_db()
    return change.state


def test_without_a_chair_the_last_answer_takes_the_decision(merenland):
    users, change = seats(merenland, 3), asked(merenland)
    merenland.chair.memberships.update(role="school_board")
    assert cast_vote(change, users[0], FOR, "Goed plan", now()) is None
    assert cast_vote(change, users[1], AGAINST, "", now()) is None
    assert state(change) == PlanChange.State.PROPOSED
    taken = cast_vote(change, users[2], FOR, "", now())
    assert taken is not None and taken.is_accepted and taken.concluded_by is None
    assert (taken.members, taken.in_favour, taken.against, taken.not_seen) == (3, 2, 1, 0)
    assert state(change) == PlanChange.State.ACCEPTED
    assert change.decided_by == "stuurgroep Merenland, 3 van 3 leden"
    assert change.recorded_by is None
    assert Plan.objects.current().get(region=merenland.region) == merenland.plan
    take_over(taken.final_at)
    plan = Plan.objects.current().get(region=merenland.region)
    assert plan == change.new_plan
    moved = plan.activities.get(code="2.1")
    assert (moved.original_ends_on, moved.ends_on) == (datetime.date(2027, 12, 31), LATER)


def test_the_chair_establishes_it_as_soon_as_enough_answered(merenland):
    users, change = seats(merenland, 5), asked(merenland)
    for user in users[1:3]:
        cast_vote(change, user, FOR, "", now())
        with pytest.raises(VoteRefused, match="Minstens 3 van de 5"):
            conclude(change, merenland.chair, now())
    cast_vote(change, users[3], AGAINST, "", now())
    with pytest.raises(VoteRefused, match="waarom u niet op de anderen wacht"):
        conclude(change, merenland.chair, now())
    taken = conclude(change, merenland.chair, now(), "De scholen wachten.")
    assert taken.early_reason == "De scholen wachten."
    assert taken.is_accepted and taken.concluded_by == merenland.chair
    assert (taken.needed, taken.not_seen) == (3, 2)
    assert state(change) == PlanChange.State.ACCEPTED
    assert change.decided_by == "stuurgroep Merenland, 3 van 5 leden"
    assert change.recorded_by == merenland.chair


@pytest.mark.parametrize("answers", [[FOR, AGAINST], [AGAINST, AGAINST]])
def test_a_tie_and_a_no_leave_the_plan_as_it_is(merenland, answers):
    users, change = seats(merenland, 2), asked(merenland)
    for user, answer in zip(users, answers, strict=True):
        assert cast_vote(change, user, answer, "", now()) is None
    taken = conclude(change, merenland.chair, now())
    assert state(change) == PlanChange.State.REJECTED
    assert not taken.is_accepted and not taken.early_reason
    assert Plan.objects.current().get(region=merenland.region) == merenland.plan


def test_an_answer_may_change_until_the_decision_and_every_change_is_kept(merenland):
    users, change = seats(merenland, 3), asked(merenland)
    cast_vote(change, users[1], FOR, "", now())
    cast_vote(change, users[1], AGAINST, "Toch niet", now())
    vote = Vote.objects.get(change=change)
    assert (vote.answer, vote.note) == (AGAINST, "Toch niet")
    assert list(vote.events.order_by("pgh_id").values_list("answer", flat=True)) == [FOR, AGAINST]
    cast_vote(change, users[0], AGAINST, "", now())
    conclude(change, users[0], now(), "Geen tijd")
    with pytest.raises(VoteRefused, match="al besloten"):
        cast_vote(change, users[1], FOR, "", now())
    assert Vote.objects.get(change=change, user=users[1]).answer == AGAINST


def test_only_the_chair_establishes(merenland):
    users, change = seats(merenland, 3), asked(merenland)
    cast_vote(change, users[0], FOR, "", now())
    cast_vote(change, users[1], FOR, "", now())
    for user in (users[1], users[2]):
        with pytest.raises(VoteRefused, match="voorzitter"):
            conclude(change, user, now())
    assert not Decision.objects.exists()


def test_a_former_member_neither_answers_nor_counts(merenland):
    users, change = seats(merenland, 3), asked(merenland)
    cast_vote(change, users[2], FOR, "", now())
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    users[2].memberships.update(ends_on=yesterday)
    with pytest.raises(VoteRefused, match="leden van de stuurgroep"):
        cast_vote(change, users[2], AGAINST, "", now())
    assert tally_of(change, now()) == Tally(members=2, in_favour=0, against=0, needed=1)
    cast_vote(change, users[0], AGAINST, "", now())
    cast_vote(change, users[1], AGAINST, "", now())
    taken = conclude(change, users[0], now())
    assert (taken.members, taken.in_favour, taken.against) == (2, 0, 2)


def test_who_cannot_sign_in_holds_nobody_up(merenland):
    users, change = seats(merenland, 2), asked(merenland)
    users[1].is_active = False
    users[1].save()
    assert [seat.user for seat in members_on(merenland.region, timezone.localdate())] == users[:1]
    cast_vote(change, users[0], FOR, "", now())
    assert conclude(change, users[0], now()).not_seen == 0


def test_what_was_withdrawn_or_decided_elsewhere_meanwhile_is_refused(merenland, kustzoom):
    for place in (merenland, kustzoom):
        seats(place, 2)
    gone, on_paper = asked(merenland), asked(kustzoom)
    withdraw_change(gone, now())
    day = timezone.localdate()
    decide_change(
        on_paper, is_accepted=True, decided_on=day, decided_by="vergadering", recorded_by=None
    )
    for place, change in ((merenland, gone), (kustzoom, on_paper)):
        with pytest.raises(VoteRefused):
            cast_vote(change, place.chair, FOR, "", now())
        with pytest.raises(VoteRefused):
            conclude(change, place.chair, now())
    assert not Vote.objects.exists() and not Decision.objects.exists()


def test_why_somebody_may_not_answer(merenland, bureau):
    today = timezone.localdate()
    change = draft(merenland)
    assert may_vote(merenland.chair, change, today).why_not == WhyNot.NOT_ASKED
    PlanChange.objects.update(state="proposed", proposed_at=now())
    change.refresh_from_db()
    for user in (merenland.leader, merenland.advisor, bureau, person("Niemand Bekend")):
        assert may_vote(user, change, today).why_not == WhyNot.NO_MEMBER
    assert may_vote(merenland.chair, change, today).why_not == WhyNot.NOT_ACCEPTED
    accept(merenland, merenland.chair)
    assert may_vote(merenland.chair, change, today).is_open
    new_mandate(merenland, decides=["content"])
    assert may_vote(merenland.chair, change, today).why_not == WhyNot.NOT_COVERED
    Acceptance.objects.all().delete()
    Mandate.objects.all().delete()
    assert may_vote(merenland.chair, change, today).why_not == WhyNot.NO_MANDATE


def test_a_new_mandate_is_accepted_anew_before_answering(merenland):
    users, change = seats(merenland, 2), asked(merenland)
    cast_vote(change, users[0], FOR, "", now())
    new_mandate(merenland, quorum_percent=100)
    with pytest.raises(VoteRefused, match="mandaat"):
        cast_vote(change, users[1], FOR, "", now())
    accept(merenland, users[1])
    cast_vote(change, users[1], FOR, "", now())
    assert tally_of(change, now()).not_seen == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_chair", [False, True])
def test_two_at_once_make_one_decision(merenland, by_chair):
    """The last two members at once; or the last member while the chair establishes."""
    users, change = seats(merenland, 3), asked(merenland)
    cast_vote(change, users[2], FOR, "", now())
    if not by_chair:
        merenland.chair.memberships.update(role="school_board")
    if by_chair:
        cast_vote(change, users[0], FOR, "", now())
    met: list[object] = []
    barrier = threading.Barrier(2)

    def act(user, what) -> None:
        try:
            barrier.wait(timeout=10)
            if what == "conclude":
                met.append(conclude(change, user, now(), "Nu"))
            else:
                met.append(cast_vote(change, user, FOR, "", now()))
        except VoteRefused as refused:
            met.append(refused)
        finally:
            connection.close()

    first = (users[0], "conclude") if by_chair else (users[0], "vote")
    threads = [threading.Thread(target=act, args=act_of) for act_of in (first, (users[1], "vote"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(met) == 2
    assert Decision.objects.filter(change=change).count() == 1
    assert state(change) == PlanChange.State.ACCEPTED
    decision = change.decisions.get()
    assert decision.in_favour == Vote.objects.filter(change=change).count()


ACTS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([FOR, AGAINST, ABSTAIN, "conclude", "leave"])),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS, percent=st.sampled_from([1, 50, 75, 100]))
def test_whatever_they_do_the_outcome_is_what_the_counted_answers_say(merenland, acts, percent):
    with transaction.atomic():
        _walk(merenland, acts, percent)
        transaction.set_rollback(True)


def _walk(place, acts, percent) -> None:
    new_mandate(place, quorum_percent=percent)
    users, change = seats(place, 4), asked(place)
    told: dict[int, str] = {}
    seated, ended = set(range(4)), None
    for who, what in acts:
        try:
            if what == "leave":
                if who:  # the chair stays
                    day = timezone.localdate() - datetime.timedelta(days=1)
                    users[who].memberships.update(ends_on=day)
                    seated.discard(who)
                continue
            if what == "conclude":
                ended = conclude(change, users[who], now(), "Nu")
            else:
                before = ended
                ended = cast_vote(change, users[who], what, "", now())
                assert before is None and who in seated
                told[who] = what
        except VoteRefused:
            continue
        if ended:
            break
    counted = [answer for who, answer in told.items() if who in seated]
    for_it, against = counted.count(FOR), counted.count(AGAINST)
    if ended is None:
        assert state(change) == PlanChange.State.PROPOSED
        assert not Decision.objects.filter(change=change).exists()
        return
    assert (ended.in_favour, ended.against) == (for_it, against)
    assert ended.is_accepted == (for_it > against)
    assert ended.not_seen == len(seated) - len(counted) >= 0
    assert (state(change) == PlanChange.State.ACCEPTED) == ended.is_accepted
    assert len(counted) >= ended.needed >= 1


@given(
    members=st.integers(0, 40), parts=st.tuples(st.integers(0, 40), st.integers(0, 40)),
    needed=st.integers(1, 40),
)  # fmt: skip
def test_silence_never_accepts(members, parts, needed):
    tally = Tally(members, *parts, needed)
    assert tally.is_accepted == (parts[0] > parts[1])
    assert not Tally(members, 0, 0, needed).is_accepted
    assert not Tally(members, 0, 0, needed).is_quorate
    assert Tally(members, 0, 0, needed).outcome == PlanChange.State.REJECTED


def test_a_deputy_has_no_vote(merenland):
    deputy = person("Vervanger Test")
    member(deputy, "deputy", merenland.region)
    seats(merenland, 2)
    with pytest.raises(VoteRefused):
        cast_vote(asked(merenland), deputy, FOR, "", now())
