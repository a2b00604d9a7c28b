"""An advisor logs talks from the call card; the cap stands on the button and decides who reads."""

import re

from playwright.sync_api import expect

from advisors.models import Promise, Talk

CARD, TALKS = "/regions/merenland/call-card/", "/regions/merenland/talks/"


def test_an_advisor_logs_two_talks_and_the_leader_reads_one(merenland, browse_as, check_page):
    advisor = browse_as(merenland.advisor)
    advisor.goto(CARD)
    check_page(advisor)
    advisor.get_by_label("Met welke pet op?").select_option("mediator")
    save = advisor.locator("[data-save]")
    expect(save).to_have_text("Bewaar, alleen voor mij")
    expect(advisor.get_by_text("ook het landelijk bureau niet")).to_be_visible()
    advisor.get_by_label("Notitie").fill("Beiden willen het mandaat op papier.")
    save.click()
    advisor.wait_for_url("**/saved/")
    check_page(advisor)

    advisor.goto(CARD)
    expect(advisor.locator("h1")).to_contain_text("Sinds je gesprek op")
    advisor.get_by_label("Met welke pet op?").select_option("coach")
    expect(save).to_have_text("Bewaar, ook voor de programmaleider")
    advisor.get_by_label("Notitie").fill("Minder zelf doen.")
    advisor.locator("#id_agreed-0-who").select_option(label="Programmaleider")
    advisor.locator("#id_agreed-0-text").fill("Rol op de agenda zetten")
    save.click()
    advisor.wait_for_url("**/saved/")
    check_page(advisor)
    advisor.goto(TALKS)
    advisor.get_by_role("button", name="Stel voor als regel in het log").click()
    expect(advisor.get_by_text("voorgesteld voor het log")).to_be_visible()
    advisor.goto("/advisors/log/?q=mandaat")
    check_page(advisor)
    expect(advisor.get_by_role("article")).to_have_count(1)

    leader = browse_as(merenland.leader, phone=True)
    leader.goto(TALKS)
    check_page(leader)
    expect(leader.get_by_text("Minder zelf doen.")).to_be_visible()
    expect(leader.get_by_text("Beiden willen het mandaat op papier.")).to_have_count(0)
    leader.get_by_label("Bij welke activiteit?").select_option(index=1)
    leader.get_by_role("button", name="Zet in mijn log").click()
    expect(leader.get_by_label("Wat gaat goed?")).to_have_value("")
    expect(leader.get_by_text("De regel staat in je log van")).to_be_visible()
    assert Talk.objects.count() == 2 and Promise.objects.get().taken_at


def test_a_call_card_fits_on_one_sheet_and_works_on_a_phone(merenland, browse_as, check_page):
    phone = browse_as(merenland.advisor, phone=True, scripts=False)
    phone.goto(CARD)
    phone.get_by_label("Met welke pet op?").select_option("coach")
    phone.get_by_label("Notitie").fill("Zonder script vastgelegd.")
    phone.get_by_role("button", name="Bewaar het gesprek").click()
    phone.goto(TALKS)
    expect(phone.get_by_text("Zonder script vastgelegd.")).to_be_visible()
    page = browse_as(merenland.advisor)
    page.goto(CARD)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    phone_again = browse_as(merenland.advisor, phone=True)
    phone_again.goto(CARD)
    check_page(phone_again)


def test_a_leader_tells_a_number_on_a_phone_and_the_advisor_calls_it(
    merenland, browse_as, check_page
):
    page = browse_as(merenland.leader, phone=True)
    page.goto("/accounts/me/")
    check_page(page)
    page.get_by_label("Telefoon").fill("bel maar")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("alleen cijfers")
    page.faults.clear()  # a form with errors is no fault
    check_page(page)
    page.get_by_label("Telefoon").fill("06 12 34 56 78")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het is bewaard.")).to_be_visible()
    card = browse_as(merenland.advisor)
    card.goto(f"/regions/{merenland.slug}/call-card/")
    expect(card.get_by_role("link", name="06 12 34 56 78")).to_have_attribute(
        "href", "tel:0612345678"
    )
    check_page(card)
