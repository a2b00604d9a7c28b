"""What a column was taken for stands in the preview, can be changed there, and is kept."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from regions.plans.imports.draft import save_plan
from regions.plans.imports.parsed import ParsedPlan
from regions.plans.imports.workbook import read_plan, read_workbook
from regions.plans.models import ColumnChoice, PlanUpload
from regions.workbooks.columns.kept import packed, unpacked
from regions.workbooks.reading import read_sheets
from tests.plans.workbooks import saved, with_codes_that_excel_changed, with_logo_and_merged_lines

from .books import HEAD, book, plan_row

ODD = [*HEAD[:5], "Kosten", "Kleurcode", "Wat we tellen"]
ROW = plan_row("1.1", "Les", 5, 900, "lessen")


def parsed() -> ParsedPlan:
    return ParsedPlan.from_json(PlanUpload.objects.get().parsed)


def press(client, slug: str, **fields):
    address = reverse("plan_preview", args=[slug, PlanUpload.objects.get().pk])
    chosen = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(address, {"columns": "1", **chosen}, follow=True)


@pytest.fixture
def sent(merenland, browse, upload):
    client = browse(merenland.leader)
    return client, upload(client, "merenland", saved(book([ODD, ROW])))


def test_the_preview_shows_what_each_column_was_taken_for(sent):
    _client, page = sent
    html = page.content.decode()
    assert 'name="column-F"' in html
    assert "Kleurcode" in html
    fields = {column.text: column.field for column in parsed().columns}
    assert (fields["Kosten"], fields["Kleurcode"]) == ("budget", "")


def test_a_column_can_be_taken_for_something_else_and_the_next_import_knows(sent, upload):
    client, _page = sent
    page = press(client, "merenland", column_F="", column_G="budget", column_H="unit")
    assert page.status_code == 200
    (activity,) = parsed().activities
    assert (activity.budget_cents, activity.unit) == (90_000, "lessen")
    assert not [p for p in parsed().problems if p.cell in ("F1", "G1", "H1")]
    upload(client, "merenland", saved(book([ODD, ROW])))
    assert parsed().activities[0].budget_cents == 90_000
    assert ColumnChoice.objects.count() == 3


def test_a_choice_holds_for_one_region_only(sent, kustzoom, browse, upload):
    client, _page = sent
    press(client, "merenland", column_G="budget", column_F="")
    upload(browse(kustzoom.leader), "kustzoom", saved(book([ODD, ROW])))
    other = PlanUpload.objects.get(region=kustzoom.region)
    assert ParsedPlan.from_json(other.parsed).activities[0].budget_cents == 500


def test_what_is_no_field_is_not_chosen(sent):
    client, _page = sent
    press(client, "merenland", column_G="is_staff", column_Z="budget")
    assert not ColumnChoice.objects.exists()
    assert parsed().activities[0].budget_cents == 500


def test_a_table_without_a_known_title_can_be_told_which_column_it_is(merenland, browse, upload):
    client = browse(merenland.leader)
    upload(client, "merenland", saved(book([["Actielijn", "Nr", "Ding"], ["1 A", "1.1", "Les"]])))
    assert parsed().activities == ()
    press(client, "merenland", column_C="title")
    assert [activity.title for activity in parsed().activities] == ["Les"]


@pytest.mark.parametrize("make", [with_logo_and_merged_lines, with_codes_that_excel_changed])
def test_what_is_kept_of_a_workbook_is_what_was_read(make):
    sheets = read_sheets(make())
    assert unpacked(packed(sheets)) == sheets


def test_sheets_that_were_not_read_are_not_kept():
    workbook = book([HEAD, plan_row()])
    workbook.create_sheet("Salarissen")["A1"] = "geheim"
    _plan, kept = read_workbook(saved(workbook))
    assert [sheet.title for sheet in kept] == ["Plan"]


def test_the_command_prints_all_that_was_read(merenland, tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(saved(book([[*ODD, "Mijlpalen"], [*ROW, "Klaar – najaar 2027"]])))
    call_command("import_plan", str(path), "--region", "merenland", "--dry-run", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["lines"] == [{"code": "1", "title": "Aanbod", "row": 2}]
    (activity,) = told["activities"]
    assert (activity["code"], activity["ends_on"], activity["budget_cents"]) == (
        *("1.1", "2028-06-30"),
        500,
    )
    assert activity["milestones"] == [{"title": "Klaar", "due_on": "2027-11-30", "share": None}]
    assert {"G1", "H1", "I2"} <= {problem["cell"] for problem in told["problems"]}
    assert told["can_be_saved"] is True
    ColumnChoice.objects.create(region=merenland.region, header="kleurcode", field="target")
    call_command("import_plan", str(path), "--region", "merenland", "--dry-run", "--json")
    assert json.loads(capsys.readouterr().out)["activities"][0]["target"] == 900


def test_who_carries_an_activity_out_is_saved_and_stays_where_the_workbook_is_silent(kustzoom):
    region = kustzoom.region
    head = [*HEAD, "Trekker", "Met wie"]
    with_owner = saved(book([head, plan_row("9.1", "Les", 5, "Anna", "Bakkerij Kade")]))
    plan = save_plan(region, read_plan(with_owner), by=None)
    plan.activities.update(owner_email="anna@demo.example")
    plan = save_plan(region, read_plan(saved(book([HEAD, plan_row("9.1", "Les")]))), by=None)
    activity = plan.activities.get()
    assert (activity.owner, activity.owner_email) == ("Anna", "anna@demo.example")
    other = saved(book([[*HEAD, "Trekker"], plan_row("9.1", "Les", 5, "Bram")]))
    activity = save_plan(region, read_plan(other), by=None).activities.get()
    assert (activity.owner, activity.owner_email) == ("Bram", "")
    assert activity.partners == "Bakkerij Kade"
