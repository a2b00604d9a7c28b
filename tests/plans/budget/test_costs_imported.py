"""Costs of a workbook become budget lines, and go to Excel and back, also by another program."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from regions.plans.budget.sums import budget_of
from regions.plans.difference.difference import compare
from regions.plans.imports.draft import save_plan
from regions.plans.imports.export import export_plan
from regions.plans.imports.judgement import judge
from regions.plans.imports.workbook import read_plan
from regions.plans.models import Activity, BudgetLine, CostKind
from tests.plans.workbooks import saved
from tests.workbooks.books import HEAD, book, plan_row, read, said

COSTS = [*HEAD[:5], "Kostensoort", "Omschrijving kosten", "Uren", "Tarief", "Jaar", "Bedrag",
         "Waarvan cofinanciering"]  # fmt: skip
OFFICE = shutil.which("soffice")


@pytest.fixture
def region(kustzoom):
    return kustzoom.region


def budgeted():
    """Two activities with lines of each shape."""
    plan_sheet = [
        COSTS,
        plan_row("9.1", "Les", "Personeel", "Schrijven", 100, 62.5, 2026, 6250, 250),
    ]
    plan_sheet += [[None] * 5 + ["Materiaal", "Kisten", None, None, 2027, 999.99]]
    plan_sheet += [plan_row("9.2", "Stage", "Docentenuren", None, 10, 60, None, 600)]
    return read(plan_sheet)


def told(activity: Activity) -> list[tuple]:
    rows = activity.budget_lines.select_related("kind")
    return [
        (r.kind.name, r.text, r.year, r.quantity, r.price_cents, r.cents, r.cofinancing_cents)
        for r in rows
    ]


def test_costs_of_a_workbook_are_the_lines_of_the_budget(region):
    plan = save_plan(region, budgeted(), by=None)
    les, stage = plan.activities.all()
    assert told(les) == [
        ("Personeel", "Schrijven", 2026, 100, 62_50, 6_250_00, 250_00),
        ("Materiaal", "Kisten", 2027, None, None, 999_99, 0),
    ]
    assert told(stage) == [("Personeel", "Stage", None, 10, 60_00, 600_00, 0)]
    rows = BudgetLine.objects.filter(activity__plan=plan).values_list("cents", flat=True)
    assert sum(rows) == budget_of(plan).whole.cents == 7_849_99
    assert [a.budget_cents for a in (les, stage)] == [7_249_99, 600_00]


def test_a_kind_that_is_not_known_becomes_other_and_stays_readable(region):
    plan = read([COSTS, plan_row("9.1", "Les", "Kermis", "Draaimolen", None, None, None, 5)])
    assert "Kermis" in said(judge(region, plan), "warning")["K2"]
    (line,) = save_plan(region, plan, by=None).activities.get().budget_lines.all()
    assert (line.kind.name, line.text) == ("Overige kosten", "Kermis: Draaimolen")


def test_without_any_kind_the_costs_are_an_error(region):
    CostKind.objects.all().delete()
    assert judge(region, budgeted()).errors
    assert not judge(region, read([HEAD, plan_row("9.1", "Les", 5)])).errors


def test_a_line_that_stays_keeps_its_key_whatever_the_order_of_the_rows(region):
    plan = save_plan(region, budgeted(), by=None)
    keys = dict(BudgetLine.objects.filter(activity__plan=plan).values_list("text", "key"))
    workbook = load_workbook(io.BytesIO(export_plan(plan)))
    sheet = workbook["Begroting"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(reversed(rows), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    again = save_plan(region, read_plan(saved(workbook)), by=None)
    found = dict(BudgetLine.objects.filter(activity__plan=again).values_list("text", "key"))
    assert found == keys


def test_costs_that_are_not_in_a_workbook_with_costs_go_and_that_is_told(region):
    save_plan(region, budgeted(), by=None)
    less = read([COSTS, plan_row("9.1", "Les", "Reis", "Bus", None, None, 2026, 5),
                 plan_row("9.2", "Stage", None, None, None, None, None, 700)])  # fmt: skip
    sentences = [problem.message for problem in judge(region, less).warnings]
    assert [s for s in sentences if "9.2" in s] and [s for s in sentences if "9.1" in s]
    plan = save_plan(region, less, by=None)
    assert [line.text for line in BudgetLine.objects.filter(activity__plan=plan)] == ["Bus"]
    assert plan.activities.get(code="9.2").budget_cents == 700_00
    without = read([HEAD, plan_row("9.1", "Les", 5), plan_row("9.2", "Stage", 700)])
    plan = save_plan(region, without, by=None)
    assert [line.text for line in BudgetLine.objects.filter(activity__plan=plan)] == ["Bus"]


def by_office(content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it."""
    assert OFFICE is not None
    (folder / "plan.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    command = [OFFICE, profile, "--headless", *target, str(folder / "plan.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "plan.xlsx").read_bytes()


def by_openpyxl(content: bytes, _folder: Path) -> bytes:
    return saved(load_workbook(io.BytesIO(content)))


@pytest.mark.parametrize(
    "through",
    [
        by_openpyxl,
        pytest.param(by_office, marks=pytest.mark.skipif(not OFFICE, reason="No office")),
    ],
)
def test_a_round_trip_through_another_program_loses_nothing(merenland, through, tmp_path):
    """Every activity of an approved plan, with costs, owner, partners and milestones."""
    plan = merenland.region.plans.get(state="approved")
    draft = save_plan(merenland.region, read_plan(export_plan(plan)), by=None)
    first, *_rest = draft.activities.all()
    kinds = CostKind.objects.all()[:2]
    BudgetLine.objects.create(
        activity=first, kind=kinds[0], text="Lessen", year=2026, quantity="12.25", unit="uur",
        price_cents=33_33, cents=408_29, cofinancing_cents=8_29, position=1,
    )  # fmt: skip
    BudgetLine.objects.create(activity=first, kind=kinds[1], text="=1+1", cents=1, position=2)
    draft.activities.filter(pk=first.pk).update(
        owner="Anna de Wit", partners="Bakkerij Kade; De Brug", budget_cents=408_30
    )
    base_lines = {a.code: told(a) for a in draft.activities.all()}
    read_back = read_plan(through(export_plan(draft), tmp_path))
    assert not read_back.errors
    again = save_plan(merenland.region, read_back, by=None)
    assert {a.code: told(a) for a in again.activities.all()} == base_lines
    row = again.activities.get(code=first.code)
    assert (row.owner, row.partners) == ("Anna de Wit", "Bakkerij Kade; De Brug")
    differences = compare(plan, again)
    told_of = {difference.label.partition(" · ")[0] for difference in differences.changed}
    assert told_of <= {str(first)}


def test_the_preview_shows_each_cost(merenland, browse, upload):
    content = saved(book([COSTS, plan_row("9.1", "Les", "Personeel", "Schrijven", 100, 62.5, 2026,
                                          6250, 250)]))  # fmt: skip
    page = upload(browse(merenland.leader), "merenland", content).content.decode()
    assert "Personeel · Schrijven · 2026 · 100 × €\xa062,50 = €\xa06.250,00" in page
    assert "€\xa0250,00" in page
    assert reverse("plan_import", args=["merenland"]) in page
