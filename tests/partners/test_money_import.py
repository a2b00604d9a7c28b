"""Contributions from and to Excel: what is read, what is refused, and that nothing is lost."""

import datetime
import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from regions.partners.models import (
    Business,
    Contribution,
    ContributionUpload,
    Document,
    HourlyRate,
    Partnership,
)
from regions.partners.money_import.columns import KIND_LABELS
from regions.partners.money_import.parsed import ParsedContributions
from regions.partners.money_import.workbook import read_contributions
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.date
BASE = "/regions/merenland/partners/contributions/"
HEADER = ["Bedrijf", "KvK", "Soort", "Wat", "Uren", "Toegezegd op", "Bedrag", "Geleverd op"]
HEADER += ["Geleverd bedrag", "Bewezen op", "Bewijs"]


def book(*rows, header=HEADER, above=()) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Bijdragen"
    for row in (*above, header, *rows):
        sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.fixture
def client(merenland, browse):
    return browse(merenland.leader)


@pytest.fixture
def rate(db):
    return HourlyRate.objects.create(cents=55_00, valid_from_on=DAY(2025, 1, 1), source="Nu")


@pytest.fixture
def kade(merenland) -> Partnership:
    business = Business.objects.create(name="Kade & Zn. B.V.", kvk="01234567")
    return Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )


def upload(client, content: bytes):
    file = SimpleUploadedFile("bijdragen.xlsx", content)
    return client.post(f"{BASE}import/", {"file": file}, follow=True)


def save(client):
    return client.post(f"{BASE}import/{ContributionUpload.objects.get().pk}/", follow=True)


def test_a_workbook_is_shown_first_and_then_saved(client, kade, rate):
    content = book(
        ["kade en zn", "1234567", "Machine", "Lasrobot", None, "1 sept. 2026", "€ 12.500,-"],
        ["Nieuw BV", None, "uren", "Begeleiding", "7,5", DAY(2026, 9, 2), None, "2-10-2026"],
        above=(["Cofinanciering 2026"], []),
    )
    text = upload(client, content).content.decode()
    assert "Twee bijdragen gevonden, klaar om te bewaren" in text
    assert "wordt toegevoegd" in text and not Contribution.objects.exists()
    assert "Toegevoegd: 2." in save(client).content.decode()
    robot, hours = Contribution.objects.order_by("pk")
    assert (robot.partnership, robot.promised_cents) == (kade, 12_500_00)
    assert robot.promised_on == DAY(2026, 9, 1) and robot.kind == "machine"
    assert (hours.promised_cents, hours.delivered_cents) == (412_50, 412_50)
    assert hours.partnership.business.name == "Nieuw BV"
    assert hours.partnership.region.slug == "merenland"


def test_errors_name_the_cell_and_nothing_is_saved(client, kade, rate):
    content = book(
        ["Kade & Zn", None, "Machine", "Lasrobot", None, "morgen", "veel"],
        ["Kade & Zn", "123", "Taart", "", None, "1-9-2026", 5],
        ["Kade & Zn", None, "Geld", "Gift", None, "1-9-2026", 5, "1-8-2026", 5, None, "Jan"],
        ["Kade & Zn", None, "Geld", "Goed", None, "1-9-2026", 5],
    )
    text = upload(client, content).content.decode()
    assert "Vier bijdragen gevonden, zeven cellen kloppen niet" in text
    for cell in ("F2", "G2", "B3", "C3", "D3", "H4", "J4"):
        assert f"Bijdragen!{cell}</a>" in text
    save(client)
    assert not Contribution.objects.exists() and ContributionUpload.objects.exists()


def test_hours_without_a_rate_are_refused_at_their_cell(client, kade):
    text = upload(client, book(["Kade & Zn", None, "Uren", "Les", 4, "1-9-2026"])).content.decode()
    assert "Bijdragen!G2" in text and "het landelijk bureau voegt het toe" in text


def full(partner: Partnership) -> list[Contribution]:
    key = partner.region.plans.get().activities.get(code="2.1").key
    paper = Document.objects.create(
        region=partner.region, name="bon.pdf", content_type="application/pdf", content=b"x", size=1
    )
    common = {"partnership": partner, "promised_on": DAY(2026, 1, 2), "promised_cents": 10_01}
    done = {"delivered_on": DAY(2026, 2, 3), "delivered_cents": 10_03}
    proven = {**done, "proven_on": DAY(2026, 3, 4)}
    create = Contribution.objects.create
    return [
        create(kind="cash", title="=1+1", expected_on=DAY(2027, 1, 1), **common),
        create(kind="hours", title="Uren", hours=Decimal("7.25"), activity_key=key, **common),
        create(kind="goods", title="Staal", **common, **done),
        create(kind="room", title="Lokaal", **common, **proven, proof_text="Jan, directeur"),
        create(kind="machine", title="Robot", **common, **proven, document=paper),
        create(
            kind="guest_lesson", title="Les", hours=4, **common, dropped_on=DAY(2026, 5, 6),
            drop_reason="Ziek",
        ),
    ]  # fmt: skip


