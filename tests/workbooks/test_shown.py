"""What Excel shows is what a person meant: months, thousands, percent, periods."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from regions.partners.money_import.workbook import read_contributions
from regions.plans.imports.reading.columns import WORDING
from regions.plans.imports.workbook import read_plan
from regions.workbooks.headers import header_at
from regions.workbooks.sheets import Sheet
from regions.workbooks.values.cell import cell_of, is_date_format
from regions.workbooks.values.periods import parse_period
from tests.plans.workbooks import saved

from .books import HEAD, book, days, plan_row, read, said


@pytest.mark.parametrize(
    ("shown", "last"),
    [
        ("mmm-yy", date(2028, 6, 30)),
        ("[$-413]mmmm\\ yyyy;@", date(2028, 6, 30)),
        ("yyyy", date(2028, 12, 31)),
        ("d-m-yyyy", date(2028, 6, 1)),
    ],
)
def test_an_end_that_is_shown_as_a_month_or_a_year_is_the_last_day_of_it(shown, last):
    rows = [HEAD, plan_row(end=datetime(2028, 6, 1))]
    beside = [["Nr", "Mijlpaal", "Datum"], ["1.1", "Klaar", datetime(2028, 6, 1)]]
    workbook = book(rows, formats={"E2": shown}, beside=beside)
    workbook["Mijlpalen"]["C2"].number_format = "mmm-yy"
    activity = read_plan(saved(workbook)).activities[0]
    assert activity.ends_on == last
    assert activity.milestones[0].due_on == date(2028, 6, 30)


def test_a_format_with_a_d_in_its_name_shows_a_number():
    assert not is_date_format("Standaard")
    assert is_date_format("[h]:mm")
    assert is_date_format('dd"e dag" mmm')
    assert cell_of(datetime(1941, 1, 24), "Standaard").value == 15_000


@pytest.mark.parametrize(
    "header",
    [
        *("Begroting (x € 1.000)", "Begroting x €1.000", "Begroting (× 1.000)"),
        *("Begroting (in € 1.000)", "Begroting (*1000)", "Begroting in keuro", "Budget k€"),
        *("Kosten in duizenden euro's", "Begroting (€ 1.000)", "Begroting in euro x 1.000"),
    ],
)
def test_a_header_that_says_thousands_makes_thousands_and_that_is_told(header):
    plan = read([[*HEAD[:5], header], plan_row("1.1", "Les", 30), plan_row("1.2", "Stage", "12,5")])
    assert [a.budget_cents for a in plan.activities] == [3_000_000, 1_250_000]
    assert "F1" in said(plan, "warning")


@pytest.mark.parametrize("header", ["Begroting 2026", "Kosten (€)", "Budget in euro"])
def test_other_headers_do_not(header):
    (activity,) = read([[*HEAD[:5], header], plan_row("1.1", "Les", 30)]).activities
    assert activity.budget_cents == 3_000


def test_a_title_above_the_table_may_say_it_too():
    plan = read([["Plan, bedragen x € 1.000"], [], HEAD, plan_row("1.1", "Les", 30)])
    assert plan.activities[0].budget_cents == 3_000_000
    assert "A1" in said(plan, "warning")


def test_a_number_that_excel_shows_in_thousands_is_not_multiplied_again():
    rows = [[*HEAD[:5], "Begroting (x 1000)"], plan_row("1.1", "Les", 30_000)]
    assert read(rows, formats={"F2": "#,##0,"}).activities[0].budget_cents == 3_000_000
    plan = read([HEAD, plan_row("1.1", "Les", 30_000)], formats={"F2": "#,##0,"})
    assert plan.activities[0].budget_cents == 3_000_000
    assert "F2" in said(plan, "warning")


def test_contributions_know_thousands_too():
    header = ["Bedrijf", "Wat", "Soort", "Bedrag (x 1.000)"]
    found = read_contributions(saved(book([header, ["Kade", "Sponsoring", "Geld", 30]])))
    assert found.rows[0].promised_cents == 3_000_000


def test_a_column_of_parts_of_one_is_a_column_of_percents():
    shares = (0.25, 0.5, 1)
    beside = [["Nr", "Mijlpaal", "Datum", "Aandeel"]]
    beside += [["1.1", f"Stap {share}", "1-1-2027", share] for share in shares]
    (activity,) = read([HEAD, plan_row()], beside=beside).activities
    assert [m.share for m in activity.milestones] == [Decimal(25), Decimal(50), Decimal(100)]


@pytest.mark.parametrize(
    ("text", "title", "day", "is_doubted"),
    [
        ("Lesbrief klaar mei 2027", "Lesbrief klaar", date(2027, 5, 31), False),
        ("Training 1 februari 2027", "Training", date(2027, 2, 1), False),
        ("Alle scholen op 1 mrt 2027", "Alle scholen", date(2027, 3, 1), False),
        ("Start najaar 2027", "Start", date(2027, 11, 30), True),
        ("Overleg week 12 2027", "Overleg", date(2027, 3, 28), True),
        ("Toets – Q3 2027", "Toets", date(2027, 9, 30), False),
        ("Alles klaar 2027", "Alles klaar", date(2027, 12, 31), True),
    ],
)
def test_the_whole_date_after_a_milestone_is_read(text, title, day, is_doubted):
    plan = read([[*HEAD, "Mijlpalen"], plan_row("1.1", "Les", 1, text)])
    (milestone,) = plan.activities[0].milestones
    assert (milestone.title, milestone.due_on) == (title, day)
    assert ("G2" in said(plan, "warning")) is is_doubted


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("schooljaar 2025-2026", date(2025, 8, 1), date(2026, 7, 31)),
        ("SJ 25/26", date(2025, 8, 1), date(2026, 7, 31)),
        ("Q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("2e kwartaal 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026 Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("Q2-Q3 2026", date(2026, 4, 1), date(2026, 9, 30)),
        ("najaar 2026", date(2026, 9, 1), date(2026, 11, 30)),
        ("winter 2026-2027", date(2026, 12, 1), date(2027, 2, 28)),
        ("eerste helft 2027", date(2027, 1, 1), date(2027, 6, 30)),
        ("2026-2028", date(2026, 1, 1), date(2028, 12, 31)),
        ("sept 2026 - juni 2028", date(2026, 9, 1), date(2028, 6, 30)),
        ("1-9-2026 t/m 30-6-2028", date(2026, 9, 1), date(2028, 6, 30)),
        ("september t/m december 2026", date(2026, 9, 1), date(2026, 12, 31)),
        ("Q1 2026 t/m Q2 2027", date(2026, 1, 1), date(2027, 6, 30)),
    ],
)
def test_a_period_in_one_column_gives_both_days(text, first, last):
    assert parse_period(text)[:2] == (first, last)
    for header in ("Periode", "Planning"):
        plan = read([["Actielijn", "Nr", "Activiteit", header], ["1 A", "1.1", "Les", text]])
        assert not plan.errors
        assert days(plan.activities[0]) == (first, last)


def test_a_guess_about_a_period_is_told_and_no_period_leaves_the_dates_empty():
    head = ["Actielijn", "Nr", "Activiteit", "Planning"]
    plan = read([head, ["1 A", "1.1", "Les", "najaar 2026"], ["1 A", "1.2", "Stage", "doorlopend"]])
    warnings = said(plan, "warning")
    assert "30 november 2026" in warnings["D2"]
    assert "doorlopend" in warnings["D3"]
    assert days(plan.activities[1]) == (None, None)


def test_periods_are_read_in_the_columns_of_start_and_end_as_well():
    head = ["Actielijn", "Nr", "Activiteit", "Start", "Eind"]
    plan = read([head, ["1 A", "1.1", "Les", "Q3 2026", "Q2 2027"]])
    assert days(plan.activities[0]) == (date(2026, 7, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    "marked",
    ["Activiteit¹", "Activiteit*", "Activiteit 2)", "Activiteit (1)", "Activiteit†", "Activiteit1"],
)
def test_a_mark_for_a_footnote_does_not_hide_a_header(marked):
    sheet = Sheet("Plan", is_hidden=False)
    for column, text in enumerate(["Actielijn*", marked, "Begroting³"], 1):
        sheet.cells[1, column] = cell_of(text)
    assert header_at(sheet, 1, WORDING).columns == {"line": 1, "title": 2, "budget": 3}
