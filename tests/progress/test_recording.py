"""Writing the monthly log: nothing lost, nothing overwritten, in once."""

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, connections

from regions.months import Month
from regions.plans.models import Activity, Milestone
from regions.progress.log.answers import Answer, NotInThisLog
from regions.progress.log.corrections import ReasonMissing, discard_correction, start_correction
from regions.progress.log.due import log_months, read_log_book
from regions.progress.log.finish.quick import Kept, keep_the_rest, reopen, report_nothing
from regions.progress.log.recording import (
    LogIsSubmitted,
    NotReady,
    save_answers,
    submit_check_in,
)
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet, Obstacle, RegionMonth

from .stories import NOW, log

NOVEMBER, OCTOBER = Month(2026, 11), Month(2026, 10)


@pytest.fixture
def codes(merenland) -> dict[str, Activity]:
    return {activity.code: activity for activity in merenland.plan.activities.all()}


def says(activity: Activity, status: str, revision: int = 0, **told) -> Answer:
    return Answer(activity.pk, revision, status, **told)


def save(place, *answers, month=NOVEMBER, **how):
    return save_answers(place.region, month, place.leader, NOW, answers, **how)


def all_on_track(place, month=NOVEMBER) -> CheckIn:
    told = [says(activity, "on_track") for activity in place.plan.activities.all()]
    return save(place, *told, month=month).check_in


def book_of(place, month=NOVEMBER):
    return read_log_book(place.region, month, NOW)


def submit(place, check_in, now=NOW) -> CheckIn:
    return submit_check_in(check_in, book_of(place, check_in.month), place.leader, now)


def test_the_first_answer_makes_the_draft(merenland, codes):
    saved = save(merenland, says(codes["1.1"], "on_track"))
    assert saved.revisions == {codes["1.1"].pk: 1}
    assert CheckIn.objects.get().state == "draft"


def test_reading_the_page_makes_nothing(merenland):
    assert book_of(merenland).check_in is None
    assert not CheckIn.objects.exists()


def test_the_same_answer_twice_is_stored_once(merenland, codes):
    answer = says(codes["1.1"], "on_track")
    save(merenland, answer)
    assert save(merenland, answer).revisions == {codes["1.1"].pk: 1}
    assert ActivityUpdate.objects.count() == 1


def test_a_second_editor_overwrites_nothing(merenland, codes):
    save(merenland, says(codes["1.1"], "behind", problem="Van de een"))
    saved = save(
        merenland, says(codes["1.1"], "stalled", problem="Van de ander"), says(codes["2.1"], "done")
    )
    (conflict,) = saved.conflicts
    assert (conflict.theirs.problem, conflict.mine.problem) == ("Van de een", "Van de ander")
    assert ActivityUpdate.objects.get(activity=codes["1.1"]).problem == "Van de een"
    assert saved.revisions == {codes["2.1"].pk: 1}


def test_who_saw_the_latest_words_may_change_them(merenland, codes):
    save(merenland, says(codes["1.1"], "behind", problem="Eerst"))
    saved = save(merenland, says(codes["1.1"], "behind", revision=1, problem="Daarna"))
    assert not saved.conflicts
    assert ActivityUpdate.objects.get().problem == "Daarna"


def test_the_text_of_the_month_is_not_overwritten_either(merenland):
    save(merenland, going_well=("Van de een", 0))
    saved = save(merenland, going_well=("Van de ander", 0))
    assert [conflict.activity_id for conflict in saved.conflicts] == [None]
    assert CheckIn.objects.get().going_well == "Van de een"


def test_an_activity_of_another_region_is_refused_and_nothing_is_kept(merenland, kustzoom, codes):
    with pytest.raises(NotInThisLog):
        save(merenland, says(codes["1.1"], "done"), says(kustzoom.plan.activities.first(), "done"))
    assert not ActivityUpdate.objects.exists()


def test_a_milestone_of_another_activity_is_refused(merenland, codes):
    milestone = codes["1.1"].milestones.first()
    with pytest.raises(NotInThisLog):
        save(merenland, says(codes["2.1"], "on_track", met={milestone.pk: NOW.date()}))


def test_a_milestone_is_met_and_taken_back(merenland, codes):
    milestone = codes["1.1"].milestones.first()
    day = datetime.date(2026, 11, 4)
    save(merenland, says(codes["1.1"], "on_track", met={milestone.pk: day}))
    assert book_of(merenland).met == {milestone.pk: day}
    save(merenland, says(codes["1.1"], "on_track", revision=1))
    assert not MilestoneMet.objects.exists()


