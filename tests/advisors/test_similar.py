"""Similar questions: the measure, and the golden set."""

import datetime
import json
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advisors.asking import questions_for
from advisors.models import AnswerCard, Question
from advisors.similar import likeness, similar_cards, similar_questions, words_of
from sto_portal.demo.texts import text_of

GOLDEN = json.loads((Path(__file__).parent / "golden_questions.json").read_text("utf-8"))
TEXTS = st.text(alphabet=st.characters(categories=["L", "N", "Z", "P"]), max_size=120)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_lies_between_nothing_and_everything(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(TEXTS)
def test_a_text_is_wholly_like_itself(text):
    assert likeness(text, text) == (1 if words_of(text) else 0)


def test_compounds_are_seen_through():
    assert likeness("stageplaatsen te kort", "te weinig stageplekken") > 0.2
    assert likeness("stageplaatsen", "mandaat") < 0.1


@pytest.fixture
def cards(db):
    made = [
        AnswerCard(
            title=one["title"], answer=one["answer"], kind=one["kind"],
            published_at=timezone.now(), recheck_on=datetime.date(2027, 11, 22),
        )
        for one in text_of("questions")["cards"]
    ]  # fmt: skip
    return AnswerCard.objects.bulk_create(made)


def test_the_right_card_is_in_the_top_three_for_the_whole_golden_set(
    cards, django_assert_num_queries
):
    assert len(GOLDEN) >= 40 and len({title for _asked, title in GOLDEN}) == len(cards)
    missed = [
        (asked, title, [card.title for card in similar_cards(asked)])
        for asked, title in GOLDEN
        if title not in [card.title for card in similar_cards(asked)]
    ]
    assert not missed
    with django_assert_num_queries(1):
        similar_cards(GOLDEN[0][0])


def test_what_looks_like_nothing_finds_nothing(cards):
    assert similar_cards("Qwrt zxcv") == [] and similar_cards("De") == []
    assert similar_cards("' \" & | ! () <-> :*") == []


def test_a_card_that_is_not_published_is_never_found(cards):
    AnswerCard.objects.update(published_at=None)
    assert similar_cards(GOLDEN[0][0]) == []


def test_answered_questions_are_found_but_none_in_confidence(merenland):
    asked = {"region": merenland.region, "asked_of": "advisor", "asked_by": merenland.leader}
    done = {"answer": "Zo.", "answered_at": timezone.now()}
    plain = Question.objects.create(text="Hoe werf ik hybride docenten?", **asked, **done)
    Question.objects.create(
        text="Hoe ontsla ik hybride docenten?", is_confidential=True, assignee=merenland.advisor,
        **asked, **done,
    )  # fmt: skip
    Question.objects.create(text="Waar vind ik hybride docenten?", **asked)
    rows = questions_for(merenland.advisor)
    assert similar_questions(rows, "hybride docent werven") == [plain]
