"""Others read how an obstacle was picked up while its leader agrees, and not a word more."""

import pytest
from django.db import DatabaseError, transaction

from advisors.lessons import doors
from advisors.models import Lesson, LessonToTell, Question
from regions.partners.models import Business, ContactPerson, Partnership
from regions.progress.models import Obstacle
from tests.canaries.lessons import picked_up, shared
from tests.conftest import LONG_AGO, NOW

SHOWN = {
    "problem": "De werkplaats was bezet.",
    "approach": "Elke dinsdag naar het mbo.",
    "region": "unnamed",
}


@pytest.fixture
def obstacle(merenland) -> Obstacle:
    return picked_up(merenland, problem="Geheim van binnen", recovery="Zo deden wij het")


def path(obstacle: Obstacle, step: str = "") -> str:
    return f"/regions/{obstacle.region.slug}/obstacles/{obstacle.pk}/{step}"


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def everywhere(client, lesson: Lesson) -> str:
    """All pages on which somebody of the network could meet it."""
    page = client.get(f"/advisors/ways/{lesson.pk}/").content.decode()
    return read(client, "/advisors/ways/") + page


def test_the_leader_is_asked_and_sees_the_exact_words_first(merenland, obstacle, browse):
    client = browse(merenland.leader)
    assert "Mogen andere regio's lezen hoe jullie dit oppakten?" in read(client, path(obstacle))
    html = read(client, path(obstacle, "share/"))
    assert "Zo deden wij het" in html and "Geheim van binnen" in html
    assert doors.consent_text(merenland.region) in html.replace("&#x27;", "'")


def test_what_is_shared_is_what_was_agreed_to_and_no_other_word(
    merenland, kustzoom, obstacle, browse
):
    answer = browse(merenland.leader).post(path(obstacle, "share/"), SHOWN)
    assert answer.status_code == 302
    lesson = Lesson.objects.get()
    assert (lesson.given_by, lesson.given_at, lesson.names_region) == (merenland.leader, NOW, False)
    assert lesson.consent_text == doors.consent_text(merenland.region, False)
    for reader in (kustzoom.leader, kustzoom.advisor):
        html = everywhere(browse(reader), lesson)
        assert html.count("Elke dinsdag naar het mbo.") == 2
        for word in ("Geheim van binnen", "Zo deden wij het", merenland.leader.name):
            assert word not in html
        assert "Merenland" not in html
    assert "Merenland" in everywhere(browse(merenland.advisor), lesson)


def test_with_its_name_every_region_reads_which_it_is(merenland, kustzoom, obstacle, browse):
    browse(merenland.leader).post(path(obstacle, "share/"), SHOWN | {"region": "named"})
    assert "Merenland" in everywhere(browse(kustzoom.leader), Lesson.objects.get())


def test_a_steering_group_meets_none_of_it(merenland, obstacle, browse):
    lesson = shared(obstacle)
    client = browse(merenland.chair)
    for address, status in (
        ("/advisors/ways/", 404), (f"/advisors/ways/{lesson.pk}/", 404), (path(obstacle), 403),
        (f"/regions/{merenland.slug}/obstacles/", 403),
    ):  # fmt: skip
        assert client.get(address).status_code == status
    assert lesson.approach not in read(client, f"/regions/{merenland.slug}/")


def test_withdrawn_it_is_gone_everywhere_at_once(merenland, kustzoom, obstacle, browse):
    lesson = shared(obstacle)
    LessonToTell.objects.create(region=kustzoom.region, lesson=lesson)
    question = Question.objects.create(
        region=kustzoom.region, asked_by=kustzoom.advisor, asked_of="leader", text="Iets voor jou?",
        lesson=lesson,
    )  # fmt: skip
    pages = {
        f"/regions/{kustzoom.slug}/call-card/": kustzoom.advisor,
        f"/advisors/questions/{question.pk}/": kustzoom.leader,
        "/advisors/ways/": kustzoom.leader,
    }
    for address, reader in pages.items():
        assert lesson.approach in read(browse(reader), address)
    answer = browse(merenland.leader).post(path(obstacle, "keep/"))
    assert answer.status_code == 302
    for address, reader in pages.items():
        assert lesson.approach not in read(browse(reader), address)
    assert browse(kustzoom.leader).get(f"/advisors/ways/{lesson.pk}/").status_code == 404
    lesson.refresh_from_db()
    assert (lesson.withdrawn_by, lesson.withdrawn_at) == (merenland.leader, NOW)
    assert doors.answer_about(obstacle).is_shared is False  # and nobody asks again