def test_an_export_reads_back_without_change(client, kade, rate):
    before = [model_to_dict(row) for row in full(kade)]
    content = client.get(f"{BASE}export.xlsx").content
    text = upload(client, content).content.decode()
    assert "Zes bijdragen gevonden, alle al in het portaal" in text
    assert "error-summary" not in text
    assert "Toegevoegd: 0. Gewijzigd: 0." in save(client).content.decode()
    assert [model_to_dict(row) for row in Contribution.objects.order_by("pk")] == before


def test_an_export_fills_another_region_with_the_same(client, kade, rate, kustzoom, browse):
    full(kade)
    content = client.get(f"{BASE}export.xlsx").content
    other = browse(kustzoom.leader)
    file = SimpleUploadedFile("x.xlsx", content)
    other.post("/regions/kustzoom/partners/contributions/import/", {"file": file})
    pk = ContributionUpload.objects.get().pk
    other.post(f"/regions/kustzoom/partners/contributions/import/{pk}/")
    names = ["kind", "title", "hours", "promised_on", "promised_cents", "expected_on"]
    names += ["delivered_on", "delivered_cents", "proven_on", "dropped_on", "drop_reason"]
    per_region = [
        list(
            Contribution.objects.filter(partnership__region__slug=slug)
            .order_by("title")
            .values_list(*names)
        )
        for slug in ("merenland", "kustzoom")
    ]
    assert per_region[0] == per_region[1] and len(per_region[0]) == 6
    assert Business.objects.count() == 1


def test_a_changed_row_changes_that_contribution(client, kade, rate):
    rows = full(kade)
    workbook = load_workbook(io.BytesIO(client.get(f"{BASE}export.xlsx").content))
    sheet = workbook["Cofinanciering"]
    line = next(row for row in sheet.iter_rows(min_row=4) if row[5].value == "Staal")
    line[5].value, line[12].value = "Staal en koper", 99.5
    content = io.BytesIO()
    workbook.save(content)
    upload(client, content.getvalue())
    assert "Toegevoegd: 0. Gewijzigd: 1." in save(client).content.decode()
    rows[2].refresh_from_db()
    assert (rows[2].title, rows[2].delivered_cents) == ("Staal en koper", 99_50)


def test_other_hours_beside_the_old_amount_are_told(client, kade, rate):
    full(kade)
    workbook = load_workbook(io.BytesIO(client.get(f"{BASE}export.xlsx").content))
    line = next(
        row for row in workbook["Cofinanciering"].iter_rows(min_row=4) if row[5].value == "Uren"
    )
    line[7].value = 10
    content = io.BytesIO()
    workbook.save(content)
    text = upload(client, content.getvalue()).content.decode()
    assert "uren × tarief is €\xa0550,00; het bedrag in deze cel telt" in text


def test_a_workbook_does_not_change_what_is_proven(client, kade, rate):
    full(kade)
    workbook = load_workbook(io.BytesIO(client.get(f"{BASE}export.xlsx").content))
    line = next(
        row for row in workbook["Cofinanciering"].iter_rows(min_row=4) if row[5].value == "Lokaal"
    )
    line[12].value = 1
    content = io.BytesIO()
    workbook.save(content)
    text = upload(client, content.getvalue()).content.decode()
    assert "die verander je niet met een Excelbestand" in text


def test_the_same_workbook_twice_adds_nothing(client, kade):
    content = book(["Kade & Zn", None, "Geld", "Gift", None, "1-9-2026", 500])
    for _time in range(2):
        upload(client, content)
        save(client)
    assert Contribution.objects.count() == 1


def test_a_reference_of_another_region_adds_a_row_and_touches_nothing(client, kade, kustzoom):
    other = Partnership.objects.create(
        region=kustzoom.region, business=kade.business, started_on=LONG_AGO
    )
    theirs = Contribution.objects.create(
        partnership=other, kind="cash", title="Van hen", promised_on=DAY(2026, 1, 1),
        promised_cents=1,
    )  # fmt: skip
    content = book(
        [theirs.pk, "Kade & Zn", "Geld", "Anders", "1-9-2026", 500],
        header=["Kenmerk", "Bedrijf", "Soort", "Wat", "Toegezegd op", "Bedrag"],
    )
    assert "is niet van deze regio" in upload(client, content).content.decode()
    save(client)
    theirs.refresh_from_db()
    assert theirs.title == "Van hen" and Contribution.objects.count() == 2


