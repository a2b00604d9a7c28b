"""A cell is empty, has a value, has no result yet or is an error: asked once, for every import."""

import re
from datetime import date

import pytest

from electives.national_list.workbook import read_list
from regions.partners.money_import.workbook import read_contributions
from regions.plans.imports.workbook import read_plan
from tests.plans.workbooks import replaced_part, saved

from .books import HEAD, SHEET, book, changed, csv_file, plan_row, read, said

A_NUMBER = '<c r="F2" t="n"><v>4711</v></c>'


def plan_with(cell: str):
    return read_plan(changed([HEAD, plan_row("1.1", "Meidenmiddag", 4711)], (A_NUMBER, cell)))


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    plan = plan_with('<c r="F2" t="str"><f>IF(A9="","",A9)</f><v></v></c>')
    assert not plan.errors
    assert plan.activities[0].budget_cents is None


@pytest.mark.parametrize("cell", ['<c r="F2"><f>A9</f></c>', '<c r="F2"><f>A9</f><v></v></c>'])
def test_a_formula_without_a_result_is_an_error_at_its_cell(cell):
    plan = plan_with(cell)
    assert set(said(plan, "error")) == {"F2"}


@pytest.mark.parametrize("word", ["#N/A", "#FIELD!", "#ERROR!", "#GETTING_DATA", "#VANDAAG?"])
def test_any_cell_of_the_type_error_is_an_error(word):
    plan = plan_with(f'<c r="F2" t="e"><f>A9</f><v>{word}</v></c>')
    assert word in said(plan, "error")["F2"]


@pytest.mark.parametrize("column", range(len(HEAD)))
def test_an_error_value_is_an_error_in_every_column(column):
    row = plan_row("1.1", "Meidenmiddag", 10)
    row[column] = "#N/A"
    where = "ABCDEF"[column] + "3"
    plan = read([HEAD, plan_row("1.2", "Gastles", 10), row])
    assert "#N/A" in said(plan, "error")[where]


def test_a_row_of_nothing_but_formulas_without_a_result_is_not_lost():
    plan = read(
        [HEAD, plan_row(), ["=A9", "=B9", "=C9", "=D9", "=E9", "=F9"], plan_row("1.3", "Les")]
    )
    assert set(said(plan, "error")) == {"A3", "B3", "C3", "D3", "E3", "F3"}


def test_a_formula_without_a_result_is_told_where_cells_have_no_reference():
    def change(xml: bytes) -> bytes:
        return re.sub(rb' r="[A-Z]*\d+"', b"", xml)

    content = saved(book([HEAD, plan_row("1.1", "Meidenmiddag", "=A9")]))
    plan = read_plan(replaced_part(content, SHEET, change))
    assert set(said(plan, "error")) == {"F2"}


def test_the_other_imports_ask_the_same():
    money = [["Bedrijf", "Wat", "Soort", "Bedrag"], ["Kade", "Sponsoring", "Geld", "=A9"]]
    assert set(said(read_contributions(saved(book(money))), "error")) == {"D2"}
    listed = saved(book([["Code", "Titel"], ["K1", "#N/A"]]))
    assert "#N/A" in said(read_list(listed, "lijst.xlsx"), "error")["B2"]
    assert "#N/A" in said(read_list(csv_file("Code;Titel\nK1;#N/A\n"), "l.csv"), "error")["B2"]


def test_characters_that_nobody_sees_are_gone():
    plan = read([HEAD, plan_row("1.1", "Meiden\u00adm\u200bid\u00a0dag")])
    assert plan.activities[0].title == "Meidenmid dag"


@pytest.mark.parametrize(
    ("written", "title"),
    [("Gast_x000D_&#10;les", "Gast les"), ("les _x005F_x000D_ a", "les _x000D_ a")],
)
def test_an_escape_is_undone_once(written, title):
    inline = f'<c r="C2" t="inlineStr"><is><t>{written}</t></is></c>'
    content = changed(
        [[*HEAD, "Zus"], plan_row("1.1", 77)], ('<c r="C2" t="n"><v>77</v></c>', inline)
    )
    assert read_plan(content).activities[0].title == title


def test_a_row_of_one_space_is_empty():
    plan = read([HEAD, plan_row(), [" "], plan_row("1.2", "Gastles", line=None)])
    assert [line.title for line in plan.lines] == ["Aanbod"]
    assert plan.activities[1].line == plan.lines[0]


def test_codes_have_the_fifteen_digits_that_excel_shows():
    plan = read([HEAD, plan_row(1.1 + 0.1), plan_row(1.1 + 0.2, "Gastles")])
    assert [activity.code for activity in plan.activities] == ["1.2", "1.3"]
    assert not plan.errors


def test_ditto_marks_stand_for_the_cell_above_and_that_is_said():
    rows = [HEAD, plan_row(), plan_row("1.2", "Les", 5, line="idem", end='"'), plan_row(line='"')]
    plan = read(rows)
    assert len(plan.lines) == 1
    assert plan.activities[1].ends_on == date(2028, 6, 30)
    assert set(said(plan, "warning")) >= {"A3", "E3", "A4"}
    alone = read([HEAD, plan_row(end='"')])
    assert "E2" in said(alone, "error")


def test_the_strict_form_is_refused_with_what_to_do():
    def change(xml: bytes) -> bytes:
        return xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    content = replaced_part(saved(book([HEAD, plan_row()])), "xl/workbook.xml", change)
    assert "Strict" in read_plan(content).errors[0].message