def test_active_seconds_that_are_sent_twice_count_once(merenland):
    save(merenland, active=("a", 40))
    save(merenland, active=("a", 40))
    save(merenland, active=("a", 70))
    save(merenland, active=("b", 30))
    assert CheckIn.objects.get().active_seconds == 100


def test_one_answer_is_saved_in_few_queries(merenland, codes, django_assert_max_num_queries):
    save(merenland, says(codes["1.1"], "on_track"))
    with django_assert_max_num_queries(8):  # two of them are the savepoint of this test
        save(merenland, says(codes["1.1"], "behind", revision=1, problem="Geen docent"))


def test_a_log_with_an_open_row_is_not_in_and_says_which(merenland, codes):
    draft = save(merenland, says(codes["1.1"], "behind")).check_in
    with pytest.raises(NotReady) as stop:
        submit(merenland, draft)
    found = {(problem.activity_id, problem.field) for problem in stop.value.problems}
    assert found == {
        (codes["1.1"].pk, "problem"),
        (codes["1.2"].pk, "status"),
        (codes["2.1"].pk, "status"),
    }
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_log_that_is_in_writes_obstacle_and_snapshot(merenland, codes):
    all_on_track(merenland)
    told = says(codes["2.1"], "stalled", revision=1, counted=64, problem="Geen plekken")
    draft = save(merenland, told).check_in
    submit(merenland, draft)
    assert Obstacle.objects.get().problem == "Geen plekken"
    snapshot = RegionMonth.objects.get(region=merenland.region, month_on=NOVEMBER.first_day)
    assert (snapshot.stalled, snapshot.open_obstacles) == (1, 1)
    assert snapshot.submitted_at == NOW


def test_a_log_that_is_in_is_in_once(merenland):
    draft = all_on_track(merenland)
    first = submit(merenland, draft)
    later = NOW + datetime.timedelta(hours=1)
    assert submit(merenland, draft, later).submitted_at == first.submitted_at


def test_after_it_is_in_nothing_is_written_by_code_or_sql(merenland, codes):
    submit(merenland, all_on_track(merenland))
    with pytest.raises(LogIsSubmitted):
        save(merenland, says(codes["1.1"], "done"))
    with pytest.raises(DatabaseError, match="submitted log is locked"), connection.cursor() as sql:
        sql.execute("UPDATE progress_activityupdate SET status = 'done'")


def test_keep_the_rest_repeats_last_time_and_says_so(merenland, codes):
    log(
        merenland.region,
        "2026-10",
        {
            "1.1": {"status": "behind", "problem": "Ziek"},
            "2.1": {"status": "on_track", "counted": 7},
        },
    )
    save(merenland, says(codes["1.2"], "done"))
    assert keep_the_rest(book_of(merenland), merenland.leader, NOW) == Kept(2, 0, 0)
    kept = {
        update.activity.code: update for update in ActivityUpdate.objects.filter(is_unchanged=True)
    }
    assert (kept["1.1"].problem, kept["2.1"].counted) == ("Ziek", 7)
    assert set(kept) == {"1.1", "2.1"}


def test_what_was_marked_since_the_book_was_read_is_kept_with_the_rest(merenland, codes):
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track"}})
    book, milestone = book_of(merenland), codes["1.1"].milestones.first()
    save(merenland, says(codes["1.1"], "", met={milestone.pk: NOW.date()}))
    save(merenland, says(codes["2.1"], "behind", problem="Vol"))
    assert keep_the_rest(book, merenland.leader, NOW) == Kept(1, 1, 1)
    assert MilestoneMet.objects.get().update.status == "on_track"
    assert ActivityUpdate.objects.get(activity=codes["2.1"]).problem == "Vol"


def test_what_somebody_opened_since_the_book_was_read_is_asked_before_it_is_in(merenland, codes):
    log(merenland.region, "2026-10", {"1.1": {"status": "done"}})
    draft = save(merenland, says(codes["1.2"], "done"), says(codes["2.1"], "done")).check_in
    book = book_of(merenland)
    reopen(book, merenland.leader, NOW, codes["1.1"].pk)
    with pytest.raises(NotReady) as stop:
        submit_check_in(draft, book, merenland.leader, NOW)
    assert [problem.activity_id for problem in stop.value.problems] == [codes["1.1"].pk]


def test_a_month_without_news_is_in_with_one_step(merenland):
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track"}})
    done = report_nothing(book_of(merenland), merenland.leader, NOW)
    assert done.is_submitted and done.has_nothing_to_report


def test_what_was_done_is_not_asked_again_unless_it_is_opened(merenland, codes):
    log(merenland.region, "2026-10", {"1.1": {"status": "done"}})
    assert [activity.code for activity in book_of(merenland).done] == ["1.1"]
    reopen(book_of(merenland), merenland.leader, NOW, codes["1.1"].pk)
    assert codes["1.1"] in [row.activity for row in book_of(merenland).due]
    assert not save(merenland, says(codes["1.1"], "behind", problem="Toch niet")).conflicts


