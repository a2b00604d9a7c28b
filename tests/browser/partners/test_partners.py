"""A leader logs a call on a phone, sees whom to call and confirms a step; the bureau merges."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.partners.ladder.ladder import quarter_of, quarter_start
from regions.partners.models import (
    Business,
    ContactMoment,
    ContactPerson,
    Partnership,
    Proof,
    StepChange,
)
from tests.conftest import LONG_AGO, Place


def partner(place: Place, name: str, *talks: tuple[datetime.date, str], **fields) -> Partnership:
    about = {"place": "Oosterveen", "sector": "installatietechniek"}
    business = Business.objects.create(name=name, **about)
    row = Partnership.objects.create(
        region=place.region, business=business, **{"started_on": LONG_AGO, **fields}
    )
    for held_on, who in talks:
        person, _new = ContactPerson.objects.get_or_create(partnership=row, name=who)
        ContactMoment.objects.create(partnership=row, person=person, held_on=held_on)
    return row


@pytest.fixture
def ladder(merenland):
    """Van Rees is silent, Kade has the facts of a structural partner, Hofstra is due."""
    today = timezone.localdate()

    def ago(days: int) -> datetime.date:
        return today - datetime.timedelta(days=days)

    def quarters_ago(number: int) -> datetime.date:
        return quarter_start(quarter_of(today) - number)

    silent = partner(merenland, "Van Rees Installatie", (ago(94), "Piet de Wit"))
    partner(
        merenland, "Kade & Zn. Scheepsbouw", (today, "Ali"), (quarters_ago(1), "Bea"),
        (quarters_ago(2), "Ali"), step="exchange", brings="lasrobot in bruikleen, gastlessen",
    )  # fmt: skip
    due = partner(merenland, "Zonwering Hofstra", (ago(71), "Klaas"))
    Proof.objects.create(partnership=due, kind="exchange", dated_on=ago(80), text="Gastles")
    StepChange.objects.create(
        partnership=silent, from_step="exchange", to_step="contact", changed_on=today
    )
    return silent


def to_partners(page: Page, phone: bool) -> None:
    page.goto("/")
    if phone:
        page.get_by_text("Menu", exact=True).click()
        page.get_by_role("link", name="Partners", exact=True).locator("visible=true").click()
    else:
        page.get_by_role("link", name="In de regio", exact=True).locator("visible=true").click()


def test_a_leader_logs_a_call_on_a_phone_in_a_few_taps(ladder, merenland, browse_as, check_page):
    page = browse_as(merenland.leader, phone=True)
    to_partners(page, phone=True)
    expect(page.locator("h1")).to_have_text("Eén bedrijf al 90 dagen niet gesproken")
    check_page(page)
    page.get_by_role("link", name="Bel-notitie Van Rees Installatie").click()
    expect(page.locator("h1")).to_have_text("Je sprak Van Rees Installatie")
    check_page(page)
    page.get_by_label("In één regel").fill("Belt donderdag terug over stages")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het contact is vastgelegd.")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Eén bedrijf is toe aan een gesprek")
    check_page(page)
    moment = ContactMoment.objects.get(note__startswith="Belt donderdag")
    assert (moment.channel, moment.held_on) == ("phone", timezone.localdate())
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("h1")).to_have_text("Eén bedrijf al 90 dagen niet gesproken")
    assert not ContactMoment.objects.filter(pk=moment.pk).exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_several_partners_are_logged_at_once_also_without_scripts(
    ladder, merenland, browse_as, scripts
):
    page = browse_as(merenland.leader, scripts=scripts)
    to_partners(page, phone=False)
    every = page.get_by_role("button", name="Kies alles op deze pagina")
    expect(every).to_be_visible(visible=scripts)
    if scripts:
        boxes = page.get_by_role("checkbox", name=re.compile("^Kies "))
        ticked = page.locator("input[name=partner]:checked")
        every.click()
        expect(ticked).to_have_count(boxes.count())
        every.click()
        expect(ticked).to_have_count(0)
    page.get_by_label("Kies Van Rees Installatie").check()
    page.get_by_label("Kies Zonwering Hofstra").check()
    page.get_by_role("button", name="Contact met aangevinkte bedrijven vastleggen").click()
    expect(page.locator("h1")).to_have_text("Je sprak 2 bedrijven")
    page.get_by_label("Op een event").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("Alle bedrijven zijn op tijd gesproken")
    assert ContactMoment.objects.filter(channel="event").count() == 2


def test_a_leader_sees_whom_to_call_and_confirms_a_step(ladder, merenland, browse_as, check_page):
    page = browse_as(merenland.leader)
    to_partners(page, phone=False)
    check_page(page)
    page.get_by_label("Welke").select_option("call")
    page.get_by_role("button", name="Tonen").click()
    names = page.locator(".partners-list a.name")
    expect(names).to_have_text(["Van Rees Installatie", "Zonwering Hofstra"])
    to_partners(page, phone=False)
    page.get_by_role("link", name="Volgens de feiten: Structureel").click()
    check_page(page)
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_text("staat op de trede “Structureel”")).to_be_visible()
    check_page(page)
    assert Partnership.objects.get(business__name__startswith="Kade").step == "structural"
    to_partners(page, phone=False)
    expect(page.locator(".stair-structural")).to_contain_text("▲ 1")
    expect(page.get_by_text("Dit kwartaal klom er één en gleed er één terug.")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_a_leader_adds_a_business_that_is_known_and_one_that_is_not(
    ladder, merenland, kustzoom, browse_as, check_page, phone
):
    partner(kustzoom, "Metaalwerken De Kust B.V.")
    page = browse_as(merenland.leader, phone=phone)
    to_partners(page, phone)
    page.get_by_role("link", name="Bedrijf toevoegen").click()
    check_page(page)
    page.get_by_label("Naam").fill("Metaalwerken de Kust")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Dit lijkt op een bedrijf dat al bekend is")
    check_page(page)
    page.get_by_role("button", name="Neem dit bedrijf").click()
    expect(page.locator("h1")).to_contain_text("Metaalwerken De Kust B.V. is nog niet gesproken")
    check_page(page)
    page.get_by_role("link", name="Persoon toevoegen").click()
    page.get_by_label("Naam").fill("Anna Smit")
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Bewijs toevoegen").click()
    check_page(page)
    page.get_by_label("wat is afgesproken").fill("Gastles over lassen")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Wijzigen", exact=True).click()
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Anna Smit").click()
    check_page(page)
    page.get_by_role("link", name="Deze persoon wissen").click()
    check_page(page)
    page.get_by_role("button", name="Voorgoed wissen").click()
    expect(page.get_by_text("zijn gewist.")).to_be_visible()
    assert ContactPerson.objects.get(
        partnership__region=merenland.region, name="een contactpersoon"
    )


def test_an_advisor_walks_from_the_dashboard_to_partners_without_people(
    ladder, merenland, browse_as, check_page
):
    page = browse_as(merenland.advisor)
    page.goto("/regions/merenland/")
    page.get_by_role("link", name="Partners", exact=True).click()
    check_page(page)
    page.get_by_role("link", name="Van Rees Installatie").click()
    expect(page.get_by_text("De regio kent één persoon.")).to_be_visible()
    expect(page.get_by_text("Piet de Wit")).to_have_count(0)
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_merges_two_businesses_and_takes_it_back(
    ladder, kustzoom, bureau, browse_as, check_page, phone
):
    partner(kustzoom, "Van Rees Installatie B.V.")
    page = browse_as(bureau, phone=phone)
    page.goto("/bureau/businesses/")
    expect(page.locator("h1")).to_have_text("Eén paar bedrijven lijkt hetzelfde")
    check_page(page)
    page.get_by_role("link", name="Bekijk beide").click()
    check_page(page)
    page.get_by_role("button", name="Samenvoegen").click()
    expect(page.locator("h1")).to_have_text("Geen bedrijf lijkt dubbel bekend")
    check_page(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Neem terug").click()
    expect(page.locator("h1")).to_have_text("Eén paar bedrijven lijkt hetzelfde")
    page.get_by_role("link", name="Zonwering Hofstra").click()
    check_page(page)
