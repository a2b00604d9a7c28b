"""A leader opens the page of the region, and somebody without an account comes to look."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.labs.models import Event, Lab


@pytest.fixture
def evening(merenland) -> Event:
    starts_at = timezone.now() + datetime.timedelta(days=9)
    Lab.objects.create(region=merenland.region, name="Techniekhuis", place="Oosterveen")
    return Event.objects.create(
        region=merenland.region,
        kind="open_day",
        title="Kijkavond in het leerlab",
        place="Oosterveen",
        invitation="Iedereen is welkom.",
        is_public=True,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
    )


@pytest.mark.parametrize(
    "how", [{}, {"phone": True}, {"phone": True, "scripts": False}], ids=["wide", "phone", "plain"]
)
def test_a_page_is_written_opened_visited_and_taken_away(
    merenland, evening, browse_as, check_page, how
):
    page = browse_as(merenland.leader, **how)
    look = check_page if how.get("scripts", True) else lambda page: None
    page.goto("/regions/merenland/labs/")
    page.get_by_role("link", name="Openbare pagina").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog niemand anders ziet deze pagina")
    expect(page.get_by_text("Kijkavond in het leerlab")).to_be_visible()
    look(page)
    page.get_by_label("Wat jullie doen voor techniek").fill("Techniek is hier overal.")
    page.get_by_label("Wie men kan bellen").fill("Sanne Wiggers")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Vraag of deze persoon het goed vindt").first).to_be_visible()
    page.faults.clear()  # the browser tells of the 422 that is meant
    expect(page.get_by_label("Wie men kan bellen")).to_have_value("Sanne Wiggers")
    look(page)
    page.get_by_label("Deze persoon vindt het goed").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Nog niemand anders ziet het.")).to_be_visible()
    page.get_by_role("button", name="Zet de pagina open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iedereen kan deze pagina lezen")
    look(page)
    page.get_by_role("link", name="Bekijk als bezoeker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Techniek in Merenland")
    expect(page.get_by_text("Techniek is hier overal.")).to_be_visible()
    expect(page.locator("main").get_by_text("Sanne Wiggers")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look(page)
    page.get_by_role("link", name="Alle regio’s").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén keer kijken naar techniek")
    look(page)
    page.goto("/regions/merenland/public/")
    page.get_by_role("button", name="Haal de pagina weg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog niemand anders ziet deze pagina")
    assert page.request.get("/in/merenland/").status == 404
