"""A shared way is shown beside an open obstacle that it fits, and to nobody who may not read it."""

import pytest
from django.db import DatabaseError, transaction

from advisors.answers.meaning import model
from advisors.lessons.matching import are_compared, counts_elsewhere, matches_for
from advisors.lessons.meanings import keep_lesson_meanings
from advisors.models import Lesson, LessonMeaning, LessonToTell, Question
from regions.plans.models import Activity
from regions.progress.models import Obstacle
from tests.canaries.lessons import picked_up, shared
from tests.conftest import NOW
from tests.progress.stories import obstacle as open_obstacle

STUCK = "Er zijn te weinig stageplekken voor leerlingen zonder vervoer."


@pytest.fixture
def way(merenland) -> Lesson:
    return shared(picked_up(merenland, "2.1", cause="partner"), problem=STUCK)


@pytest.fixture
def stuck(kustzoom) -> Obstacle:
    return open_obstacle(kustzoom.region, "2.1", "2026-09", problem="Iets heel anders hier")


def fits(obstacle: Obstacle) -> list[list[str]]:
    rows = Obstacle.objects.select_related("activity").filter(pk=obstacle.pk)
    return [[str(why) for why in one.why] for one in matches_for(list(rows)).get(obstacle.pk, [])]


def of_kind(monkeypatch, *places) -> None:
    """An approved plan is locked, so its activities get their kind before that."""
    import pgtrigger

    with pgtrigger.ignore():
        for place in places:
            Activity.objects.filter(plan=place.plan, code="2.1").update(kind="placement")


def test_two_of_kind_cause_and_words_must_agree(merenland, kustzoom, way, stuck, monkeypatch):
    assert fits(stuck) == []
    Obstacle.objects.filter(pk=stuck.pk).update(cause="partner")
    assert fits(stuck) == []  # the cause alone
    of_kind(monkeypatch, merenland, kustzoom)
    assert fits(stuck) == [["dezelfde soort activiteit", "dezelfde oorzaak"]]
    Obstacle.objects.filter(pk=stuck.pk).update(cause="", problem=STUCK)
    assert fits(stuck) == [["dezelfde soort activiteit", "lijkt erop"]]
    Lesson.objects.filter(pk=way.pk).update(withdrawn_at=NOW)
    assert fits(stuck) == []


def test_a_region_is_not_told_its_own_way(merenland, way):
    own = open_obstacle(merenland.region, "2.1", "2026-10", problem=STUCK, cause="partner")
    assert fits(own) == []


def test_the_dashboard_says_so_to_the_leader_and_not_to_the_group(
    merenland, kustzoom, way, stuck, browse, snapshots
):
    Obstacle.objects.filter(pk=stuck.pk).update(cause="partner", problem=STUCK)
    assert counts_elsewhere([stuck.pk]) == {stuck.pk: 1}
    address = f"/regions/{kustzoom.slug}/"
    assert "Dit is elders opgepakt" in browse(kustzoom.leader).get(address).content.decode()
    assert "Dit is elders opgepakt" not in browse(kustzoom.chair).get(address).content.decode()
    html = browse(kustzoom.leader).get(f"{address}obstacles/{stuck.pk}/").content.decode()
    assert way.approach in html and "Merenland" not in html
    assert "Leg op de belkaart" not in html


def test_an_advisor_lays_it_on_the_card_and_sends_it_as_a_question(
    merenland, kustzoom, way, stuck, browse
):
    Obstacle.objects.filter(pk=stuck.pk).update(cause="partner", problem=STUCK)
    client, base = browse(kustzoom.advisor), f"/regions/{kustzoom.slug}/"
    html = client.get(f"/advisors/ways/{way.pk}/").content.decode()
    assert "Leg op de belkaart van Kustzoom" in html
    for _twice in range(2):
        client.post(f"{base}ways/{way.pk}/put/", {"obstacle": stuck.pk})
    row = LessonToTell.objects.get()
    assert (row.region, row.obstacle, row.put_by) == (kustzoom.region, stuck, kustzoom.advisor)
    card = client.get(f"{base}call-card/").content.decode()
    assert way.approach in card
    client.post(f"{base}ways/told/{row.pk}/")
    assert way.approach not in client.get(f"{base}call-card/").content.decode()
    form = client.get(f"{base}ways/{way.pk}/ask/?obstacle={stuck.pk}").content.decode()
    assert "Stages leerjaar 3" in form
    client.post(f"{base}ways/{way.pk}/ask/", {"text": "Past dit?", "obstacle": stuck.pk})
    question = Question.objects.get()
    assert (question.lesson, question.asked_of) == (way, "leader")
    page = browse(kustzoom.leader).get(f"/advisors/questions/{question.pk}/").content.decode()
    assert way.approach in page and "Merenland" not in page


def test_an_obstacle_of_another_region_cannot_be_named(merenland, kustzoom, way, browse):
    foreign = open_obstacle(merenland.region, "1.1", "2026-10", problem="Geheim")
    client, base = browse(kustzoom.advisor), f"/regions/{kustzoom.slug}/"
    client.post(f"{base}ways/{way.pk}/put/", {"obstacle": foreign.pk})
    assert LessonToTell.objects.get().obstacle is None
    html = client.get(f"{base}ways/{way.pk}/ask/?obstacle={foreign.pk}").content.decode()
    assert foreign.activity.title not in html


needs_meaning = pytest.mark.skipif(not model.name(), reason="no model here")


@needs_meaning
def test_only_what_is_shared_is_embedded_and_withdrawn_its_vector_goes(merenland, way, stuck):
    if not are_compared():
        pytest.skip("this Postgres has no pgvector")
    silent = picked_up(merenland, "1.1", problem="Nooit gedeeld")
    assert keep_lesson_meanings() == 2 and keep_lesson_meanings() == 0
    assert set(LessonMeaning.objects.values_list("lesson", "obstacle")) == {
        (way.pk, None), (None, stuck.pk),
    }  # fmt: skip
    assert not LessonMeaning.objects.filter(obstacle=silent).exists()
    Lesson.objects.filter(pk=way.pk).update(withdrawn_at=NOW)
    assert not LessonMeaning.objects.filter(lesson=way).exists()  # before any job ran
    with pytest.raises(DatabaseError), transaction.atomic():
        LessonMeaning.objects.create(lesson=way, model="x", made_of="x", vector=[0.0] * 384)
    Obstacle.objects.filter(pk=stuck.pk).update(state="picked_up", closed_on="2026-11-01")
    keep_lesson_meanings()
    assert not LessonMeaning.objects.exists()


@needs_meaning
def test_what_means_the_same_in_other_words_fits(merenland, kustzoom, way, stuck, monkeypatch):
    if not are_compared():
        pytest.skip("this Postgres has no pgvector")
    Obstacle.objects.filter(pk=stuck.pk).update(
        cause="partner",
        problem="Wie niet met de bus of de fiets kan komen, vindt geen bedrijf voor stage.",
    )
    keep_lesson_meanings()
    assert fits(stuck) in ([["dezelfde oorzaak", "lijkt erop"]], [])
    Obstacle.objects.filter(pk=stuck.pk).update(problem="Nu iets heel anders")
    assert fits(stuck) == []  # its vector is of other words
