"""Costs as regions keep them become lines: kind, text, quantity × price, year, who pays."""

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.plans.imports.workbook import plan_of, read_plan
from regions.workbooks.sheets import Sheet
from regions.workbooks.values.cell import cell_of
from tests.plans.workbooks import saved

from .books import HEAD, book, plan_row, read, said

BARE = HEAD[:5]
COSTS = ["Nr", "Kostensoort", "Omschrijving", "Jaar", "Aantal", "Eenheid", "Prijs", "Bedrag"]


def only(plan):
    (activity,) = plan.activities
    assert not plan.errors, plan.errors
    return activity


def lines(activity) -> list[tuple]:
    return [(cost.kind, cost.text, cost.year, cost.cents) for cost in activity.costs]


def with_costs(rows, *more, title="Begroting"):
    """A plan of two activities, with a sheet of costs beside it."""
    plan = [HEAD, plan_row("1.1", "Les", 100), plan_row("1.2", "Stage", 100)]
    workbook = book(plan)
    sheet = workbook.create_sheet(title)
    for row in [[*COSTS, *more], *rows]:
        sheet.append(row)
    return read_plan(saved(workbook))


def test_cost_rows_of_an_activity_are_its_lines():
    head = [*BARE, "Kostensoort", "Kostenpost", "Uren", "Tarief", "Jaar"]
    rows = [plan_row("1.1", "Les", "Personeel", "Schrijven", 100, 60, 2026)]
    rows += [[None] * 5 + ["Materiaal", "Kisten", 3, 12.5, 2027]]
    activity = only(read([head, *rows]))
    first, second = activity.costs
    assert (first.kind, first.text, first.year) == ("Personeel", "Schrijven", 2026)
    assert (first.quantity, first.price_cents, first.cents) == (100, 60_00, 6_000_00)
    assert (second.kind, second.quantity, second.cents) == ("Materiaal", 3, 37_50)
    assert activity.budget_cents == 6_037_50
    assert activity.target is None


def test_a_column_for_each_year_is_a_line_for_each_year():
    head = [*BARE, "Begroting 2025", "Begroting 2026", "Begroting 2027"]
    activity = only(read([head, plan_row("1.1", "Les", 100, None, 250)]))
    assert [(cost.year, cost.cents) for cost in activity.costs] == [(2025, 100_00), (2027, 250_00)]


def test_an_amount_of_which_nothing_is_said_is_no_line():
    assert only(read([HEAD, plan_row("1.1", "Les", 100)])).costs == ()


def test_a_sum_in_the_first_row_is_not_added_to_its_parts():
    head = [*HEAD, "Kostensoort"]
    rows = [plan_row("1.1", "Les", 650), [None] * 5 + [400, "Docent"], [None] * 5 + [250, "Bus"]]
    activity = only(read([head, *rows]))
    assert activity.budget_cents == 650_00
    assert lines(activity) == [("Docent", "", None, 400_00), ("Bus", "", None, 250_00)]


def test_a_merged_amount_over_rows_of_quantity_and_price_is_their_sum():
    head = [*HEAD, "Uren", "Tarief"]
    rows = [plan_row("1.1", "Les", 6500, 100, 60), [None] * 6 + [10, 50]]
    activity = only(read([head, *rows], merged=["A2:A3", "B2:B3", "C2:C3", "F2:F3"]))
    assert [cost.cents for cost in activity.costs] == [6_000_00, 500_00]
    assert activity.budget_cents == 6_500_00


def test_who_pays_stands_beside_the_amount():
    head = [*HEAD, "Waarvan subsidie", "Cofinanciering"]
    (cost,) = only(read([head, plan_row("1.1", "Les", 1000, 900, 100)])).costs
    assert (cost.cents, cost.cofinancing_cents) == (1000_00, 100_00)
    (cost,) = only(read([head, plan_row("1.1", "Les", 1000, 900)])).costs
    assert cost.cofinancing_cents == 100_00
    (cost,) = only(read([[*head[:5], *head[6:]], plan_row("1.1", "Les", 900, 100)])).costs
    assert (cost.cents, cost.cofinancing_cents) == (1000_00, 100_00)
    doubted = read([head, plan_row("1.1", "Les", 1000, 500, 100)])
    assert "600,00" in said(doubted, "warning")["H2"]
    wrong = read([head, plan_row("1.1", "Les", 1000, None, 1100)])
    assert set(said(wrong, "error")) == {"H2"}


def test_co_financing_in_money_and_in_kind_is_added_up():
    head = [*HEAD, "Cofinanciering geld", "Cofinanciering in natura"]
    (cost,) = only(read([head, plan_row("1.1", "Les", 1000, 100, 50)])).costs
    assert cost.cofinancing_cents == 150_00


def test_co_financing_per_year_stays_with_its_year_and_one_of_all_years_is_divided():
    head = [*BARE, "Begroting 2026", "Begroting 2027", "Cofinanciering 2026", "Cofinanciering 2027"]
    activity = only(read([head, plan_row("1.1", "Les", 100, 300, 10, 40)]))
    assert [cost.cofinancing_cents for cost in activity.costs] == [10_00, 40_00]
    plan = read([[*head[:7], "Cofinanciering"], plan_row("1.1", "Les", 100, 300, 50)])
    assert [cost.cofinancing_cents for cost in only(plan).costs] == [12_50, 37_50]
    assert "H2" in said(plan, "warning")


