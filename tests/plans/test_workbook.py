"""Reading a region's workbook: what is found, and what is said about the rest."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from regions.plans.imports.parsed import ParsedPlan
from regions.plans.imports.reading.columns import VARIANTS
from regions.plans.imports.workbook import read_plan
from regions.workbooks.headers import field_of

from . import workbooks
from .workbooks import HEADERS, book_of, file_of, row, saved


def errors_of(plan) -> dict[str, str]:
    return {problem.where: problem.message for problem in plan.errors}


def warnings_of(plan) -> dict[str, str]:
    return {problem.where: problem.message for problem in plan.warnings}


def test_a_neat_workbook_is_read_without_a_word():
    plan = read_plan(workbooks.neat())
    assert plan.problems == ()
    assert [(line.code, line.title) for line in plan.lines] == [
        ("1", "Aantrekkelijk aanbod"),
        ("2", "Keuzevakken en lob"),
    ]
    first = plan.activities[0]
    assert (first.code, first.title, first.delivers) == (
        "1.1",
        "Meidenmiddag",
        "Elke school een middag",
    )
    assert (first.starts_on, first.ends_on) == (date(2026, 9, 1), date(2028, 6, 30))
    assert (first.budget_cents, first.target, first.unit) == (1_500_000, 120, "leerlingen")
    assert [(m.title, m.due_on, m.share) for m in first.milestones] == [
        ("Eerste middag", date(2027, 2, 1), None),
        ("Alle scholen doen mee", date(2028, 5, 31), Decimal(60)),
    ]
    assert first.cells["ends_on"] == "Activiteitenplan!F2"


def test_title_rows_merged_lines_totals_and_notes_do_not_get_in_the_way():
    plan = read_plan(workbooks.with_logo_and_merged_lines())
    assert not plan.errors
    assert [(a.line.code, a.code, a.title, a.budget_cents) for a in plan.activities] == [
        ("1", "1.1", "Techniekclub", 1_250_000),
        ("1", "1.2", "Meidenmiddag", 800_050),
        ("1", "1.3", "Oriëntatie leerjaar 2", 750_000),
        ("2", "2.1", "Slimme Logistiek", 4_275_050),
    ]
    assert plan.activities[1].starts_on == date(2026, 9, 1)
    assert plan.activities[1].ends_on == date(2028, 6, 30)
    assert plan.activities[3].starts_on == date(2026, 10, 1)
    assert [line.title for line in plan.lines] == ["Aantrekkelijk aanbod", "Keuzevakken"]
    assert set(warnings_of(plan)) == {"Plan 2025-2028!A15", "Plan 2025-2028!A16"}


def test_an_action_line_may_stand_on_a_row_of_its_own():
    plan = read_plan(workbooks.with_section_rows())
    assert not plan.errors
    assert [(a.line.code, a.line.title, a.code) for a in plan.activities] == [
        ("1", "Aantrekkelijk aanbod", "1.1"),
        ("1", "Aantrekkelijk aanbod", "1.2"),
        ("2", "Bedrijven dichtbij", "2.1"),
    ]
    assert [a.budget_cents for a in plan.activities] == [100_000, None, 300_000]
    assert "Sheet!E4" in warnings_of(plan)


def test_the_plan_may_stand_on_a_second_sheet_with_two_rows_of_headers_and_milestones_beside():
    plan = read_plan(workbooks.with_code_in_title_on_second_sheet())
    assert not plan.errors
    assert plan.sheet == "Activiteiten"
    assert [(a.code, a.title, a.budget_cents) for a in plan.activities] == [
        ("1.1", "Techniekclub", 30_000),
        ("1.2", "30 gastlessen", 40_000),
    ]
    assert plan.activities[0].ends_on == date(2027, 12, 31)
    assert [(m.title, m.due_on, m.share) for m in plan.activities[0].milestones] == [
        ("Eerste club", date(2026, 6, 1), Decimal(40)),
        ("Tweede club", date(2027, 6, 1), Decimal(60)),
    ]
    assert plan.activities[1].milestones[0].title == "Tien lessen"
    assert [cost.year for cost in plan.activities[0].costs] == [2026, 2027]
    assert "€\xa0300,00" in warnings_of(plan)["Activiteiten!G4"]


def test_numbers_that_excel_changed_are_read_as_meant_and_said():
    plan = read_plan(workbooks.with_codes_that_excel_changed())
    assert not plan.errors
    assert [a.code for a in plan.activities][8:] == ["1.9", "1.10", "2.3"]
    assert set(warnings_of(plan)) == {"Activiteitenplan!B11", "Activiteitenplan!B12"}


def test_a_hidden_row_is_read_and_said_and_a_hidden_sheet_is_not_read_and_said():
    plan = read_plan(workbooks.with_hidden_rows_and_sheets())
    assert [a.title for a in plan.activities] == ["Meidenmiddag", "Oude activiteit"]
    assert set(warnings_of(plan)) == {"Activiteitenplan!C3", "Oud plan"}


def test_each_wrong_cell_is_named_with_what_is_wrong():
    plan = read_plan(workbooks.with_wrong_cells())
    found = errors_of(plan)
    assert "30 juni 2025" in found["Activiteitenplan!F2"]
    assert "1 september 2026" in found["Activiteitenplan!F2"]
    assert "dertigduizend" in found["Activiteitenplan!G3"]
    assert "#REF!" in found["Activiteitenplan!E4"]
    assert "Zonder datum" in found["Activiteitenplan!J4"]
    assert "1.3" in found["Activiteitenplan!B5"]
    assert "volgend jaar" in found["Activiteitenplan!E5"]
    assert "veel" in found["Activiteitenplan!H5"]
    assert "1 september 2028" in found["Activiteitenplan!J6"]
    assert "Activiteitenplan!C7" in found
    assert len(plan.activities) == 6
    assert plan.activities[1].raw["budget"] == "dertigduizend"
    assert not plan.can_be_saved


def test_without_a_header_one_error_says_which_were_found():
    plan = read_plan(workbooks.without_header())
    (problem,) = plan.problems
    assert problem.where == "Blad1!A1"
    assert "“Budget”" in problem.message
    assert "“Startdatum”" in problem.message
    assert "Activiteit" in problem.message


def test_an_empty_workbook_says_how_to_begin():
    (problem,) = read_plan(saved(book_of([]))).problems
    assert "Actielijn" in problem.message


def test_headers_without_activities_are_an_error():
    plan = read_plan(file_of([HEADERS]))
    assert list(errors_of(plan)) == ["Activiteitenplan!A1"]


def test_an_activity_above_every_action_line_is_an_error():
    plan = read_plan(file_of([HEADERS, row(line=None), row(code="1.2")]))
    assert list(errors_of(plan)) == ["Activiteitenplan!A2"]


def test_a_header_that_is_there_twice_or_unknown_is_a_warning():
    plan = read_plan(file_of([[*HEADERS, "Activiteit", "Kleur"], [*row(), "iets", "rood"]]))
    assert not plan.errors
    assert set(warnings_of(plan)) == {"Activiteitenplan!K1", "Activiteitenplan!L1"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("PROGRAMMALIJN", "line"),
        ("Ambitie", "line"),
        ("Naam\nactielijn", "line"),
        ("Actielijn nr.", "line_code"),
        ("Code", "code"),
        ("Activiteit-nr", "code"),
        ("Wat gaan we doen?", "title"),
        ("Resultaat", "delivers"),
        ("Deliverable(s)", "delivers"),
        ("Soort activiteit", "kind"),
        ("Doelgroep(en)", "audience"),
        ("Sub-regio", "sub_region"),
        ("Deelnemende scholen", "schools"),
        ("Begin-\ndatum", "starts_on"),
        ("van", "starts_on"),
        ("t/m", "ends_on"),
        ("Tot", "ends_on"),
        ("Begroting 2025-2028 incl. btw", "budget"),
        ("Kosten (€)", "budget"),
        ("Streef­aantal".replace("\u00ad", ""), "target"),
        ("Meeteenheid", "unit"),
        ("Mijlpálen", "milestones"),
        ("Kleur", None),
        ("", None),
        (2026, None),
    ],
)
def test_headers_are_known_in_their_usual_forms(header, field):
    assert field_of(header, VARIANTS) == field


def test_a_formula_counts_with_the_result_excel_kept_and_one_without_a_result_is_an_error():
    content = workbooks.replaced_part(
        file_of([HEADERS, row(budget=4711)]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>4711</v>", b"<f>SUM(1,2)</f><v>4711</v>"),
    )
    assert read_plan(content).activities[0].budget_cents == 471_100
    never = saved(book_of([HEADERS, row(budget="=SUM(1,2)")]))
    assert list(errors_of(read_plan(never))) == ["Activiteitenplan!G2"]


def test_amounts_in_thousands_are_read_in_euros():
    headers = [text if text != "Begroting" else "Begroting (x € 1.000)" for text in HEADERS]
    headers[6] = "Begroting (x 1.000)"
    assert read_plan(file_of([headers, row(budget=12.5)])).activities[0].budget_cents == 1_250_000


@pytest.mark.parametrize(
    ("value", "number_format", "found"),
    [
        (0.8, "0%", (80, "%")),
        ("80%", "General", (80, "%")),
        ("1.200", "General", (1200, "")),
        ("40 plekken", "General", (40, "plekken")),
    ],
)
def test_a_target_may_carry_its_unit(value, number_format, found):
    book = book_of([HEADERS, row(target=value, unit=None)])
    book.active["H2"].number_format = number_format
    activity = read_plan(saved(book)).activities[0]
    assert (activity.target, activity.unit) == found


def test_a_date_kept_as_a_bare_number_is_a_date():
    plan = read_plan(file_of([HEADERS, row(start=46266)]))
    assert plan.activities[0].starts_on == date(2026, 9, 1)


def test_schools_are_split_by_line_or_semicolon_or_comma():
    headers = [*HEADERS, "Scholen"]
    for text in ("Waterkant; De Brug", "Waterkant\nDe Brug", "Waterkant, De Brug"):
        plan = read_plan(file_of([headers, [*row(), text]]))
        assert plan.activities[0].schools == ("Waterkant", "De Brug")


def test_a_milestone_of_an_unknown_activity_is_an_error_at_its_cell():
    book = book_of([HEADERS, row()])
    beside = book.create_sheet("Mijlpalen")
    beside.append(["Activiteit", "Mijlpaal", "Datum"])
    beside.append(["9.9", "Nergens", datetime(2027, 1, 1)])
    beside.append(["1.1", "Te vroeg", datetime(2020, 1, 1)])
    beside.append(["1.1", "Geen datum", "ooit"])
    assert set(errors_of(read_plan(saved(book)))) == {
        "Mijlpalen!A2",
        "Mijlpalen!C3",
        "Mijlpalen!C4",
    }


def test_more_rows_than_allowed_are_an_error():
    rows = [HEADERS, *(row(code=f"1.{n}") for n in range(2005))]
    assert "Activiteitenplan!A2001" in errors_of(read_plan(file_of(rows)))


def test_a_second_sheet_with_a_plan_can_be_asked_for():
    book = book_of([HEADERS, row()])
    book.create_sheet("Ander plan").append(HEADERS)
    book["Ander plan"].append(row(title="Een andere"))
    content = saved(book)
    assert "Ander plan" in warnings_of(read_plan(content))
    assert read_plan(content, sheet="ander plan").activities[0].title == "Een andere"
    assert read_plan(content, sheet="bestaat niet").errors


def test_what_was_read_survives_json():
    for content in (workbooks.neat(), workbooks.with_wrong_cells()):
        plan = read_plan(content)
        again = ParsedPlan.from_json(plan.to_json())
        assert again == plan
        assert [a.cells for a in again.activities] == [a.cells for a in plan.activities]


def test_one_wrong_end_date_is_one_error_whatever_the_milestones_say():
    content = file_of(
        [HEADERS, row(end="30-6-2025", milestones="Eerste – 1-2-2027; Tweede – 1-3-2027")]
    )
    assert [problem.where for problem in read_plan(content).errors] == ["Activiteitenplan!F2"]
