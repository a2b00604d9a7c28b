"""No page of the leader scrolls sideways at 320 pixels, and paper shows a chart in its box."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.months import Month
from tests.progress.stories import log

PAGES = (
    "", "check-in/", "check-ins/", "plan/", "ideas/", "partners/", "electives/",
    "electives/skills/places/", "steering/", "steering/mandate/", "steering/decisions/",
    "questions/", "labs/", "internships/",
)  # fmt: skip


@pytest.fixture
def logged(merenland):
    last = Month.of(timezone.localdate()).previous
    stalled = {"status": "stalled", "problem": "Geen docent", "outlook": "lost", "lost_count": 14}
    log(merenland.region, str(last), {"1.2": {"status": "on_track"}, "2.1": stalled})
    return merenland


def test_no_page_of_the_leader_scrolls_sideways_at_320_pixels(logged, browse_as):
    page: Page = browse_as(logged.leader)
    page.set_viewport_size({"width": 320, "height": 700})
    wide = {}
    for name in PAGES:
        answer = page.goto(f"/regions/merenland/{name}")
        if answer is None or answer.status != 200:
            continue
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}


def test_on_paper_the_chart_stays_in_its_box(logged, browse_as):
    page: Page = browse_as(logged.leader)
    page.goto("/regions/merenland/")
    page.wait_for_selector("#plan-chart[style*=height], #plan-chart[height]")
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    box, chart = (
        page.locator(name).bounding_box() for name in (".plan-chart", ".plan-chart canvas")
    )
    assert chart["y"] + chart["height"] <= box["y"] + box["height"] + 1
    assert chart["x"] + chart["width"] <= box["x"] + box["width"] + 1


@pytest.mark.parametrize(("medium", "width"), [("print", 657), ("screen", 320)])
def test_the_years_of_a_plan_can_be_read_on_paper_and_on_a_phone(logged, browse_as, medium, width):
    page: Page = browse_as(logged.leader)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/regions/merenland/plan/")
    page.emulate_media(media=medium)
    years = page.locator(".plan-line").first.locator(".ticks text")
    expect(years.first).to_have_text("2025")
    assert years.first.bounding_box()["height"] >= 10
    expect(page.locator(".plan-table td.num").first).to_be_visible()
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert page.locator(".plan-table td").evaluate_all(cut) == 0
    assert page.get_by_role("button", name="Afdrukken").is_visible() == (medium == "screen")
