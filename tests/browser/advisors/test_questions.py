"""A leader finds an answer while typing; the advisor answers a question and makes a card."""

import datetime

from django.utils import timezone
from playwright.sync_api import expect

from advisors.models import AnswerCard, CardUse, Question

ASK = "/regions/merenland/questions/"
LATER = datetime.date(2027, 12, 1)


def question_on(page):
    """The field, not the answers beside it that look like what is typed."""
    return page.get_by_role("textbox", name="Je vraag")


def test_a_leader_finds_an_answer_on_a_phone_and_asks_another_in_confidence(
    merenland, browse_as, check_page
):
    AnswerCard.objects.create(
        title="Hoe vaak komt een stuurgroep bij elkaar?", answer="Vier keer per jaar.",
        recheck_on=LATER, published_at=timezone.now(), owner=merenland.advisor,
    )  # fmt: skip
    page = browse_as(merenland.leader, phone=True)
    page.goto(ASK)
    check_page(page)
    question_on(page).press_sequentially("Hoe vaak vergadert een stuurgroep?")
    page.get_by_text("Hoe vaak komt een stuurgroep bij elkaar?").click()
    expect(page.get_by_text("Vier keer per jaar.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Dit is mijn antwoord").click()
    expect(page.get_by_text("Je vraag is niet verstuurd")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Stel mijn vraag toch").click()
    expect(question_on(page)).to_have_value("Hoe vaak vergadert een stuurgroep?")
    question_on(page).fill("Ik lig overhoop met een directeur.")
    expect(page.get_by_label("Aan welke ondersteuner?")).to_be_hidden()
    page.get_by_label("Proces").check()
    page.get_by_label("Vertrouwelijk").check()
    own = f"{merenland.advisor.name} (je ondersteuner)"
    page.get_by_label("Aan welke ondersteuner?").select_option(label=own)
    page.get_by_role("button", name="Vraag het de ondersteuner").click()
    expect(page.get_by_text("Ik lig overhoop met een directeur.")).to_be_visible()
    assert CardUse.objects.count() == 1 and Question.objects.get().is_confidential


def test_an_advisor_answers_makes_a_card_and_finds_it_again(merenland, browse_as, check_page):
    Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader,
        text="Hoe vaak moet de groep bij elkaar komen?",
    )  # fmt: skip
    page = browse_as(merenland.advisor)
    page.goto("/advisors/questions/")
    check_page(page)
    page.get_by_role("link", name="Hoe vaak moet de groep bij elkaar komen?").click()
    page.get_by_label("Je antwoord").fill("Vier keer per jaar is genoeg.")
    page.get_by_role("button", name="Bewaar het antwoord").click()
    check_page(page)
    page.get_by_role("link", name="Maak hier een kaart van").click()
    check_page(page)
    page.get_by_role("button", name="Bewaar en publiceer").click()
    check_page(page)
    page.keyboard.press("/")
    expect(page.locator("h1")).to_have_text("Zoeken in het portaal")
    page.get_by_label("Woorden").fill("bij elkaar komen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Antwoordkaarten")).to_be_visible()
    check_page(page)
    page.goto("/advisors/cards/")
    check_page(page)
