"""A leader reads where the region stands, and looks back."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.months import Month
from regions.progress.measure.snapshots import rebuild
from tests.progress.stories import log, obstacle


@pytest.fixture
def behind(merenland):
    """Stages behind in the last closed month, with an obstacle without a plan."""
    last = Month.of(timezone.localdate()).previous
    says = {"2.1": {"status": "behind", "counted": 20, "problem": "Te weinig plekken."}}
    log(merenland.region, str(last.previous), {"1.1": {"status": "on_track", "met": 1}})
    log(merenland.region, str(last), says, going_well="Het leerlab is open.")
    obstacle(merenland.region, "2.1", str(last))
    rebuild([merenland.region], timezone.now())
    return merenland


@pytest.mark.parametrize("phone", [False, True])
def test_the_dashboard_draws_the_plan_and_lists_its_figures(behind, browse_as, check_page, phone):
    page = browse_as(behind.leader, phone=phone)
    page.goto("/regions/merenland/")
    assert "maanden achter op het plan" in page.locator("h1").inner_text()
    expect(page.locator("canvas#plan-chart")).to_have_css("display", "block")
    page.get_by_text("De cijfers per maand").click()
    expect(page.get_by_role("region", name="De cijfers per maand")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_from_the_plan_one_reads_an_activity_over_time(behind, browse_as, check_page, phone):
    page = browse_as(behind.leader, phone=phone)
    page.goto("/regions/merenland/plan/")
    page.get_by_role("link", name="Stages leerjaar 3").click()
    expect(page.locator("h1")).to_contain_text("maanden achter op het plan")
    expect(page.locator("canvas#plan-chart")).to_have_css("display", "block")
    page.get_by_text("De cijfers per maand").click()
    page.get_by_text("Wat één log zei").click()
    expect(page.get_by_text("Te weinig plekken.").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    check_page(page)
    if phone:
        page.get_by_role("link", name="Hulp bij deze pagina").click()
    else:
        page.get_by_role("link", name="Hulp bij deze pagina").first.click()
    expect(page.locator("h1")).to_have_text("Voor programmaleiders")
    check_page(page)


def test_the_dashboard_works_without_scripts(behind, browse_as):
    page = browse_as(behind.advisor, scripts=False)
    page.goto("/regions/merenland/")
    earlier = Month.of(timezone.localdate()).previous.previous
    page.get_by_label("Kijk terug naar").select_option(str(earlier))
    page.get_by_role("button", name="Tonen").click()
    assert f"month={earlier}" in page.url
    expect(page.get_by_text("Naar de laatste stand")).to_be_visible()
    assert page.get_by_role("button", name="Afdrukken").is_hidden()


def test_the_dashboard_of_the_steering_group_and_of_a_silent_region(
    behind, kustzoom, browse_as, check_page
):
    page = browse_as(behind.chair)
    page.goto("/regions/merenland/")
    check_page(page)
    log(
        kustzoom.region,
        str(Month.of(timezone.localdate()).plus(-5)),
        {"2.1": {"status": "on_track", "counted": 60}},
    )
    rebuild([kustzoom.region], timezone.now())
    silent = browse_as(kustzoom.leader)
    silent.goto("/regions/kustzoom/")
    assert silent.locator("h1").inner_text().startswith("Geen recent log sinds")
    check_page(silent)
