"""A plan with its costs out of a region's own workbook, in which one column is chosen by hand."""

from playwright.sync_api import expect

from regions.plans.models import BudgetLine, Plan
from tests.plans.workbooks import file_of

HEADER = [
    "Actielijn", "Nr", "Activiteit", "Startdatum", "Einddatum", "Kostensoort", "Aantal", "Tarief",
    "Begroting 2027", "Begroting 2028", "Wat anders",
]  # fmt: skip
DAYS = ["1-1-2027", "31-12-2028"]
ROWS = [
    ["1 Aanbod", "1.1", "Meidenmiddag", *DAYS, "Personeel", 100, 60, 6_000, None, 80],
    ["1 Aanbod", "1.1", "Meidenmiddag", *DAYS, "Materiaal", None, None, 1_500, 2_500, None],
]


def test_a_leader_imports_costs_and_says_what_a_column_means(
    merenland, browse_as, check_page, tmp_path
):
    (tmp_path / "plan.xlsx").write_bytes(file_of([HEADER, *ROWS]))
    page = browse_as(merenland.leader)
    page.goto("/regions/merenland/plan/import/")
    check_page(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "plan.xlsx")
    page.get_by_role("button", name="Laat zien wat erin staat").click()
    page.get_by_role("heading", name="Waarvoor elke kolom is gehouden").click()
    check_page(page)
    choice = page.get_by_label("Kolom K, Wat anders")
    expect(choice).to_have_value("")
    choice.select_option("target")
    page.get_by_role("button", name="Opnieuw lezen").click()
    expect(page.locator("main")).to_contain_text("€ 10.000,00")
    check_page(page)
    page.get_by_role("button", name="Bewaren als concept").click()
    draft = Plan.objects.get(state=Plan.State.DRAFT)
    activity = draft.activities.get(title="Meidenmiddag")
    assert (activity.budget_cents, activity.target) == (10_000_00, 80)
    lines = BudgetLine.objects.filter(activity=activity).values_list("year", "cents", "quantity")
    assert sorted(lines, key=str) == sorted(
        [(2027, 6_000_00, 100), (2027, 1_500_00, None), (2028, 2_500_00, None)], key=str
    )
    page.goto(f"/regions/merenland/plan/budget/?version={draft.version}")
    expect(page.locator("h1")).to_contain_text("Een begroting van € 10.000")
    check_page(page)