TWO_OF_ONE_NAME = "meer bedrijven heten"


@pytest.fixture
def namesakes(db) -> list[Business]:
    return [Business.objects.create(name="Werf BV"), Business.objects.create(name="Werf")]


def look(client) -> str:
    """The preview once more."""
    pk = ContributionUpload.objects.get().pk
    return client.get(f"{BASE}import/{pk}/").content.decode()


def test_an_error_that_was_mended_since_the_upload_is_gone(client, merenland, namesakes):
    content = book(["Werf", None, "Geld", "Gift", None, "1-9-2026", 500])
    assert TWO_OF_ONE_NAME in upload(client, content).content.decode()
    save(client)
    assert not Contribution.objects.exists()
    Partnership.objects.create(region=merenland.region, business=namesakes[0], started_on=LONG_AGO)
    told = look(client)
    assert TWO_OF_ONE_NAME not in told and "klaar om te bewaren" in told
    save(client)
    assert Contribution.objects.get().partnership.business == namesakes[0]


def test_hours_are_counted_at_the_rate_that_is_known_when_they_are_saved(client, kade):
    content = book(["Kade & Zn", None, "Uren", "Les", 4, "1-9-2026"])
    assert "het landelijk bureau voegt het toe" in upload(client, content).content.decode()
    HourlyRate.objects.create(cents=55_00, valid_from_on=DAY(2025, 1, 1), source="Nu")
    assert "€\xa0220,00" in look(client)
    save(client)
    assert Contribution.objects.get().promised_cents == 220_00


def test_what_became_wrong_since_the_upload_is_told_and_not_saved(client):
    Business.objects.create(name="Werf")
    content = book(["Werf", None, "Geld", "Gift", None, "1-9-2026", 500])
    assert TWO_OF_ONE_NAME not in upload(client, content).content.decode()
    Business.objects.create(name="Werf BV")
    assert TWO_OF_ONE_NAME in save(client).content.decode()
    assert TWO_OF_ONE_NAME in look(client)
    assert not Contribution.objects.exists() and ContributionUpload.objects.exists()


def test_what_is_judged_otherwise_than_the_page_showed_is_looked_at_once_more(client, kade, rate):
    content = book(["Kade & Zn", None, "Uren", "Les", 4, "1-9-2026"])
    page = upload(client, content)
    shown = re.search(r'name="shown" value="(\w+)"', page.content.decode())[1]
    HourlyRate.objects.update(cents=60_00)
    again = client.post(page.request["PATH_INFO"], {"shown": shown}, follow=True)
    assert "weet nu andere dingen" in again.content.decode() and "€\xa0240,00" in look(client)
    assert not Contribution.objects.exists()


def test_an_upload_is_only_for_who_made_it(client, kade, merenland, kustzoom, browse):
    upload(client, book(["Kade & Zn", None, "Geld", "Gift", None, "1-9-2026", 500]))
    pk = ContributionUpload.objects.get().pk
    other = browse(kustzoom.leader)
    assert other.post(f"{BASE}import/{pk}/").status_code == 404
    address = f"/regions/kustzoom/partners/contributions/import/{pk}/"
    assert "te oud" in other.post(address, follow=True).content.decode()
    assert not Contribution.objects.exists()


def test_the_empty_workbook_holds_no_rows_and_an_example_that_is_not_read(client, merenland):
    content = client.get(f"{BASE}template.xlsx").content
    parsed = read_contributions(content)
    assert parsed.rows == () and "onder de koppen staat geen rij" in parsed.errors[0].message
    assert "Voorbeeld" in load_workbook(io.BytesIO(content)).sheetnames


@pytest.mark.parametrize("content", [b"", b"niets", b"PK\x03\x04"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(client, merenland, content):
    response = upload(client, content or b" ")
    assert response.status_code == 200 and not Contribution.objects.exists()


def test_every_kind_has_its_word_in_a_workbook():
    assert set(KIND_LABELS) == set(Contribution.Kind.values)


cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-10, 10**9), st.floats(-5, 1e9),
    st.dates(DAY(1990, 1, 1), DAY(2110, 1, 1)), st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(cells, min_size=11, max_size=11), max_size=4))
def test_whatever_the_cells_hold_it_is_read_and_kept(rows):
    clean = [
        [
            "".join(c for c in cell if c.isprintable()) if isinstance(cell, str) else cell
            for cell in row
        ]
        for row in rows
    ]
    parsed = read_contributions(book(*clean))
    assert ParsedContributions.from_json(parsed.to_json()) == parsed