def test_no_is_an_answer_too_and_is_not_asked_again(merenland, obstacle, browse):
    assert [row.pk for row in doors.to_ask(merenland.region, NOW.date())] == [obstacle.pk]
    client = browse(merenland.leader)
    client.post(path(obstacle, "keep/"))
    assert not doors.to_ask(merenland.region, NOW.date())
    assert "Dit blijft binnen je regio" in read(client, path(obstacle))
    assert not Lesson.objects.shared().exists()
    client.post(path(obstacle, "share/"), SHOWN)  # after all
    assert Lesson.objects.shared().count() == 1


def test_an_obstacle_that_is_open_again_is_not_told_as_picked_up(merenland, obstacle):
    lesson = shared(obstacle)
    assert lesson.is_open
    Obstacle.objects.filter(pk=obstacle.pk).update(state="open", closed_on=None)
    assert not Lesson.objects.shared().exists()
    assert not Lesson.objects.select_related("obstacle").get().is_open


def test_consent_is_about_one_obstacle_and_not_about_another_in_its_place(merenland, obstacle):
    """Logs are told anew after a correction, and may put another obstacle in the same row."""
    shared(obstacle)
    Obstacle.objects.filter(pk=obstacle.pk).update(opened_on="2026-09-01")
    obstacle.refresh_from_db()
    assert not Lesson.objects.shared().exists()
    assert doors.answer_about(obstacle) is None
    doors.answer(obstacle, merenland.leader, NOW, problem="Anders", approach="Zo")
    assert Lesson.objects.shared().get().problem == "Anders"


def test_the_database_keeps_what_was_agreed_to(merenland, obstacle):
    lesson = shared(obstacle)
    with pytest.raises(DatabaseError), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(approach="Iets anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(names_region=True)


def test_two_leaders_answer_at_once_and_one_answer_stands(merenland, obstacle):
    doors.answer(obstacle, merenland.leader, NOW)
    with pytest.raises(doors.AnsweredMeanwhile):
        doors.answer(obstacle, merenland.leader, NOW, problem="Wel", approach="Zo")
    assert Lesson.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("name", ["Kustzoom", "Sanne", "Bakker Techniek", "Ria Kok", "Merenland"])
def test_names_are_pointed_out_first(merenland, kustzoom, obstacle, browse, name):
    business = Business.objects.create(name="Bakker Techniek", place="Meren")
    known = Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )
    ContactPerson.objects.create(partnership=known, name="Ria Kok")
    client, typed = browse(merenland.leader), SHOWN | {"approach": f"Met hulp van {name}."}
    answer = client.post(path(obstacle, "share/"), typed)
    assert answer.status_code == 422 and not Lesson.objects.exists()
    html = answer.content.decode()
    told = html.partition("De tekst noemt ")[2].partition(":")[0]
    assert name in told and f"Met hulp van {name}." in html
    client.post(path(obstacle, "share/"), typed | {"names_are_meant": "on"})
    assert Lesson.objects.count() == 1


def test_only_what_was_picked_up_can_be_shared(merenland, obstacle, browse):
    Obstacle.objects.filter(pk=obstacle.pk).update(state="open", closed_on=None)
    client = browse(merenland.leader)
    assert client.get(path(obstacle, "share/")).status_code == 404
    assert client.post(path(obstacle, "share/"), SHOWN).status_code == 404


def test_the_cause_is_named_beside_the_obstacle(merenland, obstacle, browse):
    client = browse(merenland.leader)
    assert client.post(path(obstacle, "cause/"), {"cause": "rule"}).status_code == 302
    obstacle.refresh_from_db()
    assert obstacle.cause == "rule"
    assert (
        "obstakels-merenland.csv"
        in client.get(f"/regions/{merenland.slug}/obstacles/?format=csv").headers[
            "Content-Disposition"
        ]
    )
    refused = client.post(path(obstacle, "cause/"), {"cause": "gravity"})
    assert refused.status_code == 422
