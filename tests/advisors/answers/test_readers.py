"""Who reads a question is named, and a question that was handed over waits for one desk only."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisors.answers.doors import (
    answer,
    hand_over,
    questions_for,
    take_back,
    waiting_for,
    with_colleague,
)
from advisors.answers.readers import reader_text, readers_of
from advisors.mails.weekly import week_of
from advisors.models import Invitation, Question
from regions.models import Membership, Role
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
YESTERDAY = NOW.date() - datetime.timedelta(days=1)
TOMORROW = NOW.date() + datetime.timedelta(days=1)


@pytest.fixture
def question(merenland) -> Question:
    return Question.objects.create(
        region=merenland.region,
        text="Wie betaalt de bus?",
        asked_of="advisor",
        asked_by=merenland.leader,
        asked_at=NOW - datetime.timedelta(days=9),
    )


@pytest.fixture
def everybody(merenland, kustzoom, bureau):
    """People with every kind of tie to the region, and without one."""
    substitute, former, helper = person("Wil Waarnemer"), person("Fred Vroeger"), person("Hicham")
    member(substitute, Role.ADVISOR, merenland.region, is_interim=True)
    member(former, Role.ADVISOR, merenland.region, ends_on=YESTERDAY)
    member(helper, Role.ADVISOR, kustzoom.region)
    member(person("Dana Deputy"), Role.DEPUTY, merenland.region)
    gone = person("Inge Inactief", is_active=False)
    member(gone, Role.LEADER, merenland.region)
    users = list(type(helper).objects.all())
    return {"helper": helper, "substitute": substitute, "former": former, "all": users}


STEPS = ["asked", "invited", "handed", "handed back", "in confidence", "to who left"]


def brought_to(step: str, question: Question, cast: dict, place) -> Question:
    if step == "invited":
        Invitation.objects.create(question=question, colleague=cast["helper"])
        Invitation.objects.create(question=question, colleague=cast["former"])
    elif step in ("handed", "handed back"):
        assert hand_over(question, cast["helper"], NOW)
        question.refresh_from_db()
        if step == "handed back":
            assert take_back(question)
    elif step == "in confidence":
        Question.objects.update(is_confidential=True, assignee=cast["helper"])
    elif step == "to who left":
        Question.objects.update(assignee=cast["former"], handed_at=NOW)
    question.refresh_from_db()
    return question


@pytest.mark.parametrize("step", STEPS)
def test_the_names_are_those_that_the_door_lets_in(step, question, everybody, merenland):
    question = brought_to(step, question, everybody, merenland)
    reading = {user for user in everybody["all"] if question in questions_for(user)}
    assert {reader.user for reader in readers_of(question)} == reading


def test_every_reader_meets_every_other_reader_by_name(question, everybody, merenland, browse):
    brought_to("invited", question, everybody, merenland)
    readers = readers_of(question)
    assert len(readers) == 5
    for reader in readers:
        page = browse(reader.user).get(reverse("question_answer", args=[question.pk]))
        told = page.context["who_reads"]
        assert "jij" in told and reader.user.name not in told
        assert all(other.user.name in told for other in readers if other != reader)
        assert "denkt mee" in told or reader.user == everybody["helper"]


def test_the_form_names_the_readers_before_anything_is_asked(merenland, everybody, browse):
    page = browse(merenland.leader).get(reverse("questions", args=["merenland"]))
    text = page.content.decode()
    names = (merenland.advisor.name, "Dana Deputy", "Wil Waarnemer (vervangt als")
    assert all(name in text for name in names)
    assert "Fred Vroeger" not in page.context["who_reads"]
    assert "Hicham" not in page.context["who_reads"]
    assert not Question.objects.exists()


@pytest.mark.parametrize("door", ["question_invite", "question_hand"])
def test_after_sharing_the_page_names_who_reads_it_now(
    door, question, everybody, merenland, browse
):
    told = {"colleague": str(everybody["helper"].pk)}
    address = reverse(door, args=[question.pk])
    page = browse(merenland.advisor).post(address, told, follow=True).content.decode()
    assert "Hicham (denkt mee)" in page or "Hicham (beantwoordt)" in page
    assert "lezen dit." in page


def test_a_substitute_of_tomorrow_does_not_read_it_today(question, merenland):
    later = person("Mieke Morgen")
    member(later, Role.ADVISOR, merenland.region, starts_on=TOMORROW, is_interim=True)
    assert later not in [reader.user for reader in readers_of(question)]


def test_without_an_advisor_the_sentence_says_that_only_you_read_it(question, merenland):
    Membership.objects.exclude(user=merenland.leader).delete()
    assert reader_text(question, merenland.leader) == "Alleen jij leest dit."


def test_a_question_handed_over_leaves_everything_that_waits_for_you(
    question, everybody, merenland, browse
):
    page = browse(merenland.advisor)
    region = [merenland.region]
    assert week_of(merenland.advisor, region, NOW).waits
    page.post(
        reverse("question_hand", args=[question.pk]), {"colleague": str(everybody["helper"].pk)}
    )
    assert not waiting_for(merenland.advisor) and not waiting_for(everybody["substitute"])
    assert list(waiting_for(everybody["helper"])) == [question]
    assert not week_of(merenland.advisor, region, NOW).waits
    assert week_of(everybody["helper"], [], NOW).waits
    for address in ("advisor", "advisor_questions"):
        text = page.get(reverse(address)).content.decode()
        assert "Eén vraag wacht op je" not in text and "1 vraag wacht" not in text
    desk = page.get(reverse("advisor_questions") + "?only=colleague").content.decode()
    assert "Bij een collega" in desk and "Neem terug" in desk
    opened = page.get(reverse("question_answer", args=[question.pk])).content.decode()
    assert "Hicham beantwoordt deze vraag" in opened and "Je antwoord" not in opened
    card = page.get(reverse("call_card", args=["merenland"])).content.decode()
    assert "Wie betaalt de bus?" not in card


def test_taking_it_back_brings_the_question_home(question, everybody, merenland, browse):
    hand_over(question, everybody["helper"], NOW)
    address = reverse("question_back", args=[question.pk])
    assert browse(merenland.leader).post(address).status_code == 403
    assert browse(everybody["helper"]).post(address).status_code == 403
    assert not waiting_for(merenland.advisor)
    text = browse(merenland.advisor).post(address, follow=True).content.decode()
    assert "Deze vraag wacht weer op jou." in text and "Hicham" not in text.split("<form")[0]
    assert list(waiting_for(merenland.advisor)) == [question]
    assert not waiting_for(everybody["helper"])


def test_of_two_who_move_a_question_at_once_the_first_wins(question, everybody, merenland):
    seen_by_one, seen_by_other = (Question.objects.get(pk=question.pk) for _each in range(2))
    assert hand_over(seen_by_one, everybody["helper"], NOW)
    assert not hand_over(seen_by_other, everybody["substitute"], NOW)
    taken, answered = (Question.objects.get(pk=question.pk) for _each in range(2))
    assert answer(answered, "De gemeente.", everybody["helper"], NOW, None)
    assert not take_back(taken)
    assert Question.objects.get().assignee == everybody["helper"]


def test_what_lies_with_who_advises_nobody_any_more_waits_for_the_advisor_again(
    question, everybody, merenland
):
    hand_over(question, everybody["helper"], NOW)
    assert question in with_colleague(merenland.advisor)
    Membership.objects.filter(user=everybody["helper"]).update(ends_on=YESTERDAY)
    assert question in waiting_for(merenland.advisor)
    assert question not in with_colleague(merenland.advisor)


@given(later=st.integers(0, 60 * 24 * 30), earlier=st.integers(0, 60 * 24 * 30))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_week_tells_no_question_of_the_future(later, earlier, question, merenland):
    """Whatever `now` is: the days that the oldest waits are those between two moments."""
    now = NOW - datetime.timedelta(minutes=later)
    asked_at = NOW - datetime.timedelta(minutes=earlier)
    Question.objects.update(asked_at=asked_at)
    waits = [item.text for item in week_of(merenland.advisor, [], now).waits]
    days = (timezone.localdate(now) - timezone.localdate(asked_at)).days
    assert bool(waits) == (asked_at <= now)
    assert not waits or f"{days} dag" in waits[0]
