"""Members of the known kinds of trouble that no region has sent yet: read right, or told."""

from decimal import Decimal

import pytest

from regions.plans.imports.workbook import read_plan
from tests.plans.workbooks import replaced_part, saved

from .books import HEAD, book, changed, days, plan_row, read, said

BARE = HEAD[:5]


def only(plan):
    (activity,) = plan.activities
    assert not plan.errors, plan.errors
    return activity


def test_cells_with_nothing_but_a_colour_do_not_count():
    empty = "".join(f'<row r="{n}">' + '<c r="A1" s="0"/>' * 120 + "</row>" for n in range(9, 1800))
    content = changed(
        [HEAD, plan_row("1.1", "Les", 4711)], ("</sheetData>", f"{empty}</sheetData>")
    )
    assert only(read_plan(content)).budget_cents == 4711_00


def test_an_empty_fill_of_other_software_is_no_damage():
    def change(xml: bytes) -> bytes:
        assert b"<fill><patternFill/></fill>" in xml, xml
        return xml.replace(b"<fill><patternFill/></fill>", b"<fill/>", 1)

    content = replaced_part(saved(book([HEAD, plan_row("1.1", "Les", 5)])), "xl/styles.xml", change)
    assert only(read_plan(content)).budget_cents == 5_00


def test_an_amount_in_percent_is_no_amount():
    rows = [[*HEAD, "Cofinanciering"], plan_row("1.1", "Les", 1000, 0.1)]
    assert set(said(read(rows, formats={"G2": "0%"}), "error")) == {"G2"}
    rows[1] = plan_row("1.1", "Les", 1000, "10%")
    assert set(said(read(rows), "error")) == {"G2"}


def test_the_unit_may_stand_in_the_cell_of_the_quantity():
    (cost,) = only(
        read([[*BARE, "Inzet uren", "Tarief"], plan_row("1.1", "Les", "40 uur", 60)])
    ).costs
    assert (cost.quantity, cost.unit, cost.cents) == (40, "uur", 2_400_00)


def test_a_quantity_for_each_year_is_a_cost_of_each_year():
    head = [*BARE, "Uren 2026", "Uren 2027", "Uurtarief"]
    activity = only(read([head, plan_row("1.1", "Les", 10, 20, 55)]))
    assert [(c.year, c.quantity, c.cents) for c in activity.costs] == [
        (2026, 10, 550_00),
        (2027, 20, 1_100_00),
    ]
    with_total = only(read([[*head, "Totaal"], plan_row("1.1", "Les", 10, 20, 55, 1650)]))
    assert [c.year for c in with_total.costs] == [2026, 2027]


@pytest.mark.parametrize(
    "headers",
    [
        ["Begroting 2025-2026", "Begroting 2026-2027", "Begroting 2027-2028"],
        ["Kosten 2025/2026", "Kosten 2026/2027", "Kosten 2027/2028"],
    ],
)
def test_columns_for_school_years_are_added_up_without_a_calendar_year(headers):
    assert only(read([[*BARE, *headers], plan_row("1.1", "Les", 1, 2, 3)])).budget_cents == 6_00


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_sum_of_the_years_may_stand_before_between_or_after_them(place):
    headers, amounts = ["Begroting 2026", "Begroting 2027"], [100, 200]
    headers.insert(place, "Begroting totaal")
    amounts.insert(place, 300)
    activity = only(read([[*BARE, *headers], plan_row("1.1", "Les", *amounts)]))
    assert activity.budget_cents == 300_00
    assert [(c.year, c.cents) for c in activity.costs] == [(2026, 100_00), (2027, 200_00)]


def test_a_period_of_four_years_above_an_amount_is_no_year():
    activity = only(read([[*BARE, "Begroting 2025-2028"], plan_row("1.1", "Les", 5)]))
    assert (activity.budget_cents, activity.costs) == (5_00, ())


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 12.500,-", 12_500_00),
        ("12.500 euro", None),
        ("EUR 12500", 12_500_00),
        ("€12.500,50", 12_500_50),
        ("12.500,00 €", None),
        ("ca. 12.500", None),
        ("30k", None),
        ("12,500", None),
        ("-500", None),
        ("(500)", None),
    ],
)
def test_an_amount_in_words_is_read_or_told(text, cents):
    plan = read([HEAD, plan_row("1.1", "Les", text)])
    if plan.errors:
        assert set(said(plan, "error")) == {"F2"}
        assert plan.activities[0].budget_cents is None
    else:
        assert cents is None or plan.activities[0].budget_cents == cents
        assert plan.activities[0].budget_cents in (12_500_00, 12_500_50)


@pytest.mark.parametrize("first", ["B3", "D7"])
def test_a_table_may_begin_anywhere(first):
    workbook = book([])
    sheet = workbook.active
    column, row = ord(first[0]) - 64, int(first[1:])
    for number, cells in enumerate([HEAD, plan_row("1.1", "Les", 5)]):
        for place, value in enumerate(cells):
            sheet.cell(row + number, column + place).value = value
    assert only(read_plan(saved(workbook))).budget_cents == 5_00


def test_cost_rows_of_one_activity_may_stand_apart():
    head = [*HEAD, "Kostensoort"]
    rows = [plan_row("1.1", "Les", 100, "Docent"), plan_row("1.2", "Stage", 7, "Reis")]
    rows += [plan_row("1.1", "Les", 250, "Materiaal")]
    plan = read([head, *rows])
    assert not plan.errors
    assert [(a.code, a.budget_cents) for a in plan.activities] == [("1.1", 350_00), ("1.2", 7_00)]


def test_cost_rows_may_repeat_the_number_alone():
    head = [*HEAD, "Kostensoort"]
    rows = [plan_row("1.1", "Les", 100, "Docent")]
    rows += [[None, "1.1", None, None, None, 250, "Materiaal"]]
    assert only(read([head, *rows])).budget_cents == 350_00


def test_a_quantity_of_nothing_costs_nothing():
    (cost,) = only(read([[*BARE, "Uren", "Tarief"], plan_row("1.1", "Les", 0, 60)])).costs
    assert (cost.cents, cost.quantity) == (0, None)


def test_a_price_with_more_than_cents_is_told_beside_its_amount():
    plan = read([[*HEAD, "Aantal", "Prijs"], plan_row("1.1", "Les", 100, 3, 33.3333)])
    assert only(plan).budget_cents == 100_00
    assert "F2" in said(plan, "warning")


def test_the_year_of_the_costs_is_that_of_the_activity_where_it_has_no_dates():
    head = ["Actielijn", "Nr", "Activiteit", "Kostensoort", "Bedrag", "Jaar"]
    rows = [["1 A", "1.1", "Les", "Reis", 5, 2026], [None, None, None, "Bus", 6, 2027]]
    activity = only(read([head, *rows]))
    assert [d.isoformat() for d in days(activity)] == ["2026-01-01", "2027-12-31"]
    assert [cost.year for cost in activity.costs] == [2026, 2027]


def test_shares_of_co_financing_are_whole_cents_that_add_up():
    head = [*BARE, "Begroting 2025", "Begroting 2026", "Begroting 2027", "Cofinanciering"]
    activity = only(read([head, plan_row("1.1", "Les", 0.01, 33.33, 66.66, 10.01)]))
    assert sum(cost.cofinancing_cents for cost in activity.costs) == 10_01
    assert all(cost.cofinancing_cents <= cost.cents for cost in activity.costs)
    assert Decimal(activity.budget_cents) == 100_00
