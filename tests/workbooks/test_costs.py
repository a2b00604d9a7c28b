"""Costs as regions keep them: per year, over rows, and a quantity times a price."""

import pytest

from .books import HEAD, plan_row, read, said

BARE = HEAD[:5]


def only(plan):
    (activity,) = plan.activities
    assert not plan.errors
    return activity


@pytest.mark.parametrize("header", ["Aantal", "Uren", "Aantal uren", "Hoeveelheid", "Aantal/Uren"])
@pytest.mark.parametrize("price", ["Tarief", "Prijs", "Tarief/Prijs", "Uurtarief", "Prijs per uur"])
def test_a_quantity_beside_a_price_is_multiplied_and_never_a_target(header, price):
    plan = read([[*BARE, header, price], plan_row("1.1", "Les", 200, 62.5)])
    activity = only(plan)
    assert activity.target is None
    assert activity.budget_cents == 200 * 6250
    assert "12.500,00" in said(plan, "warning")["G2"]


@pytest.mark.parametrize("header", ["Uren", "Aantal uren", "Aantal dagen"])
def test_hours_are_never_a_target(header):
    assert only(read([[*HEAD, header], plan_row("1.1", "Les", 5, 200)])).target is None


def test_a_number_without_a_price_is_a_target_as_before():
    activity = only(read([[*HEAD, "Aantal", "Eenheid"], plan_row("1.1", "Les", 5, 120, "uur")]))
    assert (activity.target, activity.unit) == (120, "uur")


def test_the_unit_of_a_quantity_is_not_that_of_the_target():
    head = [*HEAD, "Aantal", "Eenheid", "Tarief", "Doelaantal"]
    activity = only(read([head, plan_row("1.1", "Les", None, 200, "uur", 60, 35)]))
    assert (activity.target, activity.unit, activity.budget_cents) == (35, "", 1_200_000)


def test_a_budget_that_is_something_else_than_quantity_times_price_counts_and_is_told():
    plan = read([[*HEAD, "Uren", "Tarief"], plan_row("1.1", "Les", 10_000, 200, 60)])
    assert only(plan).budget_cents == 1_000_000
    assert "12.000,00" in said(plan, "warning")["F2"]


@pytest.mark.parametrize(
    "headers",
    [
        ["Begroting 2026", "Begroting 2027", "Begroting 2028"],
        ["Kosten 2026 (€)", "Kosten 2027 (€)", "Kosten 2028 (€)"],
        ["2026", "2027", "2028"],
        [2026, 2027, 2028],
    ],
)
def test_a_column_for_each_year_is_added_up(headers):
    plan = read([[*BARE, *headers], plan_row("1.1", "Les", 5000, 10_000, 15_000)])
    assert only(plan).budget_cents == 3_000_000
    assert set(said(plan, "warning")) == {"F1"}


@pytest.mark.parametrize("merged", [["F1:H1"], []])
def test_years_may_stand_under_one_header(merged):
    rows = [[*BARE, "Begroting"], [None] * 5 + ["2026", "2027", "2028"]]
    plan = read([*rows, plan_row("1.1", "Les", 5000, 10_000, 15_000)], merged=merged)
    assert only(plan).budget_cents == 3_000_000


def test_a_total_beside_the_years_counts_and_not_twice():
    head = [*BARE, "Begroting 2026", "Begroting 2027", "Begroting totaal"]
    plan = read([head, plan_row("1.1", "Les", 100, 200, 300)])
    activity = only(plan)
    assert activity.budget_cents == 30_000
    assert [(cost.year, cost.cents) for cost in activity.costs] == [(2026, 10_000), (2027, 20_000)]
    assert not plan.problems
    other = read([head, plan_row("1.1", "Les", 100, 200, 400)])
    assert only(other).budget_cents == 40_000
    assert "300,00" in said(other, "warning")["H2"]


def test_each_year_in_thousands():
    head = [*BARE, "2026 (x € 1.000)", "2027 (x € 1.000)"]
    head[5:] = ["Begroting 2026 (x € 1.000)", "Begroting 2027 (x € 1.000)"]
    assert only(read([head, plan_row("1.1", "Les", 5, 10)])).budget_cents == 1_500_000


def test_several_cost_rows_are_one_activity():
    head = [*BARE, "Kostensoort", "Uren", "Tarief"]
    rows = [head, plan_row("1.1", "Les", "Docent", 100, 60), [None] * 5 + ["Materiaal", 1, 500]]
    plan = read([*rows, plan_row("1.2", "Stage", "Docent", 1, 60)])
    assert not plan.errors
    assert [a.budget_cents for a in plan.activities] == [650_000, 6_000]
    assert "6.500,00" in said(plan, "warning")["C2"]


def test_cost_rows_may_repeat_number_and_title():
    head = [*HEAD, "Kostensoort"]
    rows = [head, plan_row("1.1", "Les", 100, "Docent"), plan_row("1.1", "Les", 250, "Materiaal")]
    assert only(read(rows)).budget_cents == 35_000


def test_the_same_row_twice_is_an_error():
    plan = read([HEAD, plan_row("1.1", "Les", 100), plan_row("1.1", "Les", 100)])
    assert "B3" in said(plan, "error")


def test_an_amount_without_a_word_is_no_cost_row():
    plan = read([HEAD, plan_row("1.1", "Les", 100), [None] * 5 + [100]])
    assert plan.activities[0].budget_cents == 10_000
    assert plan.errors


def parts(*amounts, quantity, price):
    head = [*BARE, "Aantal", "Eenheid", "Tarief", "Begroting 2026", "Begroting 2027"]
    activity = only(read([head, plan_row("1.1", "Les", quantity, "uur", price, *amounts)]))
    return [
        (cost.year, cost.cents, cost.quantity, cost.price_cents, cost.text)
        for cost in activity.costs
    ]


def test_a_quantity_beside_one_year_is_of_that_year():
    assert parts(6_000, None, quantity=100, price=60) == [(2026, 600_000, 100, 6_000, "")]


def test_a_quantity_over_years_is_divided_as_the_amounts_are():
    assert parts(12_000, 24_000, quantity=600, price=60) == [
        (2026, 1_200_000, 200, 6_000, ""),
        (2027, 2_400_000, 400, 6_000, ""),
    ]


def test_a_quantity_that_does_not_come_out_stays_readable_at_each_year():
    told = "(3 uur × €\xa070,00)"
    assert parts(100, 110, quantity=3, price=70) == [
        (2026, 10_000, None, None, told),
        (2027, 11_000, None, None, told),
    ]
