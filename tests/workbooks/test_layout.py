"""How regions lay out a plan: rows and columns that are read, or told in one sentence."""

from datetime import date, datetime

import pytest

from regions.plans.imports.workbook import read_plan
from tests.plans.workbooks import saved

from .books import HEAD, book, days, plan_row, read, said


def titles(plan) -> list[tuple[str, str, str]]:
    return [(a.line.code if a.line else "", a.code, a.title) for a in plan.activities]


def test_what_is_merged_downwards_holds_for_each_row_and_an_amount_once():
    rows = [HEAD, plan_row("1.1", "Les", 15_000)]
    rows += [[None, "1.2", "Stage"], [None, "1.3", "Lab"]]
    plan = read(rows, merged=["A2:A4", "D2:D4", "E2:E4", "F2:F4"])
    assert {days(a) for a in plan.activities} == {(date(2026, 9, 1), date(2028, 6, 30))}
    assert [a.budget_cents for a in plan.activities] == [1_500_000, None, None]
    assert set(said(plan, "warning")) == {"F2"}


def test_rows_of_one_merged_activity_belong_to_it():
    head = [*HEAD, "Wat levert het op"]
    rows = [head, plan_row("1.1", "Les", 100, "Lesbrief"), [None] * 6 + ["Training"]]
    rows += [plan_row("1.2", "Stage", 5, "Plek")]
    plan = read(rows, merged=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3"])
    assert [a.delivers for a in plan.activities] == ["Lesbrief\nTraining", "Plek"]
    assert not plan.errors
    assert "C2" in said(plan, "warning")


def test_the_visible_column_counts_beside_a_hidden_one():
    workbook = book([[*HEAD, "Einddatum"], plan_row("1.1", "Les", 5, "31-12-2027")])
    workbook.active.column_dimensions["E"].hidden = True
    workbook.active.column_dimensions["F"].hidden = True
    plan = read_plan(saved(workbook))
    assert plan.activities[0].ends_on == date(2027, 12, 31)
    assert plan.activities[0].budget_cents == 500
    assert {"E1", "F1"} <= set(said(plan, "warning"))


def test_columns_far_to_the_right_are_read_and_many_unknown_ones_are_one_sentence():
    weeks = [f"wk {n}" for n in range(1, 105)]
    plan = read([[*HEAD[:5], *weeks, "Begroting"], plan_row("1.1", "Les", *[None] * 104, 9)])
    assert plan.activities[0].budget_cents == 900
    assert len(plan.problems) == 1


def test_a_number_and_a_title_above_its_parts_are_the_action_line():
    rows = [HEAD[1:], ["1", "Aanbod"], plan_row("1.1", "Les", 1)[1:], plan_row("1.2", "Lab", 1)[1:]]
    plan = read([*rows, [2, "Stages"], plan_row("2.1", "Stage", 1)[1:]])
    assert not plan.errors
    assert titles(plan) == [("1", "1.1", "Les"), ("1", "1.2", "Lab"), ("2", "2.1", "Stage")]
    assert [line.title for line in plan.lines] == ["Aanbod", "Stages"]


def test_a_section_needs_no_merged_cells():
    rows = [HEAD[1:], ["Aantrekkelijk aanbod"], plan_row("1.1", "Les", 1)[1:], []]
    plan = read([*rows, ["Bedrijven dichtbij"], plan_row("2.1", "Stage", 1)[1:]])
    assert not plan.errors
    assert [line.title for line in plan.lines] == ["Aantrekkelijk aanbod", "Bedrijven dichtbij"]


@pytest.mark.parametrize("column", range(3))
@pytest.mark.parametrize("word", ["Totale begroting", "Som", "Generaal totaal", "Subtotaal lijn 1"])
def test_a_total_in_any_column_is_no_activity(word, column):
    total = [None] * 5 + [3]
    total[column] = word
    plan = read([HEAD, plan_row("1.1", "Les", 1), plan_row("1.2", "Lab", 2), total])
    assert [a.title for a in plan.activities] == ["Les", "Lab"]
    assert not plan.problems


def test_an_activity_may_be_called_after_a_total():
    plan = read(
        [HEAD, plan_row("1.1", "Totale aanpak techniek", 1), plan_row("1.2", "Som der delen", 1)]
    )
    assert len(plan.activities) == 2
    doubted = read([HEAD, plan_row("1.1", "Les"), [None, None, "Totale aanpak", None, None, 1]])
    assert "C3" in said(doubted, "warning")


def test_a_legend_and_a_signature_under_the_table_are_one_sentence_each():
    rows = [HEAD, plan_row(), [], ["Legenda"], ["1", "Aanbod"], ["2", "Stages"], []]
    plan = read([*rows, ["Opgesteld door", None, "Regio"], ["Datum", "1-2-2026"], ["Versie", 3]])
    assert len(plan.activities) == len(plan.lines) == 1
    assert set(said(plan, "warning")) == {"A4", "A8"}
    assert not plan.errors


def test_a_table_of_milestones_below_the_plan_is_read():
    rows = [HEAD, plan_row(), plan_row("1.2", "Stage"), [], ["Nr", "Mijlpaal", "Datum"]]
    plan = read([*rows, ["1.2", "Eerste", datetime(2027, 2, 1)], ["1.1", "Klaar", "mei 2027"]])
    assert not plan.problems
    assert plan.activities[0].milestones[0].due_on == date(2027, 5, 31)
    assert plan.activities[1].milestones[0].title == "Eerste"


def test_milestones_may_have_columns_of_their_own():
    head = [*HEAD, "Mijlpaal 1", "Datum 1", "Mijlpaal 2", "Datum 2"]
    plan = read(
        [head, plan_row("1.1", "Les", 1, "Begin", "1-1-2027", "Slot", datetime(2028, 1, 1))]
    )
    found = [(m.title, m.due_on) for m in plan.activities[0].milestones]
    assert found == [("Begin", date(2027, 1, 1)), ("Slot", date(2028, 1, 1))]
    assert not plan.problems
    without = read([head, plan_row("1.1", "Les", 1, "Begin", None)])
    assert set(said(without, "error")) == {"H2"}


def test_milestones_in_between_and_who_are_known_columns():
    head = [*HEAD, "Trekker", "Met wie", "Tussentijdse mijlpalen"]
    plan = read([head, plan_row("1.1", "Les", 1, "Anna", "Bakkerij Kade", "Proef – 1-2-2027")])
    activity = plan.activities[0]
    assert (activity.owner, activity.partners) == ("Anna", "Bakkerij Kade")
    assert activity.milestones[0].title == "Proef"
    assert not plan.problems


def test_of_two_numbers_the_first_is_that_of_the_line():
    head = ["Nr", "Actielijn", "Nr", "Activiteit"]
    plan = read([head, [1, "Aanbod", "1.1", "Les"], [2, "Stages", "2.1", "Stage"]])
    assert titles(plan) == [("1", "1.1", "Les"), ("2", "2.1", "Stage")]


@pytest.mark.parametrize(
    "title",
    [
        *("1e jaars introductie", "MBO4 doorstroom", "T3 techniekdag", "2.0 portaal"),
        "B1 talenbad",
        "10-14 onderwijs",
        "1.500 leerlingen bereikt",
        "24-7 techniek",
        "30 gastlessen",
        "3D printen",
    ],
)
def test_a_title_keeps_its_first_word(title):
    plan = read([["Actielijn", "Activiteit"], ["1 Aanbod", title]])
    assert plan.activities[0].title == title


def test_a_milestone_of_the_tenth_activity_hangs_on_it_and_is_told():
    rows = [HEAD, *(plan_row(f"1.{n}", f"Activiteit {n}") for n in range(1, 11))]
    beside = [["Nr", "Mijlpaal", "Datum"], [1.9, "Negen", "1-1-2027"], [1.1, "Tien", "1-1-2027"]]
    plan = read(rows, beside=beside)
    assert plan.activities[9].milestones[0].title == "Tien"
    assert "A3" in said(plan, "warning")
