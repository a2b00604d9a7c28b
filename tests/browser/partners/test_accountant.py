"""The controller makes a link for the accountant, who reads the figures; then it is revoked."""

import re

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from regions.models import Role
from regions.partners.models import Business, Partnership
from regions.steering.mandate.accepting import accept
from tests.conftest import LONG_AGO, member, person
from tests.partners.test_accountant import give


@pytest.fixture
def controller(merenland):
    user = person("Coen Prins")
    member(user, Role.CONTROLLER, merenland.region)
    business = Business.objects.create(name="Kade & Zn. Scheepsbouw", place="Waterkant")
    partner = Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )
    give(partner, "machine", 1_250_00, 2026, "proven")
    return user


def test_the_penvoerder_begins_with_the_money(merenland, controller, browse_as, check_page):
    user = person("Pieter Vos")
    member(user, Role.LEAD_APPLICANT, merenland.region)
    accept(user, merenland.group.mandate_on(localdate()), now())
    for phone in (False, True):
        page = browse_as(user, phone=phone)
        page.goto("/")
        expect(page.get_by_role("heading", name="Het geld in")).to_be_visible()
        check_page(page)
    page.get_by_role("link", name="Voor de accountant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu kan geen accountant meekijken")


def test_an_accountant_reads_along_until_the_link_is_revoked(
    controller, browse_as, open_page, check_page
):
    page = browse_as(controller, phone=True)
    page.goto("/regions/merenland/plan/realised/")
    page.get_by_role("link", name="Voor de accountant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu kan geen accountant meekijken")
    check_page(page)
    page.get_by_role("button", name="Maak een link").click()
    expect(page.get_by_text("Nog niets bewaard.")).to_be_visible()
    page.faults.clear()  # the browser tells of the 422 that is meant
    check_page(page)
    page.get_by_label("Voor wie").fill("A. Telman, Kantoor Cijfers")
    page.get_by_label("Waarvoor").fill("Controle van de jaarrekening")
    page.get_by_role("button", name="Maak een link").click()
    address = page.get_by_label("Link voor de accountant").input_value()
    check_page(page)
    path = re.search(r"/accountant/.+", address)[0]

    accountant = open_page(scripts=False)
    accountant.goto(path)
    expect(accountant.get_by_text("Voor A. Telman, Kantoor Cijfers")).to_be_visible()
    accountant.get_by_role("link", name="Alle jaren").click()
    expect(accountant.get_by_role("row", name="Kade & Zn. Scheepsbouw")).to_contain_text("1.250,00")
    looking = open_page(phone=True)
    looking.goto(f"{path}?year=all")
    check_page(looking)

    page.get_by_role("link", name="Klaar").click()
    expect(page.get_by_text("3 keer geopend")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("ingetrokken op")).to_be_visible()
    check_page(page)
    accountant.reload()
    expect(accountant.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    looking.goto(path)
    looking.faults.clear()  # the browser tells of the 404 that is meant
    check_page(looking)
