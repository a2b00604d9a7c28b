"""The bureau loads the national list: a preview with cells first, and nothing half saved."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from electives.models import ListedElective, ListUpload
from electives.national_list.workbook import read_list

HEAD = ["Code", "Titel", "Profielen", "Competenties", "In gebruik"]


def book(*rows: list[str]) -> bytes:
    workbook, out = Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        workbook.active.append(row)
    workbook.save(out)
    return out.getvalue()


def upload(client, content: bytes, name: str = "lijst.xlsx"):
    return client.post(
        "/bureau/electives/import/", {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def saved(client, page) -> None:
    client.post(page.request["PATH_INFO"])


def test_a_workbook_is_shown_first_and_saved_on_confirmation(bureau, browse):
    client = browse(bureau)
    page = upload(client, book(["K1", "Lassen", "PIE, m&t", "Meten, Lassen", ""]))
    assert "Eén keuzevak" in page.content.decode() or "1 keuzevak" in page.content.decode()
    assert not ListedElective.objects.exists()
    saved(client, page)
    entry = ListedElective.objects.get()
    assert (entry.code, entry.profiles, entry.competences) == (
        "K1",
        ["PIE", "M&T"],
        ["Meten", "Lassen"],
    )
    assert not ListUpload.objects.exists()


def test_a_wrong_cell_is_named_and_nothing_is_saved(bureau, browse):
    client = browse(bureau)
    page = upload(client, book(["K1", "Lassen", "XYZ", "", ""], ["K1", "", "PIE", "", "soms"]))
    told = page.content.decode()
    for where in ("Sheet!C2", "Sheet!A3", "Sheet!B3", "Sheet!E3"):
        assert where in told
    saved(client, page)
    assert not ListedElective.objects.exists()


@pytest.mark.parametrize(("sign", "coding"), [(";", "utf-8-sig"), (",", "utf-8"), (";", "cp1252")])
def test_a_csv_is_read_too(sign, coding):
    text = f"Code{sign}Titel{sign}In gebruik\r\nK1{sign}Café en keuken{sign}nee\r\n"
    found = read_list(text.encode(coding), "lijst.csv")
    [row] = found.rows
    assert (row.code, row.title, row.is_in_use) == ("K1", "Café en keuken", False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe\x00", b"niets;bekend\n1;2\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_any_other_file_gets_an_answer(content, name):
    assert read_list(content, name).errors


def test_what_vanished_is_no_longer_in_use_and_what_came_back_is(bureau, browse):
    client = browse(bureau)
    for code, used in (("K1", True), ("K2", True), ("K3", False)):
        ListedElective.objects.create(code=code, title=f"Vak {code}", is_in_use=used)
    page = upload(client, book(["k1", "Vak nieuw", "PIE", "", ""], ["K3", "Vak K3", "", "", ""]))
    assert "K2 Vak K2" in page.content.decode()
    saved(client, page)
    used = dict(ListedElective.objects.values_list("code", "is_in_use"))
    assert used == {"K1": True, "K2": False, "K3": True}
    assert ListedElective.objects.get(code="K1").title == "Vak nieuw"


def test_the_csv_of_the_list_reads_back_the_same(bureau, browse):
    client = browse(bureau)
    ListedElective.objects.create(
        code="K1", title="Lassen", profiles=["PIE"], competences=["Meten"], description="Staal."
    )
    content = client.get("/bureau/electives/?format=csv").content
    page = upload(client, content, "lijst.csv")
    assert "0 nieuw, 0 gewijzigd, 1 hetzelfde" in page.content.decode()


def test_the_preview_is_laid_beside_the_list_of_now(bureau, browse):
    client = browse(bureau)
    page = upload(client, book(["K1", "Lassen", "PIE", "", ""]))
    assert "1 nieuw" in page.content.decode()
    ListedElective.objects.create(code="K1", title="Lassen", profiles=["PIE"])
    again = client.get(page.request["PATH_INFO"]).content.decode()
    assert "0 nieuw, 0 gewijzigd, 1 hetzelfde" in again


@pytest.mark.parametrize(("rows", "is_too_long"), [(1999, False), (2000, True)])
@pytest.mark.parametrize("name", ["lijst.xlsx", "lijst.csv"])
def test_a_list_holds_as_many_rows_as_any_workbook(rows, is_too_long, name):
    cells = [[f"K{number}", "Lassen"] for number in range(rows)]
    csv = "\n".join(";".join(row) for row in [HEAD, *cells])
    found = read_list(csv.encode() if name.endswith("csv") else book(*cells), name)
    assert len(found.rows) == 1999
    assert bool(found.errors) == is_too_long


def test_an_upload_belongs_to_who_made_it(bureau, merenland, browse):
    page = upload(browse(bureau), book(["K1", "Lassen", "", "", ""]))
    assert browse(merenland.leader).get(page.request["PATH_INFO"]).status_code == 404


def test_the_list_is_filtered(bureau, browse):
    ListedElective.objects.create(code="K1", title="Lassen", profiles=["PIE"])
    ListedElective.objects.create(code="K2", title="Bakken", profiles=["HBR"], is_in_use=False)
    for query, found in (("?q=lass", "K1"), ("?only=gone", "K2"), ("?profile=HBR", "K2")):
        told = browse(bureau).get(f"/bureau/electives/{query}").content.decode()
        assert (f'code">{found}</td>' in told, told.count('code">K')) == (True, 1)


def test_a_list_that_changed_since_the_page_was_shown_is_looked_at_again(bureau, browse):
    client = browse(bureau)
    page = upload(client, book(["K1", "Lassen", "PIE", "", ""]))
    shown = re.search(r'name="shown" value="(\w+)"', page.content.decode())[1]
    ListedElective.objects.create(code="K2", title="Frezen", loaded_at=timezone.now())
    again = client.post(page.request["PATH_INFO"], {"shown": shown}, follow=True)
    assert "Kijk nog een keer" in again.content.decode() and "K2 Frezen" in again.content.decode()
    assert ListedElective.objects.get().is_in_use
    shown = re.search(r'name="shown" value="(\w+)"', again.content.decode())[1]
    client.post(page.request["PATH_INFO"], {"shown": shown})
    assert list(ListedElective.objects.order_by("code").values_list("code", "is_in_use")) == [
        ("K1", True), ("K2", False)
    ]  # fmt: skip
