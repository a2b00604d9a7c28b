"""Who reads a question, and what can be done with it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors.answers.doors import questions_for, waiting_for
from advisors.answers.questions.colleagues import colleagues_for
from advisors.answers.questions.desk import Part
from advisors.answers.questions.trends import median_wait, rising_themes
from advisors.models import AnswerCard, CardUse, Expertise, Invitation, Question, Theme
from regions.models import Region, Role
from sto_portal.notices.kinds.news_mail import plan_news
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import NOW, Place, member, person
from tests.forms import forms_on

pytestmark = pytest.mark.usefixtures("on_22_november")
WORD = "kamperfoelie"
YEAR = datetime.timedelta(days=365)
LATER = datetime.date(2027, 11, 22)


def ask(place: Place, text: str = f"Hoe krijg ik de stuurgroep mee, {WORD}?", **fields) -> Question:
    told = {"asked_of": "advisor", "asked_by": place.leader, **fields}
    return Question.objects.create(region=place.region, text=text, **told)


def a_card(owner=None, title="Hoe houd je een stuurgroep bij wat?", **fields) -> AnswerCard:
    told = {"answer": "Begin met de stand.", "published_at": NOW, "recheck_on": LATER, **fields}
    return AnswerCard.objects.create(title=title, owner=owner, **told)


@pytest.fixture
def question(merenland) -> Question:
    return ask(merenland, "Hoe krijg ik de stuurgroep mee?")


@pytest.fixture
def cast(merenland, kustzoom, bureau):
    deputy, former = person("Vera Waarneem"), person("Vroeger Adviseur")
    member(deputy, Role.DEPUTY, merenland.region)
    member(former, Role.ADVISOR, merenland.region, ends_on=NOW.date() - datetime.timedelta(days=1))
    colleagues = {}
    for name in ("invited", "handed", "second advisor"):
        colleagues[name] = person(f"{name.split()[0].title()} Collega")
        home = merenland if name == "second advisor" else kustzoom
        member(colleagues[name], Role.ADVISOR, home.region)
    return colleagues | {
        "asker": merenland.leader,
        "deputy": deputy,
        "advisor": merenland.advisor,
        "former advisor": former,
        "chair": merenland.chair,
        "advisor elsewhere": kustzoom.advisor,
        "leader elsewhere": kustzoom.leader,
        "bureau": bureau,
        "nobody": person("Niemand Bekend"),
    }


OPEN = {"asker", "deputy", "advisor", "second advisor"}
# how it is asked, and who reads it
CASES = {
    "in the open": OPEN,
    "with a colleague": OPEN | {"invited"},
    "handed over": OPEN | {"handed"},
    "in confidence to the advisor": {"asker", "advisor"},
    "in confidence to another": {"asker", "advisor elsewhere"},
}


def asked(case: str, place: Place, cast: dict) -> Question:
    one = ask(place, answer="", theme=Theme.objects.get_or_create(name="Mandaat")[0])
    if case == "with a colleague":
        Invitation.objects.create(question=one, colleague=cast["invited"])
    elif case == "handed over":
        one.assignee = cast["handed"]
    elif case.startswith("in confidence"):
        to = "advisor" if case.endswith("the advisor") else "advisor elsewhere"
        one.is_confidential, one.assignee = True, cast[to]
        # An invitation that should not be there opens no door either.
        Invitation.objects.create(question=one, colleague=cast["invited"])
    one.save()
    return one


@pytest.mark.parametrize("case", CASES)
def test_who_reads_a_question(case, cast, merenland):
    one = asked(case, merenland, cast)
    assert {name for name, who in cast.items() if one in questions_for(who)} == CASES[case]


@pytest.mark.parametrize("is_answered", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_no_door_tells_a_question_to_another(case, is_answered, cast, merenland, browse):
    one = asked(case, merenland, cast)
    if is_answered:
        Question.objects.update(
            answer=f"Zo {WORD}", answered_at=NOW, answered_by=cast["advisor elsewhere"]
        )
    doors = [
        reverse("home"),
        reverse("advisor"),
        reverse("advisor_questions"),
        reverse("advisor_questions") + "?as=csv",
        *(f"{reverse('advisor_questions')}?only={part}" for part in Part if part != Part.MINE),
        f"{reverse('advisor_questions')}?only=answered&q={WORD}",
        reverse("questions", args=["merenland"]),
        reverse("question_answer", args=[one.pk]),
        reverse("call_card", args=["merenland"]),
        reverse("cards") + "?q=" + WORD,
        reverse("card_new") + f"?question={one.pk}",
        reverse("advisor_questions") + "?region=merenland&kind=process",
        reverse("search") + "?q=" + WORD,
        reverse("handover", args=["merenland"]),
        reverse("network"),
        reverse("region", args=["merenland"]),
    ]
    said = (f"?q={WORD}", f"&amp;q={WORD}", f'value="{WORD}"', f"met ‘{WORD}’")
    told = set()
    for name, who in cast.items():
        page = browse(who)
        met = [page.get(door, follow=True) for door in doors]
        met.append(page.post(reverse("question_similar"), {"text": f"stuurgroep {WORD}"}))
        kept = page.get(reverse("account_export")).getvalue().decode()
        if name == "advisor elsewhere":
            kept = kept.replace(f"Zo {WORD}", "")  # what somebody wrote stays their own
        for text in [*(response.content.decode() for response in met), kept]:
            for own in said:
                text = text.replace(own, "")
            if WORD in text:
                told.add(name)
    assert told == CASES[case]


@pytest.mark.parametrize("is_answered", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_messages_by_mail_reach_readers_only_and_carry_no_words(case, is_answered, cast, merenland):
    one = asked(case, merenland, cast)
    if is_answered:
        Question.objects.update(
            answer=f"Zo {WORD}", answered_at=NOW, answered_by=cast["advisor elsewhere"]
        )
    monday = NOW + datetime.timedelta(days=1)
    assert plan_news(monday) and not render_waiting(monday)
    mails = list(Mail.objects.filter(kind="news").select_related("recipient"))
    readers = {cast[name] for name in CASES[case]}
    assert {mail.recipient for mail in mails} <= readers
    for mail in mails:
        assert WORD not in mail.subject + mail.text + mail.html
        if one.is_confidential and mail.recipient != one.asked_by:
            assert "Merenland" not in mail.subject + mail.text + mail.html


def test_in_confidence_is_not_counted_for_the_advisor_it_is_not_for(cast, merenland, browse):
    asked("in confidence to another", merenland, cast)
    assert not waiting_for(cast["advisor"]) and waiting_for(cast["advisor elsewhere"])
    page = browse(cast["advisor"]).get(reverse("advisor")).content.decode()
    assert "stelde een vraag" not in page and "vraag wacht" not in page
    assert not rising_themes(NOW)


def test_a_leader_asks_and_the_advisor_answers(merenland, browse):
    browse(merenland.leader).post(
        reverse("questions", args=["merenland"]), {"kind": "process", "text": "Hoe nu?"}
    )
    one = Question.objects.get()
    assert (one.asked_of, one.asked_by) == ("advisor", merenland.leader)
    browse(merenland.advisor).post(
        reverse("question_answer", args=[one.pk]), {"answer": "Bel mij morgen."}
    )
    page = browse(merenland.leader).get(reverse("questions", args=["merenland"]))
    assert "Bel mij morgen." in page.content.decode()


def test_an_advisor_asks_the_leader(merenland, browse):
    browse(merenland.advisor).post(
        reverse("questions", args=["merenland"]), {"kind": "product", "text": "Waar staat het?"}
    )
    assert Question.objects.get().asked_of == "leader"


def test_an_empty_question_or_a_confidence_to_nobody_is_refused(merenland, browse):
    page = browse(merenland.leader)
    for told in ({"text": "  "}, {"text": "Ruzie met de directeur", "is_confidential": "on"}):
        answer = page.post(reverse("questions", args=["merenland"]), {"kind": "process", **told})
        assert answer.status_code == 422 and told["text"].strip() in answer.content.decode()
    assert not Question.objects.exists()


def test_a_confidence_goes_to_the_chosen_advisor(merenland, kustzoom, browse):
    told = {"kind": "process", "text": "Ruzie", "is_confidential": "on"}
    told["assignee"] = str(kustzoom.advisor.pk)
    browse(merenland.leader).post(reverse("questions", args=["merenland"]), told)
    one = Question.objects.get()
    page = browse(kustzoom.advisor)
    page.post(reverse("question_answer", args=[one.pk]), {"answer": "Bel me."})
    one.refresh_from_db()
    assert one.answered_by == kustzoom.advisor
    for door in ("question_invite", "question_hand"):
        answer = page.post(reverse(door, args=[one.pk]), {"colleague": str(merenland.advisor.pk)})
        assert answer.status_code == 403
    made = page.get(reverse("card_new") + f"?question={one.pk}").content.decode()
    assert "Bel me." not in made


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


def test_the_asker_takes_a_question_back_until_it_has_an_answer(merenland, question, browse):
    address = reverse("question_withdraw", args=[question.pk])
    deputy = person("Vera Waarneem")
    member(deputy, Role.DEPUTY, merenland.region)
    for other in (merenland.advisor, deputy):
        assert browse(other).post(address).status_code == 403
    Question.objects.update(answer="Zo.", answered_at=NOW)
    browse(merenland.leader).post(address)
    assert Question.objects.exists()
    Question.objects.update(answer="", answered_at=None)
    browse(merenland.leader).post(address)
    assert not Question.objects.exists()


def test_an_invited_colleague_thinks_along_and_one_who_was_handed_it_answers(
    merenland, kustzoom, question, browse
):
    invite = reverse("question_invite", args=[question.pk])
    told = {"colleague": str(kustzoom.advisor.pk), "note": "Jij kent dit"}
    for _twice in range(2):
        browse(merenland.advisor).post(invite, told)
    colleague = browse(kustzoom.advisor)
    colleague.post(reverse("question_think", args=[question.pk]), {"thought": "Eerst luisteren"})
    page = browse(merenland.leader).get(reverse("question_answer", args=[question.pk]))
    assert "Eerst luisteren" in page.content.decode()
    address = reverse("question_answer", args=[question.pk])
    colleague.post(address, {"answer": "Nog niet"})
    question.refresh_from_db()
    assert not question.answer
    browse(merenland.advisor).post(reverse("question_hand", args=[question.pk]), told)
    colleague.post(address, {"answer": "Nu wel"})
    question.refresh_from_db()
    assert question.answered_by == kustzoom.advisor


def test_who_knows_the_theme_stands_first(merenland, kustzoom, question, browse):
    expert = person("Zwaan Expert")
    member(expert, Role.ADVISOR, kustzoom.region)
    question.theme = Theme.objects.create(name="Mandaat")
    question.save()
    Expertise.objects.create(advisor=expert, theme=question.theme)
    page = browse(merenland.advisor).get(reverse("question_answer", args=[question.pk]))
    text = page.content.decode()
    assert text.index("Zwaan Expert") < text.index(kustzoom.advisor.name)


def test_typing_finds_cards_and_using_one_sends_no_question(merenland, kustzoom, browse):
    card = a_card()
    page = browse(merenland.leader)
    typed = {"text": "stuurgroep bij wat"}
    found = page.post(reverse("question_similar") + "?region=merenland", typed)
    assert "Dit is mijn antwoord" in found.content.decode()
    looked = page.post(
        reverse("questions", args=["merenland"]),
        {"text": "stuurgroep bij wat", "kind": "process", "do": "look"},
    )
    assert card.title in looked.content.decode() and "stuurgroep bij wat" in looked.content.decode()
    asked = "Hoe krijgt een coördinator de stuurgroep mee? " * 60
    elsewhere = {"region": "kustzoom", "asked": asked}
    assert page.post(reverse("card_used", args=[card.pk]), elsewhere).status_code == 404
    for _twice in range(2):
        used = page.post(
            reverse("card_used", args=[card.pk]), {"region": "merenland", "asked": asked}
        )
    assert CardUse.objects.count() == 1 and not Question.objects.exists()
    assert used["Location"] == reverse("card", args=[card.pk]) + "?typed=1"
    again = reverse("questions", args=["merenland"]) + "?again=1"
    assert again in page.get(used["Location"]).content.decode()
    assert asked.strip() in page.get(again).content.decode()
    page.post(again, {"text": asked, "kind": "process"})
    assert Question.objects.get().text == asked.strip()
    assert asked.strip() not in page.get(again).context["form"].initial["text"]
    assert again not in page.get(reverse("card", args=[card.pk]) + "?typed=1").content.decode()


def test_what_is_typed_stands_in_no_address(merenland, browse):
    assert browse(merenland.leader).get(reverse("question_similar")).status_code == 405


def test_after_the_theme_who_answered_most_stands_first(merenland, kustzoom):
    theme = Theme.objects.create(name="Mandaat")
    for name, answers in (("Aaf Geen", 0), ("Bea Eén", 1), ("Cor Twee", 2)):
        who = person(name)
        member(who, Role.ADVISOR, kustzoom.region)
        for _each in range(answers):
            ask(kustzoom, theme=theme, answer="Zo.", answered_at=NOW, answered_by=who)
    one = ask(merenland, theme=theme)
    names = [one.advisor.name for one in colleagues_for(one, merenland.advisor, NOW)]
    assert names[:2] == ["Cor Twee", "Bea Eén"]


def test_the_desk_says_where_somebody_may_think_along(merenland, kustzoom, question, browse):
    Invitation.objects.create(question=question, colleague=kustzoom.advisor)
    page = browse(kustzoom.advisor)
    address = reverse("advisor_questions") + "?only=think"
    assert question.text in page.get(address).content.decode()
    page.post(reverse("question_think", args=[question.pk]), {"thought": "Eerst bellen"})
    assert question.text not in page.get(address).content.decode()


def test_who_asked_opens_the_card_of_the_answer(merenland, browse):
    card = a_card(merenland.advisor)
    asked_once = ask(merenland, answer="Zo.", answered_at=NOW, card=card)
    page = browse(merenland.leader)
    address = reverse("question_answer", args=[asked_once.pk])
    assert reverse("card", args=[card.pk]) in page.get(address).content.decode()
    AnswerCard.objects.update(published_at=None)
    assert reverse("card", args=[card.pk]) not in page.get(address).content.decode()


def test_an_answer_from_a_card_is_a_use_and_saved_no_question(merenland, question, browse):
    card = a_card()
    page = browse(merenland.advisor)
    address = reverse("question_answer", args=[question.pk])
    assert card.answer in page.get(f"{address}?card={card.pk}").content.decode()
    page.post(address, {"answer": card.answer, "card": str(card.pk)})
    question.refresh_from_db()
    assert question.card == card and not card.uses.exists()
    told = page.get(reverse("card", args=[card.pk])).content.decode()
    assert "Bespaarde 0 vragen." in told and "Gebruikt in 1 antwoord." in told
    ask(merenland, "Wie gaat er mee?", answer="Wij.", answered_at=NOW - YEAR, card=card)
    AnswerCard.objects.update(made_at=NOW - datetime.timedelta(days=9))
    assert "gebruikt: 1 keer" in page.get(reverse("cards")).content.decode()


def test_answered_before_is_said_of_the_same_question_only(merenland, browse):
    asked = "Hoe houd je een stuurgroep bij wat er gebeurt?"
    card = a_card(title=asked)
    for text in (asked, "Hoe houd ik de stuurgroep op afstand?"):
        row = ask(merenland, text)
        page = browse(merenland.advisor).get(reverse("question_answer", args=[row.pk]))
        told = page.content.decode()
        assert "Lijkt hierop" in told and "Dit is eerder beantwoord" not in told
        row.delete()
    ask(merenland, asked, answer=card.answer, answered_at=NOW, card=card)
    again = ask(merenland, "hoe houd je een stuurgroep bij, wat er gebeurt")
    page = browse(merenland.advisor).get(reverse("question_answer", args=[again.pk]))
    assert "Dit is eerder beantwoord" in page.content.decode()
    typed = {"text": "Hoe houd ik de stuurgroep op afstand?"}
    found = browse(merenland.leader).post(reverse("question_similar"), typed).content.decode()
    assert "Lijkt hierop" in found and "eerder" not in found


def test_the_desk_counts_waiting_days_and_the_median(merenland):
    for days in (1, 2, 9):
        ask(
            merenland,
            answer="Zo.",
            asked_at=NOW - datetime.timedelta(days=20),
            answered_at=NOW - datetime.timedelta(days=20 - days),
        )
    assert median_wait(merenland.advisor, NOW) == 2
    assert median_wait(merenland.chair, NOW) is None


def test_a_theme_that_three_regions_ask_about_rises(merenland, kustzoom, browse):
    theme = Theme.objects.create(name="Hybride docenten")
    third = Region.objects.create(name="Derde", slug="derde")
    for place in (merenland, kustzoom):
        ask(place, theme=theme)
    Question.objects.create(region=third, theme=theme, text="En jij?", asked_of="leader")
    assert not rising_themes(NOW + datetime.timedelta(seconds=5))
    Question.objects.create(region=third, theme=theme, text="Hoe?", asked_of="advisor")
    (rising,) = rising_themes(NOW + datetime.timedelta(seconds=5))
    assert (rising.theme, rising.regions, rising.before) == (theme, 3, 0)
    page = browse(merenland.advisor).get(reverse("advisor_questions")).content.decode()
    assert reverse("meeting_new") + f"?theme={theme.pk}" in page


@pytest.mark.parametrize("address", ["advisor_questions", "questions", "question_answer", "cards"])
def test_more_questions_ask_no_more_queries(address, merenland, browse):
    page = browse(merenland.advisor)
    first = ask(merenland)
    args = {"questions": ["merenland"], "question_answer": [first.pk]}.get(address, [])
    counts = []
    for _round in range(2):
        for number in range(4):
            ask(merenland, f"Vraag {number} over het mandaat", answer="Zo.", answered_at=NOW)
            a_card(merenland.advisor, f"Kaart {number} over het mandaat")
        with CaptureQueriesContext(connection) as seen:
            assert page.get(reverse(address, args=args)).status_code == 200
        counts.append(len(seen))
    most = 30 if address == "question_answer" else 21  # what colleagues know takes seven
    assert counts[0] == counts[1] <= most, counts


def test_waiting_questions_come_first(merenland, question, browse):
    page = browse(merenland.advisor).get(reverse("advisor_questions")).content.decode()
    assert "Eén vraag wacht op je" in page
    assert "Hoe krijg ik de stuurgroep mee?" in page
    assert timezone.localdate() == NOW.date()


def test_answers_stand_right_under_the_question_and_nothing_is_chosen_for_the_leader(
    merenland, kustzoom, browse
):
    card, page = a_card(), browse(merenland.leader)
    address = reverse("questions", args=["merenland"])
    (form,) = [one for one in forms_on(page.get(address).content.decode()) if "text" in one.names]
    assert form.fields.get("kind") is None
    named = page.get(address).context["form"].fields["assignee"].choices
    assert named[1] == (merenland.advisor.pk, f"{merenland.advisor.name} (je ondersteuner)")
    assert (kustzoom.advisor.pk, kustzoom.advisor.name) in named
    typed = {"text": "stuurgroep bij wat", "do": "look"}
    looked = page.post(address, typed)
    text = looked.content.decode()
    assert looked.status_code == 200 and "error-summary" not in text
    assert text.index('id="id_text"') < text.index(card.title) < text.index('name="kind"')
    (form,) = [one for one in forms_on(text) if "text" in one.names]
    assert form.fields["region"] == "merenland" and ("asked", typed["text"]) in form.buttons
    refused = page.post(address, {"text": "Hoe nu?"})
    assert refused.status_code == 422 and "Kies waar het over gaat." in refused.content.decode()
