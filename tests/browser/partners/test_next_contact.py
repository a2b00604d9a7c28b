"""A leader adds a municipality, agrees when to call again, and finds that call when it is due."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.partners.models import ContactMoment


@pytest.mark.parametrize(
    "how", [{}, {"phone": True}, {"phone": True, "scripts": False}], ids=["wide", "phone", "plain"]
)
def test_from_a_new_partner_to_the_call_that_was_agreed(merenland, browse_as, check_page, how):
    page = browse_as(merenland.leader, **how)
    look = check_page if how.get("scripts", True) else lambda page: None
    today = timezone.localdate()
    page.goto("/regions/merenland/partners/new/")
    page.get_by_label("Naam").fill("Gemeente Rietdam")
    page.get_by_label("Soort").select_option("municipality")
    look(page)
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Gemeente Rietdam is nog niet gesproken")
    expect(page.locator("main").get_by_text("Gemeente", exact=False).first).to_be_visible()
    look(page)
    page.goto("/regions/merenland/partners/")
    page.get_by_role("link", name="Bel-notitie Gemeente Rietdam").click()
    expect(page.locator("h1")).to_have_text("Je sprak Gemeente Rietdam")
    page.get_by_label("In één regel").fill("Zij kijken naar de bus")
    page.get_by_label("Bel weer op").fill(f"{today}")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Kies een dag na dit contact.").first).to_be_visible()
    page.faults.clear()  # the browser tells of the 422 that is meant
    expect(page.get_by_label("In één regel")).to_have_value("Zij kijken naar de bus")
    look(page)
    page.get_by_label("Bel weer op").fill(f"{today + datetime.timedelta(days=14)}")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het contact is vastgelegd.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look(page)

    # Two weeks later.
    ContactMoment.objects.update(held_on=today - datetime.timedelta(days=14), next_on=today)
    page.goto("/regions/merenland/partners/")
    expect(page.locator("h1")).to_have_text("Eén partner is toe aan een gesprek")
    look(page)
    page.get_by_role("link", name="Gemeente Rietdam", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Gemeente Rietdam")
    look(page)
    page.get_by_role("link", name="Bel-notitie").first.click()
    expect(page.locator("h1")).to_have_text("Je sprak Gemeente Rietdam")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het contact is vastgelegd.")).to_be_visible()
    expect(page.locator("h1")).not_to_contain_text("toe aan een gesprek")
