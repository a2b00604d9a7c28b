"""A leader signs up and takes an initiative over on a phone; an advisor is away and back again."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from advisors.models import Attendance, Initiative, NetworkMeeting, TakeOver, Theme
from regions.models import Membership

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2


@pytest.fixture
def recruiting(db) -> Theme:
    return Theme.objects.create(name="Werving")


def test_a_leader_signs_up_and_takes_an_initiative_over_on_a_phone(
    merenland, kustzoom, recruiting, browse_as, check_page
):
    meeting = NetworkMeeting.objects.create(
        title=f"Bedrijven die blijven {LONG}",
        theme=recruiting,
        starts_at=timezone.now() + datetime.timedelta(days=9),
        place="https://overleg.example/1",
    )
    Initiative.objects.create(
        region=merenland.region, theme=recruiting, title=f"Techniekbus {LONG}", text=LONG
    )
    page = browse_as(kustzoom.leader, phone=True)
    page.goto("/advisors/network/")
    check_page(page)
    page.get_by_role("link", name="Alle bijeenkomsten").click()
    check_page(page)
    page.get_by_role("button", name="Ik kom Bedrijven").click()
    expect(page.get_by_text("Je komt naar")).to_be_visible()
    expect(page.get_by_role("button", name="Ik kom niet")).to_be_visible()
    assert Attendance.objects.get().person == kustzoom.leader
    page.get_by_role("link", name="Bedrijven die blijven").click()
    expect(page.get_by_text("Karim Bakker", exact=True)).to_be_visible()
    check_page(page)
    page.goto("/advisors/initiatives/")
    page.get_by_label("Woorden").fill("techniekbus")
    page.get_by_role("button", name="Tonen").click()
    check_page(page)
    page.get_by_role("link", name="Techniekbus").click()
    check_page(page)
    page.get_by_role("link", name="Overnemen").click()
    page.get_by_label("Waar hangt het in je eigen plan?").select_option(
        label="2.1 Stages leerjaar 3"
    )
    check_page(page)
    page.get_by_role("button", name="Overnemen").click()
    expect(page.get_by_text("overgenomen van Merenland")).to_be_visible()
    expect(page.get_by_text("Hangt aan 2.1 Stages leerjaar 3")).to_be_visible()
    check_page(page)
    assert TakeOver.objects.get().region == kustzoom.region
    assert meeting.attendances.count() == 1


def test_an_advisor_reports_an_absence_and_takes_it_back(
    merenland, kustzoom, recruiting, browse_as, check_page
):
    first = timezone.localdate() + datetime.timedelta(days=3)
    last = first + datetime.timedelta(days=4)
    page = browse_as(merenland.advisor)
    page.goto("/advisors/network/")
    check_page(page)
    page.get_by_role("link", name="Mijn gegevens").first.click()
    page.locator("#id_theme").select_option(label="Werving")
    page.get_by_role("button", name="Thema toevoegen").click()
    expect(page.get_by_text("Collega’s vinden je nu")).to_be_visible()
    page.get_by_role("button", name="Verwijderen Werving").click()
    check_page(page)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_role("button", name="Verwijderen Werving")).to_be_visible()
    page.get_by_role("link", name="Ik ben afwezig").click()
    page.get_by_label("Eerste dag afwezig").fill(f"{last:%Y-%m-%d}")
    page.get_by_label("Laatste dag afwezig").fill(f"{first:%Y-%m-%d}")
    page.get_by_label("Wie valt voor je in?").select_option(label="Nora Postma")
    page.get_by_role("button", name="Melden").click()
    expect(page.get_by_role("alert").get_by_text("ligt vóór de begindatum")).to_be_visible()
    page.faults.clear()  # Chromium tells of the answer 422
    check_page(page)
    page.get_by_label("Eerste dag afwezig").fill(f"{first:%Y-%m-%d}")
    page.get_by_label("Laatste dag afwezig").fill(f"{last:%Y-%m-%d}")
    page.get_by_role("button", name="Melden").click()
    expect(page.get_by_text("Nora Postma valt voor je in bij één regio")).to_be_visible()
    check_page(page)
    lent = Membership.objects.get(is_interim=True)
    assert (lent.user, lent.starts_on, lent.ends_on) == (kustzoom.advisor, first, last)
    page.get_by_role("button", name="Neem terug").click()
    expect(page.get_by_text("Je bent er weer.")).to_be_visible()
    assert not Membership.objects.filter(is_interim=True).exists()


@pytest.mark.parametrize("phone", [False, True])
def test_handover_and_the_start_of_a_leader(merenland, browse_as, check_page, phone):
    page = browse_as(merenland.leader, phone=phone)
    page.goto("/regions/merenland/handover/")
    check_page(page)
    page.get_by_role("link", name="Voor wie begint").click()
    expect(page.get_by_text("Het plan in tien regels")).to_be_visible()
    check_page(page)