def test_the_page_knows_what_was_said_last_and_counted_last(merenland, codes):
    log(merenland.region, "2026-08", {"2.1": {"status": "on_track", "counted": 40}})
    log(merenland.region, "2026-09", {"2.1": {"status": "behind", "problem": "Vol"}})
    row = next(row for row in book_of(merenland).due if row.activity == codes["2.1"])
    assert (row.previous.status, row.counted_before) == ("behind", 40)


def test_a_milestone_of_an_earlier_log_is_not_asked_again(merenland, codes):
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track", "met": 1}})
    row = next(row for row in book_of(merenland).due if row.activity == codes["1.1"])
    assert [milestone.title for milestone in row.milestones] == ["Lesmateriaal getest"]


def test_what_starts_later_is_not_asked(merenland, codes):
    book = read_log_book(merenland.region, Month(2025, 6), NOW)
    assert [row.activity.code for row in book.due] == ["1.2"]
    assert [activity.code for activity in book.later] == ["1.1", "2.1"]


def test_the_plan_mark_follows_the_plan(merenland, codes):
    row = next(row for row in book_of(merenland).due if row.activity == codes["2.1"])
    days = (datetime.date(2026, 11, 22) - codes["2.1"].starts_on).days
    assert row.planned == pytest.approx(days / (codes["2.1"].ends_on - codes["2.1"].starts_on).days)


def test_months_run_from_the_start_of_the_plan_to_now(merenland):
    months = log_months(merenland.plan, NOW)
    assert (months[0], months[-1]) == (Month(2025, 1), NOVEMBER)


def test_a_correction_says_why_and_takes_everything_along(merenland, codes):
    milestone = codes["1.1"].milestones.first()
    draft = all_on_track(merenland)
    save(merenland, says(codes["1.1"], "on_track", revision=1, met={milestone.pk: NOW.date()}))
    submit(merenland, draft)
    with pytest.raises(ReasonMissing):
        start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, " ")
    second = start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, "Verteld")
    assert (second.version, second.updates.count()) == (2, 3)
    assert book_of(merenland).met == {milestone.pk: NOW.date()}
    assert start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, "Nog") == second


def test_a_correction_that_is_in_counts_and_one_that_is_dropped_leaves_nothing(merenland, codes):
    submit(merenland, all_on_track(merenland))
    start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, "Verteld")
    assert discard_correction(merenland.region, NOVEMBER, merenland.leader)
    assert CheckIn.objects.get().version == 1
    second = start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, "Verteld")
    save(merenland, says(codes["2.1"], "stalled", revision=1, problem="Geen plekken"))
    submit(merenland, second)
    snapshot = RegionMonth.objects.get(region=merenland.region, month_on=NOVEMBER.first_day)
    assert snapshot.stalled == 1
    discard_correction(merenland.region, NOVEMBER, merenland.leader)
    assert CheckIn.objects.count() == 2


def test_a_late_log_does_not_reopen_what_was_picked_up_later(merenland, codes):
    submit(merenland, all_on_track(merenland))
    all_on_track(merenland, OCTOBER)
    late = save(
        merenland, says(codes["2.1"], "behind", revision=1, problem="Vol"), month=OCTOBER
    ).check_in
    submit(merenland, late)
    obstacle = Obstacle.objects.get()
    assert (obstacle.state, obstacle.closed_on) == ("picked_up", NOVEMBER.first_day)


def test_a_draft_that_began_under_an_earlier_version_keeps_its_words(merenland, codes):
    save(merenland, says(codes["1.1"], "behind", problem="Van toen"))
    ActivityUpdate.objects.get()
    assert book_of(merenland).updates[codes["1.1"].pk].problem == "Van toen"
    assert Milestone.objects.count() == 2


def in_parallel(number: int, work) -> list[Exception]:
    faults: list[Exception] = []

    def run():
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.django_db(transaction=True)
def test_twenty_people_who_submit_the_same_log_make_one(merenland):
    draft = all_on_track(merenland)
    faults = in_parallel(20, lambda: submit(merenland, draft))
    assert not faults
    assert CheckIn.objects.filter(state="submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_open_the_month_at_once_share_one_draft(merenland, codes):
    activity = codes["1.1"]
    faults = in_parallel(8, lambda: save(merenland, says(activity, "on_track")))
    assert not faults
    assert (CheckIn.objects.count(), ActivityUpdate.objects.count()) == (1, 1)
