"""The dossier: the bureau moves a moment, the leader tells DUS-I, hands in and keeps a letter."""

import datetime

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from regions.dossier.models import HandedIn, Letter, Notice, ReportingMoment
from regions.dutch import date_text
from regions.months import Month
from tests.progress.stories import log

DOSSIER = "/regions/merenland/dossier/"
PDF = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 brief"}


@pytest.fixture
def moment(merenland) -> ReportingMoment:
    told = {"status": "stalled", "problem": "Twee bedrijven vallen weg."}
    log(merenland.region, str(Month.of(localdate()).previous), {"2.1": told})
    return ReportingMoment.objects.create(title="Voortgang", due_on=later(28), source="Brief")


def later(days: int) -> datetime.date:
    return localdate() + datetime.timedelta(days=days)


def typed(days: int) -> str:
    return f"{later(days):%Y-%m-%d}"


def test_the_bureau_moves_a_moment(merenland, moment, bureau, browse_as, check_page):
    page = browse_as(bureau)
    page.goto("/bureau/moments/")
    check_page(page)
    page.get_by_role("link", name="Voortgang", exact=True).click()
    check_page(page)
    page.get_by_role("link", name="Dag verzetten").click()
    check_page(page)
    page.get_by_label("Nieuwe dag").fill(typed(60))
    page.get_by_label("Bron").fill("Brief van 20 november")
    page.get_by_role("button", name="Bewaren").click()
    moved = f"verzet van {date_text(later(28))} naar {date_text(later(60))}"
    expect(page.get_by_text(moved)).to_be_visible()
    page.get_by_role("link", name="Eén regio apart").click()
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_the_leader_tells_hands_in_and_keeps_a_letter(
    merenland, moment, browse_as, check_page, phone
):
    page = browse_as(merenland.leader, phone=phone)
    page.goto(DOSSIER)
    check_page(page)
    page.get_by_role("link", name="Beantwoorden Stages leerjaar 3").click()
    check_page(page)
    page.get_by_label("Gemeld", exact=True).check()
    page.get_by_label("Gemeld op").fill(typed(-2))
    page.get_by_label("Voeg een bestand toe").set_input_files(PDF)
    page.get_by_role("button", name="Bewaren").click()
    check_page(page)
    expect(page.get_by_role("link", name="brief.pdf")).to_be_visible()
    assert "Twee bedrijven vallen weg." in Notice.objects.get().text

    page.goto(DOSSIER)
    page.get_by_role("link", name="Ingeleverd Voortgang").click()
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Vastgelegd.")).to_be_visible()
    assert HandedIn.objects.get().sent_on == localdate()

    page.get_by_role("link", name="Brief toevoegen").click()
    check_page(page)
    page.locator("#id_subject").fill("Vragen over de voortgang")
    page.locator("#id_dated_on").fill(typed(-3))
    page.locator("#id_paper").set_input_files(PDF)
    page.get_by_role("button", name="Bewaren").click()
    check_page(page)
    page.get_by_role("link", name="Schrijf op wat erin gevraagd wordt").click()
    check_page(page)
    page.get_by_label("wat DUS-I vraagt").fill("Hoeveel leerlingen?")
    page.get_by_label("Antwoord uiterlijk").fill(typed(9))
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("button", name="Klaar Hoeveel leerlingen?")).to_be_visible()
    page.get_by_role("button", name="Klaar Hoeveel leerlingen?").click()
    expect(page.get_by_text(f"Sanne Wiggers, {date_text(localdate())}")).to_be_visible()
    check_page(page)
    assert Letter.objects.get().points.get().done_by == merenland.leader
