"""What was spent out of a workbook: read by reference or words, all or nothing, and back."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from regions.models import Role
from regions.plans.models import SpentAmount, SpentUpload, SpentYear
from regions.plans.realised.imports.parsed import ParsedSpending
from regions.plans.realised.imports.workbook import read_workbook

from .test_realised import controller, held, key_of, plan, put, text_of  # noqa: F401 - fixtures

pytestmark = pytest.mark.usefixtures("on_22_november")
BASE = "/regions/merenland/plan/realised/2026/"
HEADER = ["Kenmerk", "Nummer", "Omschrijving", "Gerealiseerd"]


def book(*rows, header=HEADER, above=()) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Boeken"
    for row in (*above, header, *rows):
        sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.fixture
def client(controller, plan, browse):  # noqa: F811
    return browse(controller)


def send(client, content: bytes, until: str = "2026-10-31"):
    file = SimpleUploadedFile("boeken.xlsx", content)
    return client.post(f"{BASE}import/", {"file": file, "until_on": until}, follow=True)


def confirm(client, answer):
    """Press the button of the preview that was shown."""
    context = answer.context
    shown = {"shown": context["parsed"].mark, "revision": context["revision"]}
    return client.post(answer.request["PATH_INFO"], shown, follow=True)


def amounts() -> dict:
    return dict(SpentAmount.objects.values_list("line_key", "cents"))


def ref(text: str, year: int | None) -> str:
    return key_of(text, year).hex[:8]


def errors(answer) -> dict[str, str]:
    return {notice.problem.cell: notice.problem.message for notice in answer.context["errors"]}


def warnings(answer) -> dict[str, str]:
    return {notice.problem.cell: notice.problem.message for notice in answer.context["warnings"]}


@pytest.mark.django_db
def test_the_workbook_to_fill_in_holds_the_lines_of_the_year_and_reads_back(client, merenland):
    put(merenland, 2026, Docent=2_500_00)
    content = client.get(f"{BASE}template.xlsx").content
    sheet = load_workbook(io.BytesIO(content))["Gerealiseerd"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [(row[1], row[4], row[5], row[6]) for row in rows] == [
        ("1.1", "Docent", 10000, 2500),
        ("2.1", "Bus", 6000, None),
        ("2.1", "Reserve", None, None),
    ]
    for number, amount in enumerate((7500.25, 6100, 50), start=4):
        sheet.cell(number, 7).value = amount
    filled = io.BytesIO()
    sheet.parent.save(filled)
    answer = send(client, filled.getvalue())
    assert answer.context["heading"] == "Drie bedragen gevonden, klaar om te bewaren"
    assert not errors(answer)
    assert list(warnings(answer).values()) == ["dit is meer dan de €\xa06.000,00 van de begroting"]
    assert "Drie bedragen zijn bewaard." in text_of(confirm(client, answer))
    assert amounts() == {
        key_of("Docent", 2026): 7_500_25,
        key_of("Bus", 2026): 6_100_00,
        key_of("Reserve", None): 50_00,
    }


@pytest.mark.django_db
def test_the_books_of_a_school_are_read_by_number_and_words_and_rows_of_one_line_add_up(client):
    header = ["Activiteit", "Kostenpost", "Begroot", "Realisatie 2025", "Realisatie 2026"]
    rows = [
        ["1.1", "Docent", 9000, 1, 100],
        ["1.1", "docent", None, 1, "250,50"],
        ["2.1", "Bus", 6000, 1, None],
        ["Totaal", None, None, 3, 350.5],
    ]
    answer = send(client, book(*rows, header=header))
    assert not errors(answer)
    told = warnings(answer)
    assert told["E2"] == "rijen 2, 3 zijn van één regel van de begroting; samen €\xa0350,50"
    assert told["C2"] == "het plan dat geldt heeft hier €\xa010.000,00; dat blijft zo"
    confirm(client, answer)
    assert amounts() == {key_of("Docent", 2026): 350_50}
    assert SpentYear.objects.get().until_on == datetime.date(2026, 10, 31)


@pytest.mark.django_db
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_saved(client):
    rows = [
        ["zzzzzzzz", "1.1", None, 10],
        [None, "9.9", "Docent", 10],
        [None, "2.1", None, 10],
        [None, None, None, 10],
        [ref("Docent", 2026), None, None, "veel"],
        [ref("Bus", 2026), None, None, -5],
        [ref("Docent", 2027), None, None, 5],
    ]
    answer = send(client, book(*rows, header=[*HEADER[:3], "Bedrag"]))
    told = errors(answer)
    assert "D5" in warnings(answer), "an amount without any words is read as a note"
    assert set(told) == {"A2", "C3", "B4", "D6", "D7", "A8"}
    assert told["A2"] == "“zzzzzzzz” is geen kenmerk van een regel in de begroting van dit jaar"
    assert told["B4"].startswith("2 regels van de begroting passen bij deze rij")
    assert not answer.context["parsed"].can_be_saved
    again = confirm(client, answer)
    assert "Er is niets bewaard" in text_of(again)
    assert not SpentYear.objects.exists() and SpentUpload.objects.exists()


@pytest.mark.django_db
def test_amounts_of_another_year_are_refused_and_another_column_can_be_chosen(client):
    header = ["Nummer", "Omschrijving", "Realisatie 2025", "Stand oktober"]
    answer = send(client, book(["1.1", "Docent", 1, 300], header=header))
    assert errors(answer) == {
        "C1": "“Realisatie 2025” noemt 2025, en dit is de pagina van 2026",
    }
    address = answer.request["PATH_INFO"]
    chosen = {"columns": "1", "column-C": "", "column-D": "spent"}
    answer = client.post(address, chosen, follow=True)
    assert not errors(answer)
    confirm(client, answer)
    assert amounts() == {key_of("Docent", 2026): 300_00}
    later = send(client, book(["1.1", "Docent", 1, 400], header=header))
    assert later.context["rows"][0][0].row.cents == 400_00, "the choice is kept"


@pytest.mark.django_db
def test_empty_cells_and_lines_that_are_not_there_stay_as_they_were(client, merenland):
    put(merenland, 2026, Docent=2_500_00, Bus=10_00)
    rows = [[ref("Docent", 2026), None, None, None], [ref("Reserve", None), None, None, 0]]
    answer = send(client, book(*rows))
    confirm(client, answer)
    assert amounts() == {
        key_of("Docent", 2026): 2_500_00,
        key_of("Bus", 2026): 10_00,
        key_of("Reserve", None): 0,
    }


@pytest.mark.django_db
def test_nothing_is_saved_over_what_somebody_else_saved_since_the_preview(client, merenland):
    answer = send(client, book([ref("Docent", 2026), None, None, 10]))
    put(merenland, 2026, Docent=99_00)
    again = confirm(client, answer)
    assert "Kijk nog één keer" in text_of(again) or "andere dingen" in text_of(again)
    assert amounts() == {key_of("Docent", 2026): 99_00}


@pytest.mark.django_db
@pytest.mark.parametrize("before", [{}, {"Docent": 2_500_00, "Bus": 1_00}])
def test_an_import_is_undone_as_long_as_nobody_saved_since(client, merenland, before):
    if before:
        put(merenland, 2026, **before)
    stood = amounts()
    rows = [[ref("Docent", 2026), None, None, 10], [ref("Reserve", None), None, None, 3]]
    page = confirm(client, send(client, book(*rows), until="2026-11-15"))
    kept = SpentUpload.objects.get()
    undo = f"{BASE}import/{kept.pk}/undo/"
    assert undo in page.content.decode()
    answer = client.post(undo, follow=True)
    assert "zoals vóór dit bestand" in text_of(answer)
    assert amounts() == stood
    assert SpentYear.objects.exists() == bool(before)
    assert not SpentUpload.objects.exists() and client.post(undo).status_code == 404


@pytest.mark.django_db
def test_an_import_is_not_undone_over_later_work(client, merenland):
    page = confirm(client, send(client, book([ref("Docent", 2026), None, None, 10])))
    undo = f"{BASE}import/{SpentUpload.objects.get().pk}/undo/"
    assert undo in page.content.decode()
    SpentYear.objects.update(revision=2)
    assert undo not in client.get("/regions/merenland/plan/realised/?year=2026").content.decode()
    assert "niets teruggezet" in text_of(client.post(undo, follow=True))
    assert amounts() == {key_of("Docent", 2026): 10_00}


@pytest.mark.django_db
def test_an_upload_is_of_who_sent_it_and_of_its_year(client, merenland, browse):
    send(client, book([ref("Docent", 2026), None, None, 10]))
    pk = SpentUpload.objects.get().pk
    other = browse(held(merenland, Role.CONTROLLER, "Tweede Controller"))
    for reader, address in ((other, f"{BASE}import/{pk}/"), (client, f"{BASE}import/{pk}/undo/")):
        method = reader.post if "undo" in address else reader.get
        answer = method(address)
        assert answer.status_code in (302, 404)
    assert client.get(f"/regions/merenland/plan/realised/2025/import/{pk}/").status_code in (
        302,
        404,
    )
    assert not SpentYear.objects.exists()


@pytest.mark.django_db
def test_the_year_as_a_workbook_has_what_is_left_and_every_reader_of_money_gets_it(
    client, merenland, browse
):
    put(merenland, 2026, Docent=2_500_00)
    for year, rows in ((2026, 3), ("all", 4)):
        address = f"{reverse('realised_export', args=['merenland'])}?year={year}"
        content = browse(held(merenland, Role.LEAD_APPLICANT, f"Vos{year} A")).get(address).content
        sheet = load_workbook(io.BytesIO(content)).active
        told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        assert told[0][-1] == "Nog te besteden" and len(told) == rows + 1
        assert told[1][5:] == [10000, 2500, 7500]


AMOUNT = st.integers(min_value=0, max_value=10_000_000_00)


@given(st.lists(AMOUNT, min_size=1, max_size=8))
def test_every_amount_is_read_to_the_cent(cents):
    rows = [[f"r{number}", None, None, value / 100] for number, value in enumerate(cents)]
    parsed, _sheets = read_workbook(book(*rows), 2026)
    assert [row.cents for row in parsed.rows] == cents
    assert ParsedSpending.from_json(parsed.to_json()) == parsed
