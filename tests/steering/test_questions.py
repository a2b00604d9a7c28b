"""A question out of a log is no decision that is asked: where it stands, what a member may say."""

import datetime

import pytest
from django.utils import timezone

from regions.months import Month
from regions.plans.approve.approval import withdraw_change
from regions.progress.models import Obstacle
from regions.progress.obstacles.story import obstacles_at
from regions.steering.decisions.list import asked_of
from regions.steering.decisions.questions import LeaderQuestion, questions_at, questions_of
from regions.steering.models import Remark
from tests.progress.stories import obstacle

from .deciding_group import accept, asked, new_mandate, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
BASE = "/regions/merenland/steering/"
WORDS = "Betaalt het programma de vervanging op het bedrijf?"


@pytest.fixture
def question(merenland) -> Obstacle:
    return obstacle(
        merenland.region, "2.1", "2026-09", is_stalled=True, decision_asked=WORDS,
        updated_on=datetime.date(2026, 10, 1),
    )  # fmt: skip


def waiting(place) -> list[LeaderQuestion]:
    mandate = place.group.mandate_on(timezone.localdate())
    return questions_of(place.region, timezone.now(), mandate)


def test_a_question_waits_and_no_decision_is_asked(merenland, question):
    found = waiting(merenland)
    assert [(told.text, told.since) for told in found] == [(WORDS, Month(2026, 9))]
    assert not asked_of(merenland.region, timezone.now())
    assert LeaderQuestion.from_json(found[0].to_json()) == found[0]


def test_the_list_counts_no_question_as_a_decision(merenland, question, browse):
    text = browse(merenland.chair).get(f"{BASE}decisions/").content.decode()
    assert "Er wordt nu geen besluit gevraagd" in text
    assert "Vragen van de programmaleider" in text and WORDS in text
    assert "sinds september 2026" in text


def test_it_ends_with_its_obstacle_or_with_a_proposal_about_it(merenland, question):
    change = asked(merenland)
    assert not waiting(merenland)
    withdraw_change(change, timezone.now())
    assert len(waiting(merenland)) == 1
    Obstacle.objects.update(state="picked_up", closed_on=datetime.date(2026, 11, 1))
    assert not waiting(merenland)


def test_a_digest_finds_the_same_questions(merenland, question):
    last, now = Month(2026, 10), timezone.now()
    told, _solved = obstacles_at(merenland.region, last, last.last_day, True, with_recovery=False)
    mandate = merenland.group.mandate_on(timezone.localdate())
    found = questions_at(merenland.region, told, last, now, mandate)
    assert [row.text for row in found] == [row.text for row in waiting(merenland)]
    asked(merenland)
    assert not questions_at(merenland.region, told, last, timezone.now(), mandate)


@pytest.mark.parametrize(
    ("decides", "sentence", "may_become"),
    [
        (["time"], "wijzigingen in tijd, en alleen over een voorstel", True),
        (["time", "budget"], "in tijd en van de begroting", True),
        ([], "buiten het mandaat", False),
    ],
)
def test_it_says_what_the_mandate_leaves_to_the_group(
    merenland, question, decides, sentence, may_become
):
    new_mandate(merenland, decides=decides)
    found = waiting(merenland)[0]
    assert sentence in found.ground
    assert found.may_become_decision == may_become


@pytest.mark.parametrize(
    ("does", "text", "about", "kept"),
    [
        ("answer", "Ja, uit de pot.", "what", "Ja, uit de pot."),
        ("proposal", "", "what", "Graag hiervan een voorstel met een datum."),
        ("how", "", "how", "Dit gaat over hoe."),
    ],
)
def test_a_member_answers_asks_for_a_proposal_or_sends_it_back(
    merenland, question, browse, does, text, about, kept
):
    accept(merenland, merenland.chair)
    client, address = browse(merenland.chair), waiting(merenland)[0].path
    response = client.post(address, {"does": does, "text": text}, follow=True)
    assert "Uw antwoord is bij de programmaleider" in response.content.decode()
    remark = Remark.objects.get()
    assert (remark.about, remark.question, remark.activity_key) == (
        about, WORDS, question.activity_key,
    )  # fmt: skip
    assert kept in remark.text
    assert kept in browse(merenland.leader).get(f"{BASE}remarks/").content.decode()


def test_an_answer_without_words_is_no_answer(merenland, question, browse):
    accept(merenland, merenland.chair)
    response = browse(merenland.chair).post(waiting(merenland)[0].path, {"does": "answer"})
    assert response.status_code == 422
    assert not Remark.objects.exists()


def test_who_did_not_accept_the_mandate_says_nothing_yet(merenland, question, browse):
    seats(merenland, 1)
    new_mandate(merenland, decides=["time"], text="iets anders")
    told = {"does": "how"}
    assert browse(merenland.chair).post(waiting(merenland)[0].path, told).status_code == 422


def test_a_question_that_ended_leads_to_the_decisions(merenland, question, browse):
    address = waiting(merenland)[0].path
    Obstacle.objects.update(state="picked_up", closed_on=datetime.date(2026, 11, 1))
    response = browse(merenland.chair).get(address, follow=True)
    assert "Deze vraag wacht niet meer" in response.content.decode()
