"""From an idea to a question to the steering group: the leader writes, everybody reads."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from regions.plans.models import Idea, NoticeRule, PlanChange

LIST = "/regions/merenland/ideas/"


@pytest.fixture
def idea(merenland) -> Idea:
    NoticeRule.objects.create(
        kind="time",
        tell="report",
        text="Meld de nieuwe datum.",
        source="Voorbeeldregeling",
        valid_from_on=datetime.date(2025, 1, 1),
    )
    return Idea.objects.create(
        region=merenland.region,
        title="Stages na de zomer",
        text="Drie bedrijven hebben dan tijd.",
        origin="Techniekhuis",
        raised_by=merenland.leader,
        activity_key=merenland.plan.activities.get(code="2.1").key,
    )


def said_no(page: Page) -> None:
    """A form with errors answers 422, which Chromium writes down as a fault."""
    (fault,) = page.faults  # type: ignore[attr-defined]
    assert "422" in fault
    page.faults.clear()  # type: ignore[attr-defined]


def write(page: Page) -> None:
    page.get_by_role("link", name="Schrijf waarom").click()
    assert "Idee van Techniekhuis" in page.get_by_label("waarom").input_value()
    page.get_by_label("wat het meebrengt").fill("De stages eindigen later\nHet budget blijft")
    page.get_by_label("andere mogelijkheden").fill("Niets doen: dan missen leerlingen hun stage")
    page.get_by_label("advies van de programmaleider").fill("Verschuif de stages.")


@pytest.mark.parametrize("phone", [False, True])
def test_the_leader_makes_a_change_of_an_idea_and_asks_the_group(
    merenland, idea, browse_as, check_page, phone
):
    page = browse_as(merenland.leader, phone=phone)
    page.goto(f"{LIST}{idea.pk}/")
    check_page(page)
    page.get_by_role("button", name="Maak er een wijzigingsverzoek van").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stages na de zomer")
    check_page(page)
    write(page)
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Activiteiten wijzigen").click()
    page.get_by_role("link", name="Wijzigen 2.1 Stages leerjaar 3").click()
    page.locator("#id_ends_on").fill("2028-06-30")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Naar het voorstel").click()

    row = page.get_by_role("row", name="2.1 Stages leerjaar 3")
    expect(row).to_contain_text("1 jan 2026 – 31 dec 2027")
    expect(row).to_contain_text("1 jan 2026 – 30 jun 2028")
    told = page.locator("main")
    for words in (
        "in de volgende voortgangsrapportage",
        "Voorbeeldregeling",
        "Dit is geen juridisch advies.",
        "Niets doen: dan missen leerlingen hun stage",
        "Verschuif de stages.",
        "Van de ideeënlijst: Stages na de zomer",
    ):
        expect(told).to_contain_text(words)
    check_page(page)
    page.get_by_role("button", name="Voorleggen aan de stuurgroep").click()
    expect(page).to_have_url(
        page.url.split("/regions/")[0]
        + f"/regions/merenland/steering/decisions/{PlanChange.objects.get().pk}/"
    )
    check_page(page)

    chair = browse_as(merenland.chair, phone=phone)
    chair.goto(f"{LIST}{idea.pk}/")
    chair.get_by_role("link", name="Stages na de zomer").click()
    expect(chair.locator("main")).to_contain_text("Verschuif de stages.")
    assert chair.get_by_role("button", name="Intrekken").count() == 0


def test_ideas_are_shown_for_the_meeting_and_marked_in_one_click(
    merenland, idea, browse_as, check_page
):
    page = browse_as(merenland.leader)
    page.goto(LIST)
    page.get_by_role("link", name="Voor de vergadering").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 idee voor de vergadering")
    check_page(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Alles is besproken").click()
    assert Idea.objects.get().state == Idea.State.NEW
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Alles is besproken").click()
    expect(page.get_by_text("1 idee is gemarkeerd als besproken")).to_be_visible()
    page.goto(f"{LIST}meeting/")
    expect(page.get_by_text("Alles is besproken")).to_be_visible()
    check_page(page)

    member = browse_as(merenland.chair, phone=True)
    member.goto(f"{LIST}meeting/?since=1-13-2026")
    expect(member.locator("#since-error")).to_be_visible()
    said_no(member)
    check_page(member)


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_writes_a_rule_down(bureau, browse_as, check_page, phone):
    page = browse_as(bureau, phone=phone)
    page.goto("/bureau/rules/")
    check_page(page)
    page.get_by_role("link", name="Nieuwe regel").click()
    page.get_by_label("Soort wijziging").select_option("goal")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".error-summary")).to_be_visible()
    said_no(page)
    check_page(page)
    page.get_by_label("meteen").check()
    page.get_by_label("Wat de regel zegt").fill("Meld het voordat je begint.")
    page.locator("#id_source").fill("Voorbeeldregeling, deel 2")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Voorbeeldregeling, deel 2")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Doel erbij of eraf").click()
    check_page(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Beëindig deze regel").click()
    expect(page.get_by_text("De regel geldt vandaag voor het laatst.")).to_be_visible()
