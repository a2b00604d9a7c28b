"""The bureau adds a region from a workbook, mends what is wrong, and takes it back."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from regions.bureau.models import SchoolSite
from regions.models import Region

SMALL = {"width": 320, "height": 700}
ROWS = {
    "Regio's": ["Duinrand", "techniekregio"],
    "Scholen": ["Duinrand", "Het Anker", "vmbo", "Oosterveen", "00XX01"],
    "Mensen": ["Duinrand", "Anna de Vries", "anna@voorbeeld.nl", "", "programmaleider"],
    "Stuurgroepen": ["Duinrand", "stuurgroep", "elke maand"],
}


def filled(template: Path, path: Path, **other: list[str]) -> Path:
    """The template of the portal with one row on each sheet, saved as Excel does."""
    workbook = load_workbook(io.BytesIO(template.read_bytes()))
    for title, row in {**ROWS, **other}.items():
        for column, text in enumerate(row, 1):
            workbook[title].cell(4, column, text)
    workbook.save(path)
    return path


def choose(page: Page, file: Path) -> None:
    page.get_by_label("Excelbestand (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Laat zien wat erin staat").click()


@pytest.mark.parametrize(("phone", "scripts"), [(False, True), (True, True), (False, False)])
def test_a_region_comes_from_a_workbook_and_goes_again(
    bureau, kustzoom, browse_as, check_page, tmp_path, phone, scripts
):
    look = check_page if scripts else (lambda page: None)  # axe is a script
    page = browse_as(bureau, phone=phone, scripts=scripts)
    page.goto("/bureau/regions/")
    look(page)
    page.get_by_role("link", name="Uit een Excelbestand").click()
    expect(page.locator("h1")).to_have_text("In welk Excelbestand staan de regio’s?")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Leeg bestand downloaden").click()
    template = tmp_path / "leeg.xlsx"
    download.value.save_as(template)

    choose(page, filled(template, tmp_path / "fout.xlsx", Scholen=["Duinrand", "B", "", "", "zz"]))
    expect(page.get_by_role("alert")).to_contain_text("Scholen!E4")
    look(page)
    page.get_by_role("link", name="Ander bestand uploaden").click()

    good = filled(template, tmp_path / "goed.xlsx")
    choose(page, good)
    expect(page.locator("h1")).to_have_text("Vier rijen om toe te voegen, klaar om te bewaren")
    look(page)
    if scripts:
        page.set_viewport_size(SMALL)
        look(page)
        page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Alles toevoegen").click()
    expect(page.get_by_text("Toegevoegd: 1 regio, 1 school")).to_be_visible()
    look(page)
    assert Region.objects.filter(slug="duinrand").exists()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Ongedaan maken goed.xlsx").click()
    expect(page.get_by_text("Alles wat goed.xlsx toevoegde, is weer weg")).to_be_visible()
    assert not Region.objects.filter(slug="duinrand").exists()


@pytest.mark.parametrize("phone", [False, True])
def test_schools_are_picked_from_the_register(
    bureau, kustzoom, browse_as, check_page, tmp_path, phone
):
    head = (
        "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;"
        "ONDERWIJSSTRUCTUUR;VAKANTIEREGIO"
    )
    rows = ["Drenthe;99999;00XX;00XX01;Café-college;OOSTERVEEN;VBO/MAVO;Noord"]
    rows += ["Drenthe;99999;00XX;00XX02;Gymnasium Zee;OOSTERVEEN;VWO;Noord"]
    file = tmp_path / "02.-alle-vestigingen-vo.csv"
    file.write_bytes("\r\n".join([head, *rows]).encode("cp1252"))
    page = browse_as(bureau, phone=phone)
    page.goto("/bureau/sites/")
    expect(page.locator("h1")).to_have_text("Er is nog geen register geladen")
    check_page(page)
    page.get_by_role("link", name="Een bestand van DUO laden").click()
    check_page(page)
    page.get_by_label("voortgezet onderwijs (vo)").check()
    page.get_by_label("Bestand van DUO").set_input_files(file)
    page.get_by_role("button", name="Laat zien wat erin staat").click()
    expect(page.locator("h1")).to_have_text("2 vestigingen gevonden")
    check_page(page)
    page.get_by_role("button", name="Bewaar dit register").click()
    expect(page.locator("h1")).to_have_text("2 vestigingen in het register")
    check_page(page)
    page.goto("/bureau/regions/kustzoom/schools/register/")
    check_page(page)
    page.get_by_label("Café-college").first.check()
    page.get_by_role("button", name="Voeg de aangevinkte scholen toe").click()
    expect(page.get_by_text("1 school is toegevoegd.")).to_be_visible()
    check_page(page)
    school = kustzoom.region.schools.get()
    assert (school.brin, school.place, school.holiday_zone) == ("00XX01", "Oosterveen", "noord")
    page.goto("/bureau/regions/kustzoom/schools/register/")
    expect(page.get_by_text("staat hier")).to_be_visible()
    page.set_viewport_size(SMALL)
    check_page(page)
    assert SchoolSite.objects.count() == 2
