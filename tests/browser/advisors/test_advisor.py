"""An advisor finds the region that moved, and looks at the spread."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from regions.models import Role
from regions.progress.measure.deadlines import last_due_month
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import ActivityMonth
from tests.conftest import member
from tests.progress.stories import log


@pytest.fixture
def portfolio(merenland, kustzoom, snapshots):
    member(merenland.advisor, Role.ADVISOR, kustzoom.region)
    stalled = ActivityMonth(title="Hybride docenten", status="stalled", tempo=-3.0)
    snapshots(merenland.region, *[-0.4] * 9, -1, -1.6, -2, -2.3, stalled=1, activities=[stalled])
    snapshots(kustzoom.region, *[0.3] * 13)
    return merenland


@pytest.mark.parametrize("phone", [False, True])
def test_the_advisor_finds_the_region_that_moved(portfolio, browse_as, check_page, phone):
    page = browse_as(portfolio.advisor, phone=phone)
    page.goto("/advisors/")
    first = page.locator("table.tempo tbody tr").first
    assert "Merenland" in first.inner_text()
    assert "Hybride docenten ligt stil" in first.inner_text()
    check_page(page)
    page.get_by_role("button", name="Gezien").click()
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_a_region_without_news_is_drawn_where_it_was_measured(
    merenland, kustzoom, browse_as, check_page, phone
):
    """Merenland logged all that was due; of Kustzoom the log of last month is missing."""
    due = last_due_month(timezone.localdate())
    member(merenland.advisor, Role.ADVISOR, kustzoom.region)
    for place, missing in ((merenland, 0), (kustzoom, 1)):
        for back in range(3, missing - 1, -1):
            log(place.region, str(due.plus(-back)), {"2.1": {"status": "behind", "counted": 10}})
        rebuild([place.region], timezone.now())
    page = browse_as(merenland.advisor, phone=phone)
    page.goto("/advisors/")
    silent = page.get_by_role("row").filter(has_text="Kustzoom")
    heard = page.get_by_role("row").filter(has_text="Merenland")
    expect(silent).to_contain_text("Zonder log")
    expect(silent).to_contain_text(f"log van {date_format(due.first_day, 'F')} ontbreekt")
    expect(silent.locator(".axis-hollow")).to_have_count(1)
    expect(silent.locator(".axis-tail")).to_have_count(1)
    expect(heard.locator(".axis-now")).to_have_count(1)
    expect(heard).to_contain_text(date_format(due.last_day, "j b"))
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_the_spread_marks_own_regions(portfolio, browse_as, check_page, phone):
    page = browse_as(portfolio.advisor, phone=phone)
    page.goto("/national/")
    assert page.locator("circle.own").count() > 0
    page.get_by_text("Je eigen regio").last.click()
    check_page(page)


def test_a_question_goes_to_the_leader_and_back(portfolio, browse_as, check_page):
    page = browse_as(portfolio.leader)
    page.goto("/regions/merenland/questions/")
    check_page(page)
    page.get_by_label("Je vraag").fill("Hoe krijgen we het bestuur mee?")
    page.get_by_label("Proces").check()
    page.get_by_role("button", name="Vraag het de ondersteuner").click()
    answer = browse_as(portfolio.advisor)
    answer.goto("/advisors/questions/")
    check_page(answer)
    answer.get_by_role("link", name="Hoe krijgen we het bestuur mee?").click()
    check_page(answer)
    answer.get_by_label("Je antwoord").fill("Neem ze mee naar het leerlab.")
    answer.get_by_role("button", name="Bewaar het antwoord").click()
    page.reload()
    expect(page.get_by_text("Neem ze mee naar het leerlab.")).to_be_visible()
