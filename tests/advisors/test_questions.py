"""A question and its answer stay between the leaders and the advisor of one region."""

import pytest
from django.urls import reverse

from advisors.models import Question


@pytest.fixture
def question(merenland) -> Question:
    return Question.objects.create(
        region=merenland.region,
        asked_of="advisor",
        text="Hoe krijg ik de stuurgroep mee?",
        asked_by=merenland.leader,
    )


def test_a_leader_asks_and_the_advisor_answers(merenland, browse):
    browse(merenland.leader).post(
        reverse("questions", args=["merenland"]), {"kind": "process", "text": "Hoe nu?"}
    )
    asked = Question.objects.get()
    assert (asked.asked_of, asked.asked_by) == ("advisor", merenland.leader)
    browse(merenland.advisor).post(
        reverse("question_answer", args=[asked.pk]), {"answer": "Bel mij morgen."}
    )
    page = browse(merenland.leader).get(reverse("questions", args=["merenland"]))
    assert "Bel mij morgen." in page.content.decode()


def test_an_advisor_asks_the_leader(merenland, browse):
    browse(merenland.advisor).post(
        reverse("questions", args=["merenland"]), {"kind": "product", "text": "Waar staat het?"}
    )
    assert Question.objects.get().asked_of == "leader"


def test_an_empty_question_is_refused_and_nothing_is_saved(merenland, browse):
    response = browse(merenland.leader).post(
        reverse("questions", args=["merenland"]), {"kind": "process", "text": "  "}
    )
    assert response.status_code == 422
    assert not Question.objects.exists()


@pytest.mark.parametrize("who", ["chair"])
def test_the_steering_group_reads_no_questions(merenland, question, browse, who):
    client = browse(getattr(merenland, who))
    assert client.get(reverse("questions", args=["merenland"])).status_code == 403
    assert client.get(reverse("question_answer", args=[question.pk])).status_code == 403


def test_the_bureau_reads_no_questions(merenland, question, bureau, browse):
    assert browse(bureau).get(reverse("questions", args=["merenland"])).status_code == 403


def test_another_regions_advisor_meets_nothing(kustzoom, question, browse):
    client = browse(kustzoom.advisor)
    assert client.get(reverse("question_answer", args=[question.pk])).status_code == 404


def test_the_asker_cannot_answer_their_own_question(merenland, question, browse):
    browse(merenland.leader).post(
        reverse("question_answer", args=[question.pk]), {"answer": "Zelf gedaan"}
    )
    question.refresh_from_db()
    assert not question.answer


def test_the_first_answer_stands(merenland, question, browse):
    client = browse(merenland.advisor)
    client.post(reverse("question_answer", args=[question.pk]), {"answer": "Eerste"})
    client.post(reverse("question_answer", args=[question.pk]), {"answer": "Tweede"})
    question.refresh_from_db()
    assert question.answer == "Eerste"


def test_waiting_questions_come_first(merenland, question, browse):
    page = browse(merenland.advisor).get(reverse("advisor_questions")).content.decode()
    assert "Eén vraag wacht op je" in page
    assert "Hoe krijg ik de stuurgroep mee?" in page
