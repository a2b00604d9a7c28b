"""Sub-regions in the bureau's workbook: judged by cell, added with their schools, undone whole."""

import io

import pytest
from openpyxl import load_workbook

from regions.bureau.intake.judging import examine
from regions.bureau.intake.writing import template
from regions.bureau.models import IntakeUpload
from regions.models import Region, School, SubRegion
from regions.workbooks.judgement import Fate

from .books import book, confirm, read, told, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
DUINRAND = {
    "reg": [["Duinrand"]],
    "sub": [["Duinrand", "Noord", "Anna de Vries"], ["duinrand", "Zuid", ""]],
    "sch": [
        ["Duinrand", "Het Anker", "", "Oosterveen", "", "noord"],
        ["Duinrand", "De Boei", "", "Zee", "", ""],
    ],
}


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def errors(**sheets) -> dict[str, str]:
    return told(examine(read(**sheets)).parsed)


def warnings(**sheets) -> dict[str, str]:
    return told(examine(read(**sheets)).parsed, "warning")


def test_the_template_has_the_sheet_and_the_column_and_can_be_read():
    sheets = load_workbook(io.BytesIO(template()))
    assert sheets.sheetnames[:3] == ["Regio's", "Subregio's", "Scholen"]
    told_of = {(row[0], row[1]) for row in sheets["Toelichting"].iter_rows(values_only=True)}
    assert {("Subregio's", "Leider"), ("Scholen", "Subregio")} <= told_of


def test_sub_regions_come_with_their_schools_and_go_again(merenland, office):
    page = upload(office, book(**DUINRAND))
    html = page.content.decode()
    assert "Vijf rijen om toe te voegen" in html
    assert "Subregio’s" in html and "Anna de Vries" in html
    answer = confirm(office, page)
    assert "1 regio, 2 subregio’s en 2 scholen" in answer.content.decode()
    region = Region.objects.get(name="Duinrand")
    parts = dict(region.sub_regions.values_list("name", "lead_name"))
    assert parts == {"Noord": "Anna de Vries", "Zuid": ""}
    held = {row.name: row.sub_region and row.sub_region.name for row in region.schools.all()}
    assert held == {"Het Anker": "Noord", "De Boei": None}
    kept = IntakeUpload.objects.get()
    office.post(f"/bureau/intake/{kept.pk}/undo/", follow=True)
    assert not SubRegion.objects.exists() and not Region.objects.filter(name="Duinrand").exists()


def test_a_sub_region_that_was_changed_or_used_keeps_the_import(merenland, office):
    confirm(office, upload(office, book(**DUINRAND)))
    kept = IntakeUpload.objects.get()
    part = SubRegion.objects.get(name="Zuid")
    school = School.objects.create(region=part.region, name="Later", sub_region=part)
    told_of = office.post(f"/bureau/intake/{kept.pk}/undo/", follow=True).content.decode()
    assert "Deze import blijft" in told_of and SubRegion.objects.count() == 2
    school.delete()
    SubRegion.objects.filter(pk=part.pk).update(lead_name="Bob")
    told_of = office.post(f"/bureau/intake/{kept.pk}/undo/", follow=True).content.decode()
    assert "Zuid" in told_of and SubRegion.objects.count() == 2


def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_saved(merenland, office):
    sheets = {
        "sub": [["Merenland", "Noord"], ["merenland", "NOORD"], ["Merenland", ""], ["Elders", "A"]],
        "sch": [["Merenland", "Het Anker", "", "Meer", "", "Zuid"]],
    }
    found = errors(**sheets)
    assert found["Subregio's!B3"] == "dit staat al in rij 2"
    assert "vul “Subregio” in" in found["Subregio's!B4"]
    assert "“Elders” staat niet op het blad" in found["Subregio's!A5"]
    assert found["Scholen!F2"] == (
        "regio Merenland heeft geen subregio “Zuid”; zet haar op het blad “Subregio's”"
    )
    page = upload(office, book(**sheets))
    confirm(office, page)
    assert not SubRegion.objects.exists() and not School.objects.exists()


def test_the_sub_region_of_another_region_is_none_of_this_one(merenland, kustzoom):
    SubRegion.objects.create(region=kustzoom.region, name="Noord")
    found = errors(sch=[["Merenland", "Het Anker", "", "Meer", "", "Noord"]])
    assert list(found) == ["Scholen!F2"]
    own = {"sub": [["Kustzoom", "Zuid"]], "sch": [["Merenland", "A", "", "Meer", "", "Zuid"]]}
    assert list(errors(**own)) == ["Scholen!F2"]


def test_what_stands_stays_and_what_is_said_otherwise_is_told(merenland):
    north = SubRegion.objects.create(region=merenland.region, name="Noord", lead_name="Anna")
    School.objects.create(region=merenland.region, name="Het Anker", place="Meer")
    sheets = {
        "sub": [["Merenland", "noord", "Bob"]],
        "sch": [
            ["Merenland", "Het Anker", "", "Meer", "", "Noord"],
            ["Merenland", "De Boei", "", "Meer", "", "Noord"],
        ],
    }
    judged = examine(read(**sheets))
    assert [one.fate for one in judged.parts] == [Fate.SAME]
    assert [one.fate for one in judged.schools] == [Fate.SAME, Fate.NEW]
    said = warnings(**sheets)
    assert "met Anna; dat blijft zo" in said["Subregio's!B2"]
    assert "met geen subregio; dat blijft zo" in said["Scholen!B2"]
    assert north.schools.count() == 0


def test_a_workbook_of_before_has_no_such_column_and_is_read(merenland):
    found = errors(sch=[["Merenland", "Het Anker", "", "Meer", ""]])
    assert found == {}
