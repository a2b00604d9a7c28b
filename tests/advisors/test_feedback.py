"""Feedback on logs: how a log stands, who gives and who reads, returning once, withdrawing."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.feedback.reviews import ReviewRefused, Stand, give, mark_seen, rows_of, stand_of
from advisors.models import Review
from regions.months import Month
from regions.progress.models import CheckIn
from tests.conftest import NOW, Place, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.timedelta(days=1)
FEEDBACK = "/regions/merenland/feedback/"
OCTOBER = f"{FEEDBACK}2026-10/"
WORD = "kamperfoelie"
SAY = {"do": "say", "say-kind": "advice", "say-text": f"Begin klein {WORD}"}
RETURN = {"do": "return", "return-reason": "recovery", "return-text": f"Wie belt? {WORD}"}


@pytest.fixture
def october(merenland):
    return log(merenland.region, "2026-10", submitted_at=NOW - 10 * DAY)


def review(of: CheckIn, by, kind: str = "appreciation", **fields) -> Review:
    told = {"text": "" if kind == "seen" else f"Mooi {WORD}", **fields}
    return Review.objects.create(region=of.region, check_in=of, author=by, kind=kind, **told)


def stand(place: Place, month: str = "2026-10", now=NOW) -> Stand | None:
    return rows_of(place.region, [Month.parse(month)], place.advisor, now)[0].stand


def test_a_log_waits_thirty_days_and_then_reads_not_looked_at(merenland, october):
    came_in = october.submitted_at
    assert stand(merenland, now=came_in + 30 * DAY) == Stand.WAITING
    assert stand(merenland, now=came_in + 30 * DAY + datetime.timedelta(seconds=1)) == (
        Stand.NOT_LOOKED_AT
    )
    assert Stand.NOT_LOOKED_AT.label == "Niet bekeken"


@pytest.mark.parametrize("kind", ["seen", "question", "appreciation", "advice"])
def test_any_word_of_a_log_ends_the_waiting_for_good(merenland, october, kind):
    review(october, merenland.advisor, kind)
    assert stand(merenland) == stand(merenland, now=NOW + 365 * DAY) == Stand.SAID


def test_a_word_about_a_period_counts_for_the_logs_that_were_in(merenland, october):
    later = log(merenland.region, "2026-09", submitted_at=NOW + DAY)
    period = Review.objects.create(
        region=merenland.region, kind="advice", text="Rustig aan", author=merenland.advisor,
        from_on="2026-08-01", until_on="2026-10-01",
    )  # fmt: skip
    assert stand(merenland) == Stand.SAID
    assert stand_of(later, [period], NOW + 2 * DAY) == Stand.WAITING


def test_a_returned_log_is_settled_by_a_correction_only(merenland, october):
    review(october, merenland.advisor, "returned", reason="numbers")
    assert stand(merenland) == Stand.RETURNED
    CheckIn.objects.create(
        region=merenland.region, plan=merenland.plan, month_on="2026-10-01", version=2
    )
    assert stand(merenland) == Stand.RETURNED  # a draft is no fact
    CheckIn.objects.filter(state="draft").delete()
    second = log(merenland.region, "2026-10", submitted_at=NOW)
    assert stand(merenland) == stand(merenland, now=NOW + 99 * DAY) == Stand.CORRECTED
    review(second, merenland.advisor, "seen")
    assert stand(merenland) == Stand.SAID


def test_a_log_is_returned_once_whoever_tries_at_the_same_time(merenland, october):
    review(october, merenland.advisor, "returned", reason="numbers")
    with pytest.raises(IntegrityError), transaction.atomic():
        review(october, merenland.advisor, "returned", reason="unclear")
    again = Review(region=merenland.region, check_in=october, kind="returned", reason="unclear")
    with pytest.raises(ReviewRefused, match="al teruggegeven"):
        give(again)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "returned", "reason": ""},
        {"kind": "seen", "reason": "numbers"},
        {"kind": "advice", "text": ""},
        {"kind": "seen", "from_on": "2026-10-01", "until_on": "2026-10-01"},
    ],
)
def test_the_database_refuses_feedback_that_says_nothing(merenland, october, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        review(october, merenland.advisor, **wrong)


def test_the_advisor_sees_says_and_returns(merenland, october, browse):
    client = browse(merenland.advisor)
    for _click in (1, 2):
        assert client.post(OCTOBER, {"do": "seen"}).status_code == 302
    assert Review.objects.filter(kind="seen").count() == 1
    assert client.post(OCTOBER, SAY).url == OCTOBER
    assert client.post(OCTOBER, RETURN).url == OCTOBER
    page = client.get(OCTOBER).content.decode()
    assert WORD in page and "hoe het weer wordt opgepakt" in page.lower()
    assert 'value="return"' not in page
    refused = client.post(OCTOBER, RETURN)
    assert refused.status_code == 200 and "al teruggegeven" in refused.content.decode()
    assert Review.objects.count() == 3


def test_a_corrected_log_is_seen_in_one_click_from_the_list(merenland, october, browse):
    client, button = browse(merenland.advisor), 'value="seen"'
    assert button in client.get(FEEDBACK).content.decode()
    review(october, merenland.advisor, "returned", reason="numbers")
    assert button not in client.get(FEEDBACK).content.decode()
    log(merenland.region, "2026-10", submitted_at=NOW)
    assert button in client.get(FEEDBACK).content.decode()
    client.post(OCTOBER, {"do": "seen"})
    assert button not in client.get(FEEDBACK).content.decode()
    assert stand(merenland) == Stand.SAID


@pytest.mark.django_db(transaction=True)
def test_who_clicks_seen_twice_at_the_same_time_has_seen_it_once(merenland, october):
    def click(_number: int) -> None:
        mark_seen(october, merenland.advisor, NOW)
        connection.close()

    with ThreadPoolExecutor(4) as four:
        list(four.map(click, range(4)))
    assert Review.objects.count() == 1


def test_what_is_missing_is_told_and_what_was_typed_stays(merenland, october, browse):
    client = browse(merenland.advisor)
    answer = client.post(OCTOBER, {**RETURN, "return-reason": ""})
    assert answer.status_code == 422 and WORD in answer.content.decode()
    assert client.post(OCTOBER, {**SAY, "say-text": " "}).status_code == 422
    assert client.post(OCTOBER, {**SAY, "say-kind": "returned"}).status_code == 422
    answer = client.post(
        FEEDBACK, {"kind": "advice", "text": WORD, "first": "2026-10", "last": "2026-08"}
    )
    assert answer.status_code == 422 and WORD in answer.content.decode()
    assert not Review.objects.exists()


def test_a_period_stands_with_its_last_month(merenland, october, browse):
    client = browse(merenland.advisor)
    sent = {"kind": "advice", "text": WORD, "first": "2026-08", "last": "2026-09"}
    assert client.post(FEEDBACK, sent).url == FEEDBACK
    row = rows_of(merenland.region, [Month(2026, 9)], merenland.advisor, NOW)[0]
    assert row.log is None and [one.text for one in row.said] == [WORD]
    assert "augustus 2026 tot en met september 2026" in client.get(FEEDBACK).content.decode()


def test_the_leader_reads_and_the_advisor_sees_that(merenland, october, browse):
    first = review(october, merenland.advisor, "question")
    leader = browse(merenland.leader)
    page = leader.get(FEEDBACK).content.decode()
    assert WORD in page and "nieuw" in page and "Gelezen" in page
    late = review(october, merenland.advisor, "advice")
    leader.post(f"{FEEDBACK}read/", {"newest": first.pk})
    first.refresh_from_db()
    late.refresh_from_db()
    assert first.read_at and late.read_at is None  # it came after the page was opened
    assert "gelezen op 22 november" in browse(merenland.advisor).get(FEEDBACK).content.decode()
    assert leader.post(f"{FEEDBACK}read/", {"newest": "x"}).status_code == 302


def test_the_leader_of_a_returned_log_is_led_to_the_correction(merenland, october, browse):
    review(october, merenland.advisor, "returned", reason="numbers")
    link = reverse("check_in_correct", args=["merenland", "2026-10"])
    assert link in browse(merenland.leader).get(FEEDBACK).content.decode()
    assert link not in browse(merenland.advisor).get(FEEDBACK).content.decode()
    log(merenland.region, "2026-10")
    assert link not in browse(merenland.leader).get(FEEDBACK).content.decode()


def test_an_advisor_withdraws_their_own_within_a_day(merenland, october, browse, time_machine):
    time_machine.move_to(NOW, tick=False)
    own = review(october, merenland.advisor)
    colleague = person("Collega Ernaast")
    member(colleague, "advisor", merenland.region)
    address = reverse("feedback_withdraw", args=[own.pk])
    for other in (colleague, merenland.leader, merenland.chair):
        assert browse(other).post(address).status_code == 404
    time_machine.move_to(NOW + DAY + datetime.timedelta(seconds=1), tick=False)
    browse(merenland.advisor).post(address)
    assert Review.objects.exists()
    time_machine.move_to(NOW + DAY, tick=False)
    browse(merenland.advisor).post(address)
    assert not Review.objects.exists()


@pytest.fixture
def cast(merenland, kustzoom, bureau):
    deputy, former = person("Vera Waarneem"), person("Vroeger Adviseur")
    member(deputy, "deputy", merenland.region)
    member(former, "advisor", merenland.region, ends_on=NOW.date() - DAY)
    return {
        "leader": merenland.leader, "deputy": deputy, "advisor": merenland.advisor,
        "former": former, "chair": merenland.chair, "bureau": bureau,
        "leader elsewhere": kustzoom.leader, "advisor elsewhere": kustzoom.advisor,
        "nobody": person("Niemand Bekend"),
    }  # fmt: skip


def test_only_leaders_and_the_advisor_meet_a_word_of_it(cast, merenland, october, browse):
    """Every door: the region's list, the log, the bureau's counts, and the pages around them."""
    review(october, merenland.advisor)
    review(october, merenland.advisor, "returned", reason="unclear")
    doors = [
        FEEDBACK, OCTOBER, "/", "/advisors/", reverse("region", args=["merenland"]),
        reverse("check_in_month", args=["merenland", "2026-10"]),
        reverse("digests", args=["merenland"]), reverse("standing", args=["merenland"]),
    ]  # fmt: skip
    readers = {
        name
        for name, who in cast.items()
        if any(WORD in browse(who).get(door, follow=True).content.decode() for door in doors)
    }
    assert readers == {"leader", "deputy", "advisor"}
    counts = browse(cast["bureau"]).get(FEEDBACK).content.decode()
    assert "Waardering" in counts and browse(cast["bureau"]).get(OCTOBER).status_code == 403


def test_nobody_but_the_advisor_writes(cast, merenland, october, browse):
    met = {
        name: {
            browse(who).post(address, data).status_code
            for address, data in [(OCTOBER, SAY), (OCTOBER, {"do": "seen"}), (FEEDBACK, {})]
        }
        for name, who in cast.items()
        if name != "advisor"
    }
    here = ("leader", "deputy", "chair", "bureau")
    assert met == {name: {403} if name in here else {404} for name in met}
    assert not Review.objects.exists()


def test_who_may_read_feedback_is_led_there_from_the_log(cast, october, browse):
    address = reverse("check_in_month", args=["merenland", "2026-10"])
    led = {
        name
        for name in ("leader", "deputy", "advisor", "bureau")
        if OCTOBER in browse(cast[name]).get(address).content.decode()
    }
    assert led == {"leader", "deputy", "advisor"}


def test_a_month_without_a_log_has_no_page(merenland, browse):
    assert browse(merenland.advisor).get(OCTOBER).status_code == 404
    assert "Nog geen logs" in browse(merenland.advisor).get(FEEDBACK).content.decode()


def test_the_page_asks_as_much_for_a_year_of_feedback(merenland, october, browse):
    client = browse(merenland.advisor)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(FEEDBACK).status_code == 200
        return len(asked)

    review(october, merenland.advisor)
    few = queries()
    for number in range(1, 10):
        written = log(merenland.region, f"2026-0{number}", submitted_at=NOW)
        for kind in ("seen", "question", "advice"):
            review(written, merenland.advisor, kind)
    assert queries() == few <= 12
