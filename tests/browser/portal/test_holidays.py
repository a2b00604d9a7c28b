"""The bureau adds a school holiday, mends what was typed wrongly, and takes it away."""

import pytest
from playwright.sync_api import expect

from sto_portal.notices.models import SchoolHoliday


@pytest.mark.parametrize(("phone", "scripts"), [(False, True), (True, True), (False, False)])
def test_a_holiday_is_added_mended_and_deleted(
    bureau, merenland, browse_as, check_page, phone, scripts
):
    look = check_page if scripts else (lambda page: None)  # axe is a script
    page = browse_as(bureau, phone=phone, scripts=scripts)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/bureau/holidays/")
    expect(page.locator("h1")).to_have_text("Er is geen komende vakantie bekend")
    look(page)
    page.get_by_role("link", name="Vakantie toevoegen").click()
    page.get_by_label("Titel").fill("Zomervakantie")
    page.get_by_label("Vakantieregio").select_option("noord")
    page.get_by_label("Eerste dag").fill("2035-07-16")
    page.get_by_label("Laatste dag").fill("2035-07-01")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("einddatum")
    expect(page.get_by_label("Titel")).to_have_value("Zomervakantie")
    page.faults.clear()  # type: ignore[attr-defined]  # the browser tells of an answer 422
    look(page)
    page.get_by_label("Laatste dag").fill("2035-08-24")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("Eén komende schoolvakantie")
    expect(page.locator("tbody tr")).to_contain_text("noord")
    look(page)
    page.set_viewport_size({"width": 320, "height": 700})
    look(page)
    page.get_by_role("button", name="Verwijderen Zomervakantie").click()
    expect(page.locator("h1")).to_have_text("Er is geen komende vakantie bekend")
    assert not SchoolHoliday.objects.exists()
