"""A group decides in the browser: members on a phone, the chair wide, and who only reads."""

import pytest
from playwright.sync_api import Page, expect

from regions.plans.models import PlanChange
from regions.steering.models import Vote
from tests.steering.deciding_group import asked, draft, seats

LIST = "/regions/merenland/steering/decisions/"


@pytest.fixture
def proposal(merenland) -> tuple[PlanChange, list]:
    users = seats(merenland, 3)
    return asked(merenland), users


def open_decision(page: Page, change: PlanChange) -> None:
    page.goto(f"{LIST}{change.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stages later")


def test_members_answer_and_the_chair_establishes(merenland, proposal, browse_as, check_page):
    change, users = proposal
    phone = browse_as(users[1], phone=True)
    phone.goto(LIST)
    check_page(phone)
    phone.get_by_role("link", name="Stages later").click()
    check_page(phone)
    phone.get_by_label("Toelichting bij uw antwoord").fill("Dan kan ons bedrijf meedoen.")
    phone.get_by_role("button", name="Tegen").click()
    expect(phone.get_by_text("Uw antwoord: tegen")).to_be_visible()
    phone.get_by_role("button", name="Voor", exact=True).click()
    expect(phone.get_by_text("Uw antwoord: voor")).to_be_visible()
    expect(phone.get_by_role("heading", name="Wat de stuurgroep vindt")).to_be_visible()
    check_page(phone)
    assert Vote.objects.get().answer == "for"

    chair = browse_as(merenland.chair)
    open_decision(chair, change)
    assert chair.get_by_role("link", name="Verder naar de bevestiging").count() == 0
    chair.get_by_role("button", name="Voor", exact=True).click()
    check_page(chair)
    chair.get_by_role("link", name="Verder naar de bevestiging").click()
    check_page(chair)
    chair.get_by_label("Waarom wacht u niet").fill("De scholen wachten.")
    chair.get_by_role("button", name="Stel vast: aangenomen").click()
    expect(chair.get_by_role("heading", name="Aangenomen")).to_be_visible()
    expect(chair.get_by_text("Dan kan ons bedrijf meedoen.")).to_be_visible()
    check_page(chair)
    chair.goto(LIST)
    check_page(chair)
    expect(chair.get_by_text("2 voor, 0 tegen, 1 niet bekeken")).to_be_visible()

    leader = browse_as(merenland.leader)
    open_decision(leader, change)
    check_page(leader)
    expect(leader.get_by_text("De scholen wachten.")).to_be_visible()

    open_decision(chair, change)
    chair.get_by_text("Heropen dit besluit").click()
    chair.get_by_label("Waarom heropent u het besluit?").fill("Een bedrijf haakte af.")
    chair.get_by_role("button", name="Heropen het besluit").click()
    check_page(chair)
    expect(chair.get_by_text("Een bedrijf haakte af.").first).to_be_visible()


def test_outside_the_mandate_there_is_nothing_to_press(merenland, browse_as, check_page):
    seats(merenland, 2)
    change = asked(merenland, kind="budget")
    page = browse_as(merenland.chair, phone=True)
    open_decision(page, change)
    expect(page.get_by_text("valt niet onder het mandaat")).to_be_visible()
    assert page.get_by_role("button", name="Geen stem").count() == 0
    check_page(page)


def test_a_member_accepts_the_mandate_before_deciding(merenland, browse_as, check_page):
    change = asked(merenland)
    page = browse_as(merenland.chair)
    open_decision(page, change)
    check_page(page)
    page.get_by_role("link", name="Lees het mandaat").click()
    page.get_by_role("button", name="Gelezen en akkoord").click()
    open_decision(page, change)
    page.get_by_role("button", name="Voor", exact=True).click()
    expect(page.get_by_text("Uw antwoord: voor")).to_be_visible()


def test_without_scripts_a_member_answers_as_well(merenland, proposal, browse_as):
    change, users = proposal
    page = browse_as(users[2], scripts=False)
    open_decision(page, change)
    page.get_by_role("button", name="Voor", exact=True).click()
    expect(page.get_by_text("Uw antwoord: voor")).to_be_visible()


@pytest.mark.parametrize("who", ["leader", "advisor"])
def test_a_draft_shows_what_moves_with_it(merenland, browse_as, check_page, who):
    change = draft(merenland)
    page = browse_as(getattr(merenland, who), phone=who == "advisor")
    open_decision(page, change)
    expect(page.get_by_role("heading", name="Wat er meeschuift")).to_be_visible()
    check_page(page)
    page.goto(LIST)
    check_page(page)
