"""A workbook with several sheets that may be the plan: read together, or chosen in the preview."""

import pytest
from django.urls import reverse

from regions.plans.imports.parsed import ParsedPlan
from regions.plans.imports.workbook import read_plan
from regions.plans.models import PlanUpload, SheetChoice
from tests.plans.workbooks import saved

from .books import HEAD, book, plan_row, said


def sheets(**rows_by_title):
    """A workbook with a sheet for each title, under one header."""
    (first, rows), *others = rows_by_title.items()
    workbook = book([HEAD, *rows])
    workbook.active.title = first.replace("_", " ")
    for title, more in others:
        sheet = workbook.create_sheet(title.replace("_", " "))
        for row in [HEAD, *more]:
            sheet.append(row)
    return workbook


VERSIONS = {
    "Plan_v1": [plan_row("1.1", "Les", 1), plan_row("1.2", "Oud", 2), plan_row("1.3", "Ouder", 3)],
    "Plan_v2_definitief": [plan_row("1.1", "Les", 10)],
}


def test_a_sheet_for_each_line_is_read_as_one_plan_and_told():
    plan = read_plan(
        saved(
            sheets(
                Lijn_1=[plan_row("1.1", "Les", 1), plan_row("1.2", "Lab", 2)],
                Lijn_2=[plan_row("2.1", "Stage", 3, line="2 Bedrijven")],
            )
        )
    )
    assert not plan.errors
    assert [(a.line.title, a.code, a.row) for a in plan.activities] == [
        ("Aanbod", "1.1", 2),
        ("Aanbod", "1.2", 3),
        ("Bedrijven", "2.1", 2),
    ]
    assert plan.read_sheets == ["Lijn 1", "Lijn 2"]
    assert "“Lijn 1”, “Lijn 2”" in said(plan, "warning")[""]


def test_the_title_of_a_sheet_is_the_line_where_no_column_says_it():
    workbook = book([HEAD[1:], plan_row("1.1", "Les", 1)[1:]])
    workbook.active.title = "1 Aantrekkelijk aanbod"
    second = workbook.create_sheet("2 Bedrijven")
    second.append(HEAD[1:])
    second.append(plan_row("2.1", "Stage", 1)[1:])
    plan = read_plan(saved(workbook))
    assert not plan.errors
    assert [(line.code, line.title) for line in plan.lines] == [
        ("1", "Aantrekkelijk aanbod"),
        ("2", "Bedrijven"),
    ]


def test_of_two_versions_the_newest_is_read_and_the_other_one_is_told():
    plan = read_plan(saved(sheets(**VERSIONS)))
    assert plan.read_sheets == ["Plan v2 definitief"]
    assert [a.budget_cents for a in plan.activities] == [10_00]
    assert [problem.sheet for problem in plan.warnings] == ["Plan v1"]


def test_the_same_number_on_two_sheets_is_an_error_at_the_second():
    plan = read_plan(saved(sheets(**VERSIONS)), wanted={"plan v1", "plan v2 definitief"})
    assert [problem.where for problem in plan.errors] == ["Plan v2 definitief!B2"]


@pytest.fixture
def sent(merenland, browse, upload):
    client = browse(merenland.leader)
    return client, upload(client, "merenland", saved(sheets(**VERSIONS)))


def press(client, *titles: str):
    address = reverse("plan_preview", args=["merenland", PlanUpload.objects.get().pk])
    return client.post(address, {"columns": "1", "sheet": titles}, follow=True)


def parsed() -> ParsedPlan:
    return ParsedPlan.from_json(PlanUpload.objects.get().parsed)


def test_the_sheet_is_chosen_in_the_preview_and_the_next_import_knows(sent, upload):
    client, page = sent
    assert 'value="Plan v1"' in page.content.decode()
    press(client, "Plan v1")
    assert [a.title for a in parsed().activities] == ["Les", "Oud", "Ouder"]
    upload(client, "merenland", saved(sheets(**VERSIONS)))
    assert parsed().read_sheets == ["Plan v1"]
    press(client, "Plan v2 definitief")
    assert parsed().read_sheets == ["Plan v2 definitief"]
    assert SheetChoice.objects.get().title == "plan v2 definitief"


def test_no_sheet_or_one_that_is_not_there_changes_nothing(sent):
    client, _page = sent
    for titles in ((), ("Salarissen",)):
        press(client, *titles)
        assert parsed().read_sheets == ["Plan v2 definitief"]
    assert not SheetChoice.objects.exists()
