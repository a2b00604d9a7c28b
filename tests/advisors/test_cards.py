"""Answer cards: who reads and writes them, and what never gets into one."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisors.models import AnswerCard, CardFile, Question
from tests.advisors.test_questions import LATER, a_card
from tests.conftest import NOW

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
    one = a_card(merenland.advisor)
    met = {merenland.leader: 200, merenland.advisor: 200, bureau: 200, merenland.chair: 404}
    for who, status in met.items():
        for address in (reverse("cards"), reverse("card", args=[one.pk])):
            assert browse(who).get(address).status_code == status


def test_a_draft_is_for_its_owner_and_the_bureau(merenland, kustzoom, bureau, browse):
    one = a_card(merenland.advisor, published_at=None)
    met = {
        who: browse(who).get(reverse("card", args=[one.pk])).status_code
        for who in (merenland.advisor, bureau, kustzoom.advisor, merenland.leader)
    }
    assert list(met.values()) == [200, 200, 404, 404]


def test_only_the_owner_and_the_bureau_change_a_card(merenland, kustzoom, bureau, browse):
    one = a_card(merenland.advisor)
    for address in ("card_edit", "card_publish", "card_true"):
        for who in (kustzoom.advisor, merenland.leader):
            assert browse(who).post(reverse(address, args=[one.pk])).status_code == 403
    browse(bureau).post(reverse("card_publish", args=[one.pk]))
    one.refresh_from_db()
    assert one.published_at is None


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
    one = AnswerCard.objects.get()
    question.refresh_from_db()
    assert one.published_at and question.card == one and one.owner == merenland.advisor
    shown = browse(merenland.leader).get(reverse("card", args=[one.pk])).content.decode()
    assert "Vergadert Merenland" not in shown


def test_a_card_that_was_checked_holds_for_another_year(merenland, browse):
    one = a_card(merenland.advisor, recheck_on=datetime.date(2026, 11, 1))
    page = browse(merenland.advisor)
    assert "opnieuw bekijken" in page.get(reverse("cards")).content.decode()
    page.post(reverse("card_true", args=[one.pk]))
    one.refresh_from_db()
    assert one.recheck_on == LATER


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
    assert found({"theme": "999999999999"}) == (True, True)
