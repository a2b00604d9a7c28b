"""Answer cards: who reads and writes them, and what never gets into one."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from advisors.answers.cards.cards import names_in
from advisors.models import AnswerCard, CardFile, CardUse, Question, Theme
from tests.conftest import NOW, person

from .test_questions import LATER, a_card

pytestmark = pytest.mark.usefixtures("on_22_november")


def fields(**told) -> dict[str, str]:
    return {
        "title": "Hoe vaak vergaderen?", "answer": "Vier keer per jaar.", "kind": "process",
        "recheck_on": "2027-11-22", **told,
    }  # fmt: skip


@pytest.fixture
def question(merenland):
    return Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader,
        text="Vergadert Merenland te weinig?", answer="Sanne, nee hoor.", answered_at=NOW,
    )  # fmt: skip


def test_leaders_advisors_and_the_bureau_read_cards_and_steering_groups_do_not(
    merenland, bureau, browse
):
    card = a_card(merenland.advisor)
    met = {merenland.leader: 200, merenland.advisor: 200, bureau: 200, merenland.chair: 404}
    for who, status in met.items():
        for address in (reverse("cards"), reverse("card", args=[card.pk])):
            assert browse(who).get(address).status_code == status


def test_a_draft_is_for_its_owner_and_the_bureau(merenland, kustzoom, bureau, browse):
    card = a_card(merenland.advisor, published_at=None)
    met = {
        who: browse(who).get(reverse("card", args=[card.pk])).status_code
        for who in (merenland.advisor, bureau, kustzoom.advisor, merenland.leader)
    }
    assert list(met.values()) == [200, 200, 404, 404]


def test_only_the_owner_and_the_bureau_change_a_card(merenland, kustzoom, bureau, browse):
    card = a_card(merenland.advisor)
    for address in ("card_edit", "card_publish", "card_true"):
        for who in (kustzoom.advisor, merenland.leader):
            assert browse(who).post(reverse(address, args=[card.pk])).status_code == 403
    browse(bureau).post(reverse("card_publish", args=[card.pk]))
    card.refresh_from_db()
    assert card.published_at is None


def test_a_leader_writes_no_card(merenland, browse):
    assert browse(merenland.leader).get(reverse("card_new")).status_code == 404


def test_names_of_the_region_and_its_people_are_pointed_out(merenland, question, browse):
    page = browse(merenland.advisor)
    address = reverse("card_new") + f"?question={question.pk}"
    assert "Sanne, nee hoor." in page.get(address).content.decode()
    told = fields(title=question.text, answer=question.answer)
    refused = page.post(address, told)
    assert refused.status_code == 422
    assert "De kaart noemt Merenland, Sanne." in refused.content.decode()
    assert not AnswerCard.objects.exists()
    page.post(address, fields(do="publish"))
    card = AnswerCard.objects.get()
    question.refresh_from_db()
    assert card.published_at and question.card == card and card.owner == merenland.advisor
    shown = browse(merenland.leader).get(reverse("card", args=[card.pk])).content.decode()
    assert "Vergadert Merenland" not in shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zoals in merenland", "Merenland"),
        ("Vraag het mevrouw Programma", "Programma"),
        ("Een programma maken", ""),
    ],
)
def test_names_are_found_as_people_write_them(merenland, text, names):
    merenland.leader.name = "Sanne Programma"
    merenland.leader.save()
    one = Question(region=merenland.region, asked_by=merenland.leader)
    assert ", ".join(names_in(text, [one], NOW.date())) == names


def test_a_card_that_is_changed_is_checked_for_names_again(merenland, question, browse):
    card = a_card(merenland.advisor)
    question.card = card
    question.save()
    address = reverse("card_edit", args=[card.pk])
    refused = browse(merenland.advisor).post(address, fields(answer="Sanne doet het zo."))
    assert refused.status_code == 422 and "De kaart noemt Sanne." in refused.content.decode()
    browse(merenland.advisor).post(
        address, fields(answer="Sanne doet het zo.", names_are_meant="on")
    )
    card.refresh_from_db()
    assert card.answer == "Sanne doet het zo."


def test_a_confidence_becomes_no_card_and_the_page_says_why(merenland, question, browse):
    Question.objects.update(is_confidential=True, assignee=merenland.advisor)
    page = browse(merenland.advisor)
    made = page.get(reverse("card_new") + f"?question={question.pk}", follow=True)
    assert made.redirect_chain == [(reverse("question_answer", args=[question.pk]), 302)]
    assert "Wat vertrouwelijk is gevraagd" in str(next(iter(made.context["messages"])))
    page.post(reverse("card_new") + f"?question={question.pk}", fields())
    assert not AnswerCard.objects.exists()


def test_the_list_begins_with_ones_own_cards_to_look_at_again(merenland, kustzoom, bureau, browse):
    past = datetime.date(2026, 11, 1)
    a_card(merenland.advisor, "Mijn oude kaart", recheck_on=past)
    a_card(kustzoom.advisor, "Andermans oude kaart", recheck_on=past)
    told = {
        who: [card.title for card in browse(who).get(reverse("cards")).context["due"]]
        for who in (merenland.advisor, bureau, merenland.leader)
    }
    both = ["Mijn oude kaart", "Andermans oude kaart"]
    assert list(told.values()) == [both[:1], both, []]


@pytest.fixture
def admin(db, browse):
    return browse(person("Beheerder Test", is_staff=True, is_superuser=True))


def test_the_bureau_keeps_themes_and_cards_in_the_admin_and_reads_no_question(
    merenland, question, admin
):
    theme = Theme.objects.create(name="Mandaat")
    card = a_card(merenland.advisor, theme=theme)
    Question.objects.update(card=card, theme=theme)
    CardUse.objects.create(card=card, region=merenland.region, used_on=NOW.date())
    for name, row in (("theme", theme), ("answercard", card)):
        for address in (
            reverse(f"admin:advisors_{name}_changelist"),
            reverse(f"admin:advisors_{name}_change", args=[row.pk]),
            reverse(f"admin:advisors_{name}_delete", args=[row.pk]),
        ):
            page = admin.get(address)
            assert page.status_code == 200
            assert "Vergadert Merenland" not in page.content.decode()
    for action in ("take_off", "publish"):
        told = {"action": action, "_selected_action": [card.pk]}
        admin.post(reverse("admin:advisors_answercard_changelist"), told)
        card.refresh_from_db()
        assert bool(card.published_at) == (action == "publish")
    with pytest.raises(NoReverseMatch):
        reverse("admin:advisors_question_changelist")


def test_a_card_that_was_checked_holds_for_another_year(merenland, browse):
    card = a_card(merenland.advisor, recheck_on=datetime.date(2026, 11, 1))
    page = browse(merenland.advisor)
    assert "opnieuw bekijken" in page.get(reverse("cards")).content.decode()
    page.post(reverse("card_true", args=[card.pk]))
    card.refresh_from_db()
    assert card.recheck_on == LATER


def test_a_day_that_has_passed_is_no_day_to_look_again(merenland, browse):
    answer = browse(merenland.advisor).post(reverse("card_new"), fields(recheck_on="2026-11-22"))
    assert answer.status_code == 422 and "Kies een dag die nog komt." in answer.content.decode()


def test_a_document_goes_along_and_is_only_for_readers_of_the_card(merenland, browse):
    paper = SimpleUploadedFile("mandaat.pdf", b"%PDF-1.4 voorbeeld", "application/pdf")
    page = browse(merenland.advisor)
    page.post(reverse("card_new"), fields(do="publish") | {"paper": paper})
    kept = CardFile.objects.get()
    address = reverse("card_paper", args=[kept.card_id, kept.pk])
    got = browse(merenland.leader).get(address)
    assert got.content == b"%PDF-1.4 voorbeeld" and "attachment" in got["Content-Disposition"]
    assert browse(merenland.chair).get(address).status_code == 404
    page.post(reverse("card_paper_remove", args=[kept.card_id, kept.pk]))
    assert not CardFile.objects.exists()


def test_a_file_of_another_kind_is_refused(merenland, browse):
    paper = SimpleUploadedFile("mandaat.exe", b"MZ", "application/pdf")
    answer = browse(merenland.advisor).post(reverse("card_new"), fields() | {"paper": paper})
    assert answer.status_code == 422 and not AnswerCard.objects.exists()


def test_cards_are_found_by_words_theme_and_kind(merenland, browse):
    a_card(title="Hoe vaak komt een stuurgroep bij elkaar?")
    a_card(title="Welke uren tellen mee?", kind="product")
    page = browse(merenland.leader)

    def found(query):
        text = page.get(reverse("cards"), query).content.decode()
        return ("stuurgroep bij elkaar" in text, "Welke uren" in text)

    assert found({"q": "stuurgroepen"}) == (True, False)
    assert found({"kind": "product"}) == (False, True)
    assert found({"q": "'; drop table"}) == (False, False)
    assert found({"theme": "iets"}) == (True, True)
    assert found({"theme": "999999999999"}) == (True, True)


def test_other_wordings_stand_with_the_card_and_name_nobody(merenland, browse):
    card, leads = a_card(merenland.advisor), browse(merenland.advisor)
    address = reverse("card_edit", args=[card.pk])
    refused = leads.post(address, fields(also_asked="Hoe vaak komt Merenland bij elkaar?"))
    assert refused.status_code == 422 and "Merenland" in refused.content.decode()
    saved = leads.post(address, fields(also_asked="Om de hoeveel tijd?\n\n Elke week? "))
    assert saved.status_code == 302
    shown = browse(merenland.leader).get(reverse("card", args=[card.pk])).content.decode()
    assert "<li>Om de hoeveel tijd?</li>" in shown
    assert "<li>Elke week?</li>" in shown
