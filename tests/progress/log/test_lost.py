"""Lost results and activities that lie still are told, whatever else their log says."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.models import Obstacle
from regions.progress.obstacles.chapters import Chapter, obstacles_from, retell_obstacles
from regions.progress.obstacles.lost import lost_and_stalled
from tests.progress.stories import log

QUESTION = "Mogen de 14 docenten naar het najaar van 2027?"
NOVEMBER = Month(2026, 11)


def tell(place, month: str, **told) -> None:
    log(place.region, month, {"2.1": told})
    retell_obstacles(place.region, {Activity.objects.get(plan=place.plan, code="2.1").key})


def worst(place, month: Month = NOVEMBER, first: Month | None = None):
    return lost_and_stalled(place.region, month, first)


def test_what_lies_still_and_is_lost_keeps_its_question_and_its_obstacle(merenland):
    tell(merenland, "2026-10", status="stalled", problem="Geen docent", decision_asked="Betaalt u?")
    tell(
        merenland, "2026-11", status="stalled", problem="Nog geen docent", outlook="lost",
        lost_count=14, decision_asked=QUESTION,
    )  # fmt: skip
    (news,) = worst(merenland)
    assert (news.is_lost, news.is_stalled, news.lost_count) == (True, True, 14)
    assert (news.decision_asked, news.problem) == (QUESTION, "Nog geen docent")
    assert (news.since, news.told_in) == (Month(2026, 10), NOVEMBER)
    obstacle = Obstacle.objects.get()
    assert (obstacle.state, obstacle.decision_asked) == ("open", QUESTION)


@pytest.mark.parametrize("fate", ["", "open", "picked_up", "moved", "let_go"])
@pytest.mark.parametrize("outlook", ["", "recover", "postponed", "lost"])
def test_an_activity_that_lies_still_has_an_open_obstacle_with_its_question(
    merenland, fate, outlook
):
    tell(merenland, "2026-10", status="behind", problem="Geen docent")
    tell(
        merenland, "2026-11", status="stalled", problem="Het lokaal is dicht", outlook=outlook,
        obstacle_fate=fate, decision_asked=QUESTION,
    )  # fmt: skip
    still = Obstacle.objects.get(state="open")
    assert (still.is_stalled, still.decision_asked) == (True, QUESTION)
    assert [news.is_stalled for news in worst(merenland)] == [True]


def test_what_was_picked_up_keeps_its_own_words_when_something_else_lies_still(merenland):
    tell(merenland, "2026-10", status="behind", problem="Geen docent")
    tell(merenland, "2026-11", status="stalled", problem="Lokaal dicht", obstacle_fate="picked_up")
    told = Obstacle.objects.order_by("opened_on").values_list("problem", "state", "opened_on")
    assert list(told) == [
        ("Geen docent", "picked_up", datetime.date(2026, 10, 1)),
        ("Lokaal dicht", "open", datetime.date(2026, 11, 1)),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"status": "behind", "problem": "Te laat", "outlook": "lost", "lost_count": 3},
        {"status": "on_track", "obstacle_fate": "let_go"},
    ],
)
def test_a_loss_is_told_for_a_year_also_when_the_activity_goes_well_since(merenland, told):
    tell(merenland, "2026-08", status="behind", problem="Te laat")
    tell(merenland, "2026-09", **told)
    tell(merenland, "2026-10", status="on_track")
    (news,) = worst(merenland)
    assert (news.is_lost, news.is_stalled, news.problem) == (True, False, "Te laat")
    assert [found.key for found in worst(merenland, Month(2027, 8))] == [news.key]
    assert worst(merenland, Month(2027, 9)) == []
    assert worst(merenland, NOVEMBER, first=Month(2026, 10)) == []
    assert worst(merenland, Month(2026, 8)) == []


def test_what_stood_still_and_goes_on_is_not_told(merenland):
    tell(merenland, "2026-09", status="stalled", problem="Geen docent")
    tell(merenland, "2026-10", status="behind", problem="Docent begint")
    assert worst(merenland) == []


def test_a_loss_of_what_lies_still_can_be_taken_back(merenland):
    tell(merenland, "2026-09", status="stalled", problem="Geen docent", outlook="lost")
    tell(merenland, "2026-10", status="stalled", problem="Docent gevonden", outlook="recover")
    (news,) = worst(merenland)
    assert (news.is_lost, news.is_stalled) == (False, True)


def test_a_result_that_was_lost_ends_as_lost_and_not_as_solved(merenland):
    tell(merenland, "2026-09", status="stalled", problem="Geen docent", outlook="lost")
    tell(merenland, "2026-10", status="on_track")
    assert Obstacle.objects.get().state == "let_go"
    assert worst(merenland)[0].is_lost


def test_the_worst_news_is_one_query(merenland, django_assert_num_queries):
    tell(merenland, "2026-09", status="stalled", problem="Geen docent", outlook="lost")
    with django_assert_num_queries(1):
        worst(merenland)


CHAPTERS = st.lists(
    st.builds(
        Chapter,
        st.integers(1, 12).map(lambda number: datetime.date(2026, number, 1)),
        status=st.sampled_from(["", "on_track", "behind", "stalled", "done"]),
        problem=st.sampled_from(["Geen plekken", "Geen docent"]),
        outlook=st.sampled_from(["", "recover", "postponed", "lost"]),
        obstacle_fate=st.sampled_from(["", "open", "picked_up", "moved", "let_go"]),
        decision_asked=st.sampled_from(["", QUESTION]),
    ),
    unique_by=lambda chapter: chapter.month_on,
)


@given(CHAPTERS)
def test_whatever_is_said_what_lies_still_last_is_open_with_what_it_asks(chapters):
    last = max(
        (chapter for chapter in chapters if chapter.status), key=lambda c: c.month_on, default=None
    )
    stories = obstacles_from(chapters)
    later = [c for c in chapters if last and c.month_on > last.month_on and c.obstacle_fate]
    if last and last.status == "stalled" and not later:
        assert stories[-1].closed_on is None
        assert (stories[-1].is_stalled, stories[-1].decision_asked) == (True, last.decision_asked)


@pytest.mark.parametrize("reader", ["leader", "chair"])
def test_the_dashboard_tells_what_is_lost_under_a_heading_of_its_own(merenland, browse, reader):
    tell(
        merenland, "2026-10", status="stalled", problem="Geen docent", outlook="lost",
        lost_count=14, decision_asked=QUESTION,
    )  # fmt: skip
    with time_machine.travel(datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)):
        response = browse(getattr(merenland, reader)).get(f"/regions/{merenland.slug}/")
    html = response.content.decode()
    assert "Wat we niet meer halen</h2>" in html
    assert "Niet meer in te halen: 14 stageplekken. Geen docent" in html
    assert "Er staat geen ander obstakel open." in html
    assert html.count(QUESTION) == html.count("<div>Niet meer in te halen:") == 1


def test_what_lies_still_month_after_month_lies_still_since_the_first(merenland):
    for month in ("2026-08", "2026-09", "2026-10"):
        tell(merenland, month, status="stalled", problem="Geen docent", outlook="postponed")
    (news,) = worst(merenland)
    assert (news.since, news.told_in) == (Month(2026, 8), Month(2026, 10))
