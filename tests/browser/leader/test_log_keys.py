"""A leader logs with the hands on the keyboard, and finds the buttons without scrolling."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.months import Month
from regions.progress.models import CheckIn
from tests.browser.leader.test_check_in import SAVED, URL, row, said, send
from tests.progress.stories import log, obstacle


@pytest.fixture
def story(merenland):
    says = {
        "1.1": {"status": "on_track"},
        "1.2": {"status": "on_track"},
        "2.1": {"status": "behind", "counted": 20, "problem": "Te weinig plekken."},
    }
    last = str(Month.of(timezone.localdate()).previous)
    log(merenland.region, last, says)
    obstacle(merenland.region, "2.1", last)
    return merenland


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_numbers_answer_arrows_go_from_row_to_row_and_control_enter_finishes(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    row(page, "1.1 Keuzevak").get_by_label("Op schema").focus()
    press(page, "2", "ArrowDown", "1")
    assert row(page, "1.1 Keuzevak").get_by_label("Loopt achter").is_checked()
    assert row(page, "2.1 Stages").get_by_label("Nog zo").is_checked()
    press(page, "ArrowUp")
    expect(row(page, "1.1 Keuzevak").get_by_label("Loopt achter")).to_be_focused()
    press(page, "1", "ArrowDown", "2", "ArrowDown", "4", "Control+Enter")
    send(page)
    expect(page.locator("h1")).to_contain_text("is binnen")
    kept = CheckIn.objects.latest("month_on").updates.order_by("activity__code")
    assert list(kept.values_list("status", "obstacle_fate")) == [
        ("on_track", ""), ("done", ""), ("on_track", "picked_up"),
    ]  # fmt: skip


def test_numbers_in_a_text_or_a_count_are_typed_and_answer_nothing(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    stages = row(page, "2.1 Stages")
    counted = stages.get_by_label("Geteld tot nu toe")
    assert counted.get_attribute("placeholder") == "20"
    counted.press_sequentially("31")
    page.get_by_label("Wat gaat goed?").press_sequentially("Klopt het? 4 keer.")
    expect(said(page)).to_have_text(SAVED)
    assert counted.input_value() == "31"
    assert page.get_by_label("Wat gaat goed?").input_value() == "Klopt het? 4 keer."
    assert stages.locator(".say :checked").count() == 0
    assert page.get_by_role("dialog").count() == 0


def test_enter_goes_down_the_counts_and_then_to_the_button_that_finishes(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    row(page, "2.1 Stages").get_by_label("Geteld tot nu toe").fill("31")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Afronden")).to_be_focused()
    assert page.url.endswith(URL)


def test_numbers_at_the_question_of_an_obstacle_answer_that_question(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    stages = row(page, "2.1 Stages")
    stages.get_by_label("Nog zo").focus()
    press(page, "2")
    assert stages.get_by_label("Opgepakt").is_checked()
    assert stages.locator(".say :checked").count() == 0


def test_a_question_mark_shows_the_keys_and_escape_takes_them_away(story, browse_as, check_page):
    page = browse_as(story.leader)
    page.goto(URL)
    first = row(page, "1.1 Keuzevak").get_by_label("Op schema")
    first.focus()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Toetsen in het maandlog")).to_be_visible()
    check_page(page)
    press(page, "2", "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(first).to_be_focused()
    expect(row(page, "1.1 Keuzevak").get_by_label("Loopt achter")).not_to_be_checked()
    page.get_by_role("button", name="Toetsen (?)").click()
    page.get_by_role("button", name="Sluiten").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_on_a_phone_the_bar_that_stays_holds_both_buttons_and_takes_little(story, browse_as):
    page = browse_as(story.leader, phone=True)
    page.goto(URL)
    for name in ("Verder geen wijziging", "Afronden"):
        expect(page.locator(".stick").get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    page.get_by_label("Wat gaat goed?").fill("Het leerlab is open.")
    expect(said(page)).to_have_text(SAVED)
    height = page.locator(".stick").bounding_box()["height"]
    assert height <= 0.12 * page.viewport_size["height"]
