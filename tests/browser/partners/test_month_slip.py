"""A leader lets a business sign for a month: by a link with a copy, and on the spot with a code."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from regions.partners.models import Business, Contribution, ContributionSlip, Partnership
from tests.conftest import LONG_AGO

DAY = datetime.date


@pytest.fixture
def partner(merenland) -> Partnership:
    merenland.leader.phone = "06 1234 5678"
    merenland.leader.save()
    business = Business.objects.create(name="Kade & Zn. Scheepsbouw", place="Waterkant")
    row = Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )
    for title, day, cents in (
        ("Lasrobot in bruikleen", 3, 1_250_00),
        ("Staal voor de werkplaats", 20, 200_25),
    ):
        on = DAY(2026, 10, day)
        Contribution.objects.create(
            partnership=row, kind="goods", title=title, promised_on=on, promised_cents=cents,
            delivered_on=on, delivered_cents=cents,
        )  # fmt: skip
    return row


def test_a_business_signs_for_a_month_at_once_and_asks_a_copy(
    partner, merenland, browse_as, open_page, check_page
):
    leader = browse_as(merenland.leader, phone=True)
    leader.goto("/regions/merenland/partners/contributions/sign/")
    check_page(leader)
    leader.get_by_role("button", name="Eén link voor de hele maand").click()
    expect(leader.get_by_text("deze 2 bijdragen, samen € 1.450,25")).to_be_visible()
    check_page(leader)
    path = re.search(r"/slips/.+", leader.get_by_label("Link voor het bedrijf").input_value())[0]

    phone = open_page(phone=True, scripts=False)
    phone.goto(path)
    expect(phone.get_by_role("listitem")).to_have_count(3)
    expect(phone.get_by_role("link", name="06 1234 5678")).to_be_visible()
    phone.get_by_label("Uw naam").fill("Jan Kade")
    phone.get_by_label("Uw functie").fill("directeur")
    phone.get_by_label("Uw mailadres").fill("jan@kade.example")
    phone.get_by_role("button", name="Ja, alles klopt: onderteken").click()
    expect(phone.get_by_text("U krijgt een kopie per mail.")).to_be_visible()
    looking = open_page(phone=True)
    looking.goto(path)
    check_page(looking)
    assert ContributionSlip.objects.get().copy_to == "jan@kade.example"

    leader.get_by_role("link", name="Klaar").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Alles wat is geleverd, is bewezen")
    check_page(leader)


def test_a_business_signs_on_the_screen_of_the_leader(partner, merenland, browse_as, check_page):
    leader = browse_as(merenland.leader, phone=True)
    leader.goto("/regions/merenland/partners/contributions/sign/")
    leader.get_by_role("button", name="Ter plekke tekenen").click()
    expect(leader.get_by_role("img", name="Code die de bon opent")).to_be_visible()
    check_page(leader)
    leader.get_by_role("link", name="Teken op dit scherm").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("Heeft Kade & Zn.")
    check_page(leader)
    leader.get_by_label("Uw naam").fill("Jan Kade")
    leader.get_by_label("Uw functie").fill("directeur")
    leader.get_by_role("button", name="Ja, alles klopt: onderteken").click()
    expect(leader.get_by_role("heading", name="Dank u wel, u hebt getekend")).to_be_visible()
    assert not Contribution.objects.filter(proven_on=None).exists()


@pytest.mark.parametrize("phone", [False, True])
def test_links_of_several_businesses_stand_on_one_page(
    partner, merenland, browse_as, check_page, phone
):
    other = Partnership.objects.create(
        region=merenland.region, business=Business.objects.create(name="Van Rees"),
        started_on=LONG_AGO,
    )  # fmt: skip
    on = DAY(2026, 9, 3)
    Contribution.objects.create(
        partnership=other, kind="goods", title="Kabels", promised_on=on, promised_cents=90_00,
        delivered_on=on, delivered_cents=90_00,
    )  # fmt: skip
    page = browse_as(merenland.leader, phone=phone)
    page.goto("/regions/merenland/partners/contributions/sign/")
    page.get_by_role("button", name="Kies alles op deze pagina").click()
    expect(page.get_by_role("checkbox", name="Kies Van Rees, september 2026")).to_be_checked()
    check_page(page)
    page.get_by_role("button", name="Maak de links van wat je aanvinkt").click()
    expect(page.locator("h1")).to_have_text("Hier zijn 2 links; je ziet ze alleen nu")
    check_page(page)
    expect(page.get_by_label("Link voor het bedrijf")).to_have_count(2)
    assert ContributionSlip.objects.count() == 2


def test_what_a_filter_leaves_open_stays_out_of_the_address(partner, merenland, browse_as):
    page = browse_as(merenland.leader)
    page.goto("/regions/merenland/partners/contributions/")
    page.get_by_label("Stand").select_option("delivered")
    page.get_by_role("button", name="Tonen").click()
    page.wait_for_url("**/contributions/?state=delivered")
    page.get_by_role("link", name="Bedrag").click()
    page.wait_for_url("**/contributions/?state=delivered&sort=amount")
    expect(page.get_by_role("columnheader", name="Bedrag")).to_have_attribute(
        "aria-sort", "descending"
    )
    page.go_back()
    expect(page.get_by_label("Jaar")).to_be_enabled()