def test_a_quantity_that_does_not_give_the_amount_stays_readable():
    plan = read([[*HEAD, "Uren", "Tarief"], plan_row("1.1", "Les", 10_000, 200, 60)])
    (cost,) = only(plan).costs
    assert (cost.cents, cost.quantity) == (10_000_00, None)
    assert "200" in cost.text and "60,00" in cost.text
    (cost,) = only(
        read([[*BARE, "Fte", "Uren", "Tarief"], plan_row("1.1", "Les", None, 0.125, 80)])
    ).costs
    assert (cost.cents, cost.quantity) == (10_00, None)


def test_a_sheet_of_costs_beside_the_plan_is_read_and_counts():
    rows = [
        ["1.2", "Personeel", "Begeleiding", 2026, 10, "uur", 55, 550],
        ["1.1", "Materiaal", "Kisten", None, None, None, None, 100],
        [None, "Reis", "Bus", 2027, 2, "ritten", 50, None],
        ["Totaal", None, None, None, None, None, None, 750],
    ]
    plan = with_costs(rows)
    assert not plan.errors
    les, stage = plan.activities
    assert lines(les) == [("Materiaal", "Kisten", None, 100_00), ("Reis", "Bus", 2027, 100_00)]
    assert les.budget_cents == 200_00
    assert (stage.costs[0].quantity, stage.costs[0].unit, stage.budget_cents) == (10, "uur", 550_00)
    assert {"F2", "F3", "A4", "G4"} <= set(said(plan, "warning"))


def test_a_cost_of_an_activity_that_is_not_in_the_plan_is_an_error_at_its_cell():
    plan = with_costs([["9.9", "Personeel", "x", 2026, None, None, None, 5]])
    assert set(said(plan, "error")) == {"A2"}


def test_a_sheet_may_be_of_one_year():
    plan = with_costs([["1.1", "Reis", "Bus", None, None, None, None, 100]], title="Begroting 2026")
    assert plan.activities[0].costs[0].year == 2026


@pytest.mark.parametrize(
    ("written", "year"),
    [(2026, 2026), ("2027", 2027), ("jaar 2028", 2028), ("Q1 2025", 2025), ("n.v.t.", None)],
)
def test_the_year_of_a_cost_is_read_as_written(written, year):
    plan = with_costs([["1.1", "Reis", "Bus", written, None, None, None, 100]])
    assert plan.activities[0].costs[0].year == year
    assert not plan.errors


def test_more_than_one_year_is_told_and_no_year_is_an_error():
    plan = with_costs([["1.1", "Reis", "Bus", "2025-2028", None, None, None, 100]])
    assert plan.activities[0].costs[0].year is None
    assert "D2" in said(plan, "warning")
    assert "D2" in said(with_costs([["1.1", "Reis", "Bus", "ooit", None, None, None, 1]]), "error")


def test_a_sheet_called_after_costs_is_the_plan_where_no_other_is():
    workbook = book([HEAD, plan_row("1.1", "Les", 100)])
    workbook.active.title = "Begroting 2025-2028"
    assert only(read_plan(saved(workbook))).title == "Les"


def test_a_sheet_of_totals_is_told():
    workbook = book([HEAD, plan_row("1.1", "Les", 100)])
    sheet = workbook.create_sheet("Begroting")
    for row in (["Lijn", "Bedrag"], ["1 Aanbod", 100]):
        sheet.append(row)
    plan = read_plan(saved(workbook))
    assert only(plan).budget_cents == 100_00
    assert [p.sheet for p in plan.warnings] == ["Begroting"]


@st.composite
def cost_rows(draw):
    """Rows of two activities under one header, each with number and title, and no two the same."""
    count = draw(st.integers(2, 9))
    amounts = draw(st.lists(st.integers(1, 9_999_99), min_size=count, max_size=count))
    rows = []
    for place, cents in enumerate(amounts):
        code, title = draw(st.sampled_from([("1.1", "Les"), ("1.2", "Stage")]))
        if draw(st.booleans()):
            quantity = draw(st.integers(1, 400))
            rows.append(plan_row(code, title, f"Kosten {place}", quantity, cents / 100, None))
        else:
            rows.append(plan_row(code, title, f"Kosten {place}", None, None, cents / 100))
    return rows


def grid(rows) -> Sheet:
    sheet = Sheet("Plan", is_hidden=False)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if (cell := cell_of(value)) is not None:
                sheet.cells[number, column] = cell
    return sheet


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cost_rows(), st.randoms(use_true_random=False))
def test_the_lines_add_up_to_the_same_whatever_the_order_of_the_rows(rows, chance: random.Random):
    head = [*BARE, "Kostenpost", "Aantal", "Prijs", "Bedrag"]
    wanted: dict[str, Decimal] = {}
    for _line, code, *_rest, quantity, price, amount in rows:
        cents = Decimal(str(amount)) if amount is not None else quantity * Decimal(str(price))
        wanted[code] = wanted.get(code, Decimal(0)) + cents * 100
    for _turn in range(2):
        plan = plan_of([grid([head, *rows])])
        assert not plan.errors
        found = {a.code: sum(cost.cents for cost in a.costs) for a in plan.activities}
        assert found == {a.code: a.budget_cents for a in plan.activities} == wanted
        chance.shuffle(rows)
