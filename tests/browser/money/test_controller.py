"""A controller writes down what was spent: by hand, out of a workbook, and back."""

import datetime
import io

import pgtrigger
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from regions.models import Role
from regions.plans.models import SpentAmount, SpentYear
from tests.browser.leader.test_plan_change import said_no
from tests.conftest import member, person
from tests.plans.budget.test_costs import cost

PAGE = "/regions/merenland/plan/realised/"


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def controller(merenland, year):
    first, second = (merenland.plan.activities.get(code=code) for code in ("1.1", "2.1"))
    with pgtrigger.ignore():
        cost(first, 10_000_00, year, text="Docent")
        cost(second, 6_000_00, year, text="Bus")
    user = person("Coen Prins")
    member(user, Role.CONTROLLER, merenland.region)
    return user


def amounts() -> list[int]:
    return sorted(SpentAmount.objects.values_list("cents", flat=True))


def until(page: Page) -> None:
    page.get_by_label("Geboekt tot en met").fill(str(timezone.localdate()))


@pytest.mark.parametrize("phone", [False, True])
def test_amounts_are_typed_a_wrong_one_keeps_the_rest(
    controller, year, browse_as, check_page, phone
):
    page = browse_as(controller, phone=phone)
    page.goto("/")
    expect(page.locator("h1")).to_have_text(
        f"Nog niemand schreef op wat er in {year} is uitgegeven"
    )
    check_page(page)
    page.get_by_role("link", name="Vul in wat is uitgegeven").click()
    until(page)
    page.get_by_label("Docent").fill("7.500,50")
    page.get_by_label("Bus").fill("veel")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".error-summary, [role=alert]").first).to_be_visible()
    said_no(page)
    check_page(page)
    assert not SpentYear.objects.exists()
    assert page.get_by_label("Docent").input_value() == "7.500,50"
    page.get_by_label("Bus").fill("0")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("€ 7.501 uitgegeven van een begroting van € 16.000")
    check_page(page)
    assert amounts() == [0, 7_500_50]


def test_a_workbook_is_filled_in_looked_at_saved_and_put_back(
    controller, year, browse_as, check_page, tmp_path
):
    page = browse_as(controller)
    page.goto(f"{PAGE}?year={year}")
    page.get_by_role("link", name="Uit Excel").click()
    check_page(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Download het invulbestand").click()
    with open(file.value.path(), "rb") as content:
        book = load_workbook(io.BytesIO(content.read()))
    sheet = book["Gerealiseerd"]
    for row in sheet.iter_rows(min_row=4):
        if row[0].value:
            row[6].value = 1_250
    book.save(tmp_path / "boeken.xlsx")
    until(page)
    page.get_by_label("Excelbestand").set_input_files(tmp_path / "boeken.xlsx")
    page.get_by_role("button", name="Laat zien wat erin staat").click()
    expect(page.get_by_role("row").filter(has_text="Docent")).to_contain_text("€ 1.250,00")
    check_page(page)
    assert amounts() == []
    page.get_by_role("button", name="Bewaar deze bedragen").click()
    expect(page.locator("h1")).to_have_text("€ 2.500 uitgegeven van een begroting van € 16.000")
    check_page(page)
    page.get_by_role("button", name="Zet terug wat er eerder stond").click()
    expect(page.locator("h1")).to_contain_text("Nog niemand schreef op")
    assert amounts() == [] and not SpentYear.objects.filter(until_on__gt=datetime.date.min).exists()
