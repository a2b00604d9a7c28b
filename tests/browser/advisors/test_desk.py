"""A morning at the desk: ten questions, three answered by a card, two handed over."""

import datetime

from django.utils import timezone
from playwright.sync_api import expect

from advisors.models import AnswerCard, Question, Theme
from regions.models import Role
from tests.conftest import member, person

LATER = datetime.date(2027, 12, 1)
ASKED = [
    "Hoe vaak komt een stuurgroep bij elkaar?",
    "Hoe vaak moet de stuurgroep bij elkaar komen?",
    "Hoe dikwijls komt onze stuurgroep bij elkaar?",
    *(f"Vraag {number} over het rooster" for number in range(4, 11)),
]


def asked_by(place) -> None:
    now = timezone.now()
    for number, text in enumerate(ASKED):
        Question.objects.create(
            region=place.region, asked_of="advisor", asked_by=place.leader, text=text,
            asked_at=now - datetime.timedelta(days=20 - number),
        )  # fmt: skip


def test_a_morning_at_the_desk(merenland, kustzoom, browse_as, check_page):
    asked_by(merenland)
    theme = Theme.objects.create(name="Roosters")
    member(person("Hicham Collega"), Role.ADVISOR, kustzoom.region)
    AnswerCard.objects.create(
        title="Hoe vaak komt een stuurgroep bij elkaar?", answer="Vier keer per jaar.",
        recheck_on=LATER, published_at=timezone.now(), owner=merenland.advisor,
    )  # fmt: skip
    page = browse_as(merenland.advisor)
    page.goto("/advisors/questions/")
    check_page(page)
    expect(page.locator("h1")).to_have_text("10 vragen wachten op je")
    lines = page.locator(".desk-what a")
    expect(lines).to_have_text(ASKED)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for number in range(3):
        expect(page.locator(".question-text")).to_have_text(ASKED[number])
        page.locator(".similar summary").first.click()
        page.get_by_role("link", name="Antwoord met deze kaart").first.click()
        expect(page.get_by_label("Je antwoord")).to_have_value("Vier keer per jaar.")
        check_page(page)
        page.get_by_role("button", name="Bewaar het antwoord").click()
        page.get_by_role("link", name="Volgende vraag").click()
    page.get_by_label("Thema").select_option("Roosters")
    page.get_by_role("button", name="Bewaar het thema").click()
    page.get_by_text("Vraag een collega").click()
    check_page(page)

    page.goto("/advisors/questions/")
    expect(lines).to_have_text(ASKED[3:])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("o")
    expect(page.locator("#desk-colleague")).to_be_focused()
    page.get_by_role("button", name="Overdragen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een collega.")
    expect(page.locator(".desk-tick :checked")).to_have_count(2)
    page.faults.clear()  # the browser reports the 422 as an error
    check_page(page)
    page.locator("#desk-colleague").select_option("Hicham Collega")
    page.get_by_role("button", name="Overdragen").click()
    expect(page.get_by_text("Hicham Collega beantwoordt nu 2 vragen.")).to_be_visible()
    expect(lines).to_have_text([ASKED[3], *ASKED[6:]])

    page.keyboard.press("a")
    page.locator("#desk-theme").select_option("Roosters")
    page.get_by_role("button", name="Geef dit thema").click()
    expect(page.get_by_text("5 vragen gaan nu over Roosters.")).to_be_visible()
    expect(page.locator(".wide .waits")).to_have_text("5 wachten")
    page.get_by_role("link", name="Beantwoord").click()
    page.get_by_role("searchbox", name="Zoeken").fill("dikwijls")
    page.keyboard.press("Enter")
    expect(lines).to_have_text([ASKED[2]])
    check_page(page)
    assert Question.objects.filter(card__isnull=False).count() == 3
    assert Question.objects.filter(theme=theme).count() == 5


def test_on_a_phone_the_first_question_stands_on_the_first_screen(merenland, browse_as, check_page):
    asked_by(merenland)
    phone = browse_as(merenland.advisor, phone=True)
    phone.goto("/advisors/questions/")
    check_page(phone)
    first = phone.locator(".desk-line").first
    expect(first).to_contain_text(ASKED[0])
    assert first.bounding_box()["y"] < 300
    phone.get_by_text("Zoeken, filteren en volgorde").click()
    check_page(phone)
