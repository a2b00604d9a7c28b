"""An obstacle lives on until it is picked up, moved or let go, in whatever order logs come in."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.obstacles.chapters import Chapter, Story, obstacles_from, retell_obstacles
from regions.progress.obstacles.story import obstacles_at

from .stories import log


def first(number: int) -> datetime.date:
    return datetime.date(2026, number, 1)


def behind(number: int, **words) -> Chapter:
    return Chapter(first(number), "behind", **{"problem": "Geen plekken", **words})


def states(*chapters: Chapter) -> list[tuple[str, int, int | None]]:
    return [
        (
            obstacle.state,
            obstacle.opened_on.month,
            obstacle.closed_on.month if obstacle.closed_on else None,
        )
        for obstacle in obstacles_from(chapters)
    ]


def test_an_obstacle_opens_with_the_month_it_is_told():
    assert states(behind(3)) == [("open", 3, None)]


def test_it_lives_on_while_nothing_is_said_of_it():
    assert states(behind(3), Chapter(first(4)), behind(5)) == [("open", 3, None)]


def test_the_latest_words_stand():
    told = obstacles_from([behind(3), behind(4, problem="Nu de bus", recovery="Andere bus")])
    assert (told[0].problem, told[0].recovery) == ("Nu de bus", "Andere bus")


@pytest.mark.parametrize("status", ["on_track", "done"])
def test_it_is_picked_up_when_the_activity_goes_well_again(status):
    assert states(behind(3), Chapter(first(4), status)) == [("picked_up", 3, 4)]


def test_an_activity_on_track_may_keep_its_obstacle():
    still = Chapter(first(4), "on_track", obstacle_fate="open")
    assert states(behind(3), still) == [("open", 3, None)]


@pytest.mark.parametrize("fate", ["picked_up", "moved", "let_go"])
def test_the_leader_says_how_it_ends(fate):
    assert states(behind(3), behind(4, obstacle_fate=fate)) == [(fate, 3, 4)]


def test_what_is_lost_is_let_go_and_what_is_postponed_is_not():
    assert states(behind(3), behind(4, outlook="lost")) == [("let_go", 3, 4)]
    assert states(behind(3), behind(4, outlook="postponed")) == [("open", 3, None)]


def test_after_one_obstacle_ended_another_can_begin():
    told = states(behind(3), Chapter(first(4), "on_track"), behind(6))
    assert told == [("picked_up", 3, 4), ("open", 6, None)]


def test_behind_without_a_problem_is_no_obstacle():
    assert states(Chapter(first(3), "behind")) == []


CHAPTERS = st.lists(
    st.builds(
        Chapter,
        st.integers(1, 12).map(first),
        status=st.sampled_from(["", "on_track", "behind", "stalled", "done"]),
        problem=st.sampled_from(["", "Geen plekken", "Geen docent"]),
        outlook=st.sampled_from(["", "recover", "postponed", "lost"]),
        obstacle_fate=st.sampled_from(["", "open", "picked_up", "moved", "let_go"]),
    ),
    unique_by=lambda snapshot: snapshot.month_on,
)


@given(CHAPTERS, st.randoms())
def test_the_order_in_which_logs_come_in_does_not_matter(chapters, random):
    shuffled = list(chapters)
    random.shuffle(shuffled)
    assert obstacles_from(shuffled) == obstacles_from(chapters)


@given(CHAPTERS)
def test_at_most_the_last_obstacle_is_open_and_months_never_overlap(chapters):
    stories = obstacles_from(chapters)
    assert all(story.closed_on is not None for story in stories[:-1])
    for story, following in itertools.pairwise(stories):
        assert story.opened_on <= story.closed_on <= following.opened_on


def in_order_of_arrival(chapters: list[Chapter]) -> list[Story]:
    """The twin that is wrong: it tells the story in the order in which logs came in."""
    stories: list[Story] = []
    for chapter in chapters:
        stories = stories or obstacles_from([chapter])
        if chapter.status == "on_track":
            stories = []
    return stories


def test_a_story_told_in_order_of_arrival_would_be_another_one():
    chapters = [behind(5), Chapter(first(4), "on_track")]
    assert in_order_of_arrival(chapters) != in_order_of_arrival(chapters[::-1])


SAID = (
    {"problem": "Te weinig plekken", "recovery": "Gesprek", "recovery_who": "Sanne"},
    {"status": "stalled", "problem": "Geen docent", "decision_asked": "Mag het later?"},
    {"problem": "Nu de bus", "recovery": "Andere bus"},
)


def test_an_earlier_month_reads_as_it_read_when_it_was_the_latest(merenland):
    """Also who picked it up, whether it stood still and what it asked, which changed since."""
    region, activity = merenland.region, Activity.objects.get(plan=merenland.plan, code="2.1")
    months = [Month(2026, number) for number in (8, 9, 10)]
    read = []
    for month, said in zip(months, SAID, strict=True):
        log(region, str(month), {"2.1": {"status": "behind", **said}})
        retell_obstacles(region, {activity.key})
        read.append(obstacles_at(region, month, month.last_day, True, True))
    again = [obstacles_at(region, month, month.last_day, False, True) for month in months]
    assert again == read
    assert [obstacle.is_stalled for shown, _solved in again for obstacle in shown] == [
        False,
        True,
        False,
    ]
    unsaid, _solved = obstacles_at(region, months[0], months[0].last_day, False, False)
    assert [(obstacle.problem, obstacle.recovery) for obstacle in unsaid] == [
        ("Te weinig plekken", "")
    ]
