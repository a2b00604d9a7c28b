"""A leader records a delivery and makes a link, a business signs it on a phone, and the leader
reads that it is proven."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from regions.partners.models import Business, Contribution, EligibleBudget, HourlyRate, Partnership

DAY = datetime.date


@pytest.fixture
def partner(merenland) -> Partnership:
    HourlyRate.objects.create(cents=55_00, valid_from_on=DAY(2025, 1, 1), source="Demonstratie")
    EligibleBudget.objects.create(
        region=merenland.region, cents=1_000_000_00, source="Demonstratie",
        valid_from_on=DAY(2025, 1, 1), valid_until_on=DAY(2028, 12, 31),
    )  # fmt: skip
    business = Business.objects.create(name="Kade & Zn. Scheepsbouw", place="Waterkant")
    return Partnership.objects.create(
        region=merenland.region, business=business, started_on=DAY(2025, 1, 1)
    )


def record_forty_hours(leader, check_page) -> None:
    leader.goto("/regions/merenland/partners/contributions/")
    check_page(leader)
    leader.get_by_role("link", name="Eerste bijdrage toevoegen").click()
    check_page(leader)
    leader.get_by_label("Bedrijf").select_option(label="Kade & Zn. Scheepsbouw")
    leader.get_by_label("Soort").select_option(label="Begeleiding van stages")
    leader.get_by_label("Wat precies?").fill("Begeleiding van zes stages")
    leader.get_by_label("Aantal uren").fill("40")
    expect(leader.get_by_label("Bedrag in euro’s")).to_be_hidden()
    leader.get_by_role("button", name="Bewaren").click()
    expect(leader.get_by_text("40 uur × € 55,00 = € 2.200,00")).to_be_visible()
    check_page(leader)
    leader.get_by_role("link", name="Leg de levering vast").click()
    leader.get_by_label("Uren die echt zijn gemaakt").fill("38")
    check_page(leader)
    leader.get_by_role("button", name="Bewaren").click()


def test_a_business_signs_on_a_phone_and_the_leader_reads_it(
    partner, merenland, browse_as, open_page, check_page
):
    leader = browse_as(merenland.leader)
    record_forty_hours(leader, check_page)
    leader.get_by_role("button", name="Maak een link om te tekenen").click()
    check_page(leader)
    address = leader.get_by_label("Link voor het bedrijf").input_value()
    path = re.search(r"/slips/.+", address)[0]

    phone = open_page(phone=True)
    phone.goto(path)
    assert phone.get_by_role("heading", name="Heeft Kade & Zn. Scheepsbouw dit bijgedragen?")
    expect(phone.get_by_text("€ 2.090,00")).to_be_visible()
    check_page(phone)
    phone.get_by_role("button", name="Ja, dit klopt: onderteken").click()
    expect(phone.get_by_text("Nog niets bewaard.")).to_be_visible()
    phone.faults.clear()  # the browser tells of the 422 that is meant
    check_page(phone)
    phone.get_by_label("Uw naam").fill("Jan Kade")
    phone.get_by_label("Uw functie").fill("directeur")
    phone.get_by_role("button", name="Ja, dit klopt: onderteken").click()
    expect(phone.get_by_role("heading", name="Dank u wel, u hebt getekend")).to_be_visible()
    check_page(phone)

    leader.goto("/regions/merenland/partners/contributions/")
    check_page(leader)
    leader.get_by_role("link", name="Begeleiding van zes stages").click()
    expect(leader.get_by_text("getekend: Jan Kade, directeur")).to_be_visible()
    check_page(leader)
    assert Contribution.objects.get().proven_on is not None
    for page in ("overview/", "sign/", "import/"):
        leader.goto(f"/regions/merenland/partners/contributions/{page}")
        check_page(leader)


def test_a_business_says_what_is_not_right_without_scripts(
    partner, merenland, browse_as, open_page, check_page
):
    leader = browse_as(merenland.leader, phone=True)
    record_forty_hours(leader, check_page)
    leader.get_by_role("button", name="Maak een link om te tekenen").click()
    check_page(leader)
    path = re.search(r"/slips/.+", leader.get_by_label("Link voor het bedrijf").input_value())[0]
    phone = open_page(phone=True, scripts=False)
    phone.goto(path)
    phone.get_by_text("Er klopt iets niet").click()
    phone.get_by_label("Wat klopt er niet?").fill("Het waren er dertig.")
    phone.get_by_role("button", name="Geef het door aan de programmaleider").click()
    expect(phone.get_by_role("heading", name="we hebben het doorgegeven")).to_be_visible()
    leader.goto("/regions/merenland/partners/contributions/sign/")
    expect(leader.get_by_text("Het waren er dertig.")).to_be_visible()
    check_page(leader)


def test_the_bureau_adds_a_rate(partner, bureau, browse_as, check_page):
    page = browse_as(bureau)
    page.goto("/bureau/financing/")
    check_page(page)
    page.get_by_role("link", name="Nieuw uurtarief").click()
    check_page(page)
    page.goto("/slips/verzonnen/")
    page.faults.clear()  # the browser tells of the 404 that is meant
    check_page(page)
