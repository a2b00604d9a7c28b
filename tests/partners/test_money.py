"""The steps of a contribution, its list, files as evidence, the overview, and the bureau's data."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.partners.files import checked
from regions.partners.models import (
    Business,
    CofinancingNorm,
    Contribution,
    Document,
    EligibleBudget,
    HourlyRate,
    Partnership,
)
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.date
BASE = "/regions/merenland/partners/contributions/"


@pytest.fixture
def partner(merenland) -> Partnership:
    business = Business.objects.create(name="Kade & Zn", place="Waterkant", kvk="12345678")
    return Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )


@pytest.fixture
def rate(db) -> HourlyRate:
    HourlyRate.objects.create(
        cents=50_00, valid_from_on=DAY(2025, 1, 1), valid_until_on=DAY(2026, 7, 31), source="Toen"
    )
    return HourlyRate.objects.create(cents=55_00, valid_from_on=DAY(2026, 8, 1), source="Nu")


@pytest.fixture
def norm(db) -> CofinancingNorm:
    found, _new = CofinancingNorm.objects.get_or_create(
        valid_from_on=DAY(2025, 1, 1), valid_until_on=DAY(2028, 12, 31),
        defaults={"percent": 10, "source": "Test"},
    )  # fmt: skip
    return found


@pytest.fixture
def client(merenland, browse):
    return browse(merenland.leader)


def promise(partner: Partnership, **fields) -> Contribution:
    values = {
        "kind": "machine",
        "title": "Lasrobot",
        "promised_on": DAY(2026, 9, 1),
        "promised_cents": 1_000_00,
        **fields,
    }
    return Contribution.objects.create(partnership=partner, **values)


def pdf(name="bon.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 een bon", "application/pdf")


HOURS = {"kind": "supervision", "title": "Zes stages", "hours": "40", "promised_on": "1-7-2026"}


def test_hours_are_worth_the_rate_of_the_promise_and_then_of_the_delivery(client, partner, rate):
    response = client.post(f"{BASE}new/", {"partnership": partner.pk, **HOURS}, follow=True)
    row = Contribution.objects.get()
    assert row.promised_cents == 2_000_00  # 40 × € 50
    assert "40 uur × €\xa050,00 = €\xa02.000,00" in response.content.decode()
    client.post(f"{BASE}{row.pk}/deliver/", {"delivered_on": "1-10-2026", "hours": "37,5"})
    row.refresh_from_db()
    assert (row.delivered_cents, row.hours) == (2_062_50, Decimal("37.5"))  # 37,5 × € 55
    assert row.promised_cents == 2_000_00


def test_a_later_rate_changes_nothing_that_was_counted(client, partner, rate):
    client.post(f"{BASE}new/", {"partnership": partner.pk, **HOURS})
    HourlyRate.objects.update(cents=99_00)
    assert Contribution.objects.get().promised_cents == 2_000_00


def test_hours_without_a_rate_say_who_can_help(client, partner):
    response = client.post(f"{BASE}new/", {"partnership": partner.pk, **HOURS})
    text = response.content.decode()
    assert response.status_code == 422 and not Contribution.objects.exists()
    assert "Voor 1 juli 2026 is geen uurtarief bekend. Het landelijk bureau voegt het toe." in text
    assert 'value="Zes stages"' in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"promised_cents": "veel"}, "‘veel’ is geen bedrag"),
        ({"promised_cents": ""}, "Vul in wat het waard is in euro’s."),
        ({"promised_on": "1-1-2027"}, "Deze datum ligt in de toekomst."),
        ({"expected_on": "1-1-2020"}, "Deze dag ligt vóór de toezegging."),
    ],
)
def test_a_promise_says_in_plain_words_what_is_wrong(client, partner, changed, sentence):
    sent = {
        "partnership": partner.pk, "kind": "cash", "title": "Geld", "promised_on": "1-9-2026",
        "promised_cents": "500", **changed,
    }  # fmt: skip
    response = client.post(f"{BASE}new/", sent)
    text = response.content.decode().replace("“", "‘").replace("”", "’")
    assert response.status_code == 422 and sentence in text
    assert not Contribution.objects.exists()


def test_nobody_adds_a_contribution_for_a_partner_of_another_region(client, kustzoom, partner):
    other = Partnership.objects.create(
        region=kustzoom.region, business=partner.business, started_on=LONG_AGO
    )
    sent = {"partnership": other.pk, "kind": "cash", "title": "x", "promised_on": "1-9-2026"}
    assert client.post(f"{BASE}new/", {**sent, "promised_cents": "5"}).status_code == 422


def test_a_promise_is_delivered_and_proven_with_a_file(client, partner):
    row = promise(partner)
    client.post(
        f"{BASE}{row.pk}/deliver/", {"delivered_on": "1-10-2026", "delivered_cents": "912,35"}
    )
    sent = {"file": pdf(), "proven_on": "2-10-2026"}
    text = client.post(f"{BASE}{row.pk}/prove/", sent, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.delivered_cents, row.proven_on) == (912_35, DAY(2026, 10, 2))
    assert "bon.pdf" in text
    file = client.get(f"/regions/merenland/partners/files/{row.document.uid}/")
    assert file.content == b"%PDF-1.7 een bon" and file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"].startswith('attachment; filename="bon.pdf"')


def test_a_file_goes_with_the_proof_that_is_taken_back(client, partner):
    row = promise(partner, delivered_on=DAY(2026, 10, 1), delivered_cents=5)
    client.post(f"{BASE}{row.pk}/prove/", {"file": pdf(), "proven_on": "2-10-2026"})
    assert Document.objects.count() == 1
    client.post(f"{BASE}{row.pk}/back/")
    assert not Document.objects.exists()


def test_only_what_was_delivered_is_proven(client, partner):
    row = promise(partner)
    client.post(f"{BASE}{row.pk}/prove/", {"file": pdf(), "proven_on": "2-10-2026"})
    row.refresh_from_db()
    assert row.proven_on is None and not Document.objects.exists()


def test_a_promise_is_dropped_with_a_reason_and_taken_back(client, partner):
    row = promise(partner)
    assert client.post(f"{BASE}{row.pk}/drop/", {"reason": ""}).status_code == 422
    client.post(f"{BASE}{row.pk}/drop/", {"reason": "Verkocht"})
    row.refresh_from_db()
    assert (row.dropped_on, row.drop_reason) == (DAY(2026, 11, 22), "Verkocht")
    client.post(f"{BASE}{row.pk}/back/")
    row.refresh_from_db()
    assert row.dropped_on is None and row.drop_reason == ""


def test_steps_are_taken_back_one_by_one(client, partner):
    row = promise(
        partner, delivered_on=DAY(2026, 10, 1), delivered_cents=5, proven_on=DAY(2026, 10, 1),
        proof_text="Jan",
    )  # fmt: skip
    assert client.get(f"{BASE}{row.pk}/edit/").status_code == 302
    for proven, delivered in ((False, True), (False, False), (False, False)):
        client.post(f"{BASE}{row.pk}/back/")
        row.refresh_from_db()
        assert (row.proven_on is not None, row.delivered_on is not None) == (proven, delivered)


def test_what_was_delivered_keeps_its_amount_when_its_words_change(client, partner, merenland):
    row = promise(partner, delivered_on=DAY(2026, 10, 1), delivered_cents=900_00)
    activity = merenland.plan.activities.get(code="2.1")
    sent = {"title": "Twee lasrobots", "activity": str(activity.key), "promised_cents": "1"}
    assert client.post(f"{BASE}{row.pk}/edit/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.activity_key) == ("Twee lasrobots", activity.key)
    assert (row.promised_cents, row.delivered_cents) == (1_000_00, 900_00)


def office(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "is_fine"),
    [
        ("a.pdf", b"%PDF-1.4", True),
        ("A.PDF", b"%PDF-1.4", True),
        ("a.png", b"\x89PNG\r\n\x1a\n0", True),
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.docx", office("[Content_Types].xml", "word/document.xml"), True),
        ("a.xlsx", office("[Content_Types].xml", "xl/workbook.xml"), True),
        ("a.pdf", b"<html>", False),
        ("a.html", b"%PDF-1.4", False),
        ("a.svg", b"<svg/>", False),
        ("a.docx", office("xl/workbook.xml", "[Content_Types].xml"), False),
        ("a.xlsx", office("[Content_Types].xml", "xl/vbaProject.bin"), False),
        ("a.docx", b"PK\x03\x04 niets", False),
        ("a.pdf", b"", False),
        ("a.pdf", b"%PDF-" + b"x" * 5 * 1024 * 1024, False),
        ("", b"%PDF-1.4", False),
    ],
)
def test_a_file_is_what_its_name_says(name, content, is_fine):
    upload = SimpleUploadedFile(name or "x", content)
    upload._name = name
    if is_fine:
        assert checked(upload).content == content
    else:
        with pytest.raises(Exception, match=r"."):
            checked(upload)


def test_a_name_of_a_file_brings_no_path_and_no_quotes():
    upload = SimpleUploadedFile("x", b"%PDF-1.4")
    upload._name = '..\\..\\map/een "bon"\u202e.pdf'
    assert checked(upload).name == "een bon .pdf"


def test_the_steering_group_and_other_regions_get_no_file(client, partner, merenland, browse):
    row = promise(partner, delivered_on=DAY(2026, 10, 1), delivered_cents=5)
    client.post(f"{BASE}{row.pk}/prove/", {"file": pdf(), "proven_on": "2-10-2026"})
    address = f"/regions/merenland/partners/files/{Document.objects.get().uid}/"
    assert browse(merenland.chair).get(address).status_code == 403
    assert browse(merenland.advisor).get(address).status_code == 200


def test_the_page_says_where_the_region_ends_and_after_which_month(
    client, partner, norm, rate, merenland
):
    """691 of 1461 days: € 202.600 × 1461 / 691 = € 428.362, 8,8% of € 4.860.000."""
    EligibleBudget.objects.create(
        region=merenland.region, cents=4_860_000_00, valid_from_on=DAY(2025, 1, 1),
        valid_until_on=DAY(2028, 12, 31),
    )  # fmt: skip
    for cents, proven in ((141_200_00, DAY(2026, 3, 1)), (61_400_00, None)):
        promise(
            partner, promised_on=DAY(2025, 9, 1), delivered_on=DAY(2025, 9, 1),
            delivered_cents=cents, proven_on=proven, proof_text="Jan",
        )  # fmt: skip
    promise(partner, promised_cents=118_000_00)
    text = client.get(BASE).content.decode()
    for words in (
        "komt de regio uit op 8,8 procent; de norm is 10",
        "€\xa0486.000",
        "€\xa0141.200",
    ):
        assert words in text
    assert "€\xa061.400" in text and "€\xa0118.000" in text and "nauwelijks meer haalbaar" in text


def test_without_budget_and_rate_the_page_says_who_adds_them(client, partner, norm):
    text = client.get(BASE).content.decode()
    assert "Het subsidiabele budget van de regio ontbreekt" in text
    assert "Voor vandaag is geen uurtarief bekend" in text


def test_the_list_is_cut_by_state_kind_partner_and_year(client, partner):
    promise(partner, title="Eerste")
    promise(partner, title="Tweede", kind="cash", promised_on=DAY(2025, 2, 1))
    promise(partner, title="Derde", dropped_on=DAY(2026, 10, 1), drop_reason="Nee")
    for query, shown in (
        ("state=promised", {"Eerste", "Tweede"}),
        ("state=dropped", {"Derde"}),
        ("kind=cash", {"Tweede"}),
        ("year=2025", {"Tweede"}),
        (f"partner={partner.pk}", {"Eerste", "Tweede", "Derde"}),
        ("state=onzin&year=abc&sort=zomaar&page=99", {"Eerste", "Tweede", "Derde"}),
    ):
        text = client.get(f"{BASE}?{query}").content.decode()
        assert {name for name in ("Eerste", "Tweede", "Derde") if f">{name}<" in text} == shown
    csv = client.get(f"{BASE}?state=promised&format=csv").content.decode()
    assert csv.count("\r\n") == 3 and "Derde" not in csv


def test_an_empty_list_teaches(client, merenland):
    text = client.get(BASE).content.decode()
    assert "Voeg eerst een bedrijf toe als partner" in text


def test_who_can_still_sign_is_what_was_delivered_without_proof(client, partner):
    promise(partner, title="Geleverd", delivered_on=DAY(2026, 10, 1), delivered_cents=5_00)
    promise(partner, title="Te laat", expected_on=DAY(2026, 10, 1))
    promise(partner, title="Nog niet")
    text = client.get(f"{BASE}sign/").content.decode()
    assert "1 bedrijf kan nog tekenen" in text
    assert "Geleverd</a>" in text and "Te laat</a>" in text and "Nog niet" not in text


def test_the_overview_lists_business_kind_dates_and_proof(client, partner, norm, merenland, browse):
    promise(
        partner, delivered_on=DAY(2026, 10, 1), delivered_cents=900_00,
        proven_on=DAY(2026, 10, 2), proof_text="Jan Kade, directeur",
    )  # fmt: skip
    promise(partner, title="Vervallen", dropped_on=DAY(2026, 10, 1), drop_reason="Nee")
    text = client.get(f"{BASE}overview/").content.decode()
    assert "€\xa0900,00 bewezen in 2025–2028" in text and "Jan Kade, directeur" in text
    assert "Vervallen" not in text
    advisor = browse(merenland.advisor)
    for query in ("", "?format=csv"):
        seen = advisor.get(f"{BASE}overview/{query}").content.decode()
        assert "Jan Kade" not in seen and "getekend door het bedrijf" in seen
    assert client.get(f"{BASE}overview/?year=2025").content.decode().count("Lasrobot") == 0
    assert client.get(f"{BASE}overview/?format=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(
    ("page", "most"), [("", 15), ("?format=csv", 12), ("sign/", 8), ("overview/", 11)]
)
def test_queries_do_not_grow_with_the_contributions(client, partner, norm, page, most):
    client.get(BASE)  # warm up what is kept
    for count in (2, 20):
        for number in range(count):
            promise(
                partner, title=f"{count}-{number}", delivered_on=DAY(2026, 10, 1),
                delivered_cents=5,
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(f"{BASE}{page}")
        told = "\n".join(query["sql"][:150] for query in seen)
        assert len(seen) <= most, told
        assert 'content"' not in told.replace("content_type", "")


def test_the_bureau_adds_and_ends_a_rate(browse, bureau):
    client = browse(bureau)
    add = "/bureau/financing/rates/new/"
    sent = {"cents": "50", "valid_from_on": "1-1-2025", "valid_until_on": "", "source": "Brief"}
    assert client.post(add, sent).status_code == 302
    again = client.post(add, {**sent, "cents": "55", "valid_from_on": "1-8-2026"})
    assert again.status_code == 422
    assert "geldt al" in again.content.decode() or "al een" in again.content.decode()
    row = HourlyRate.objects.get()
    ended = {**sent, "valid_until_on": "31-7-2026"}
    assert client.post(f"/bureau/financing/rates/{row.pk}/", ended).status_code == 302
    assert client.post(add, {**sent, "cents": "55", "valid_from_on": "1-8-2026"}).status_code == 302
    wrong = client.post(add, {**sent, "valid_from_on": "1-1-2024", "valid_until_on": "1-1-2023"})
    assert wrong.status_code == 422 and "vóór de eerste dag" in wrong.content.decode()


def test_the_bureau_adds_norm_and_budget(browse, bureau, merenland):
    client = browse(bureau)
    CofinancingNorm.objects.all().delete()
    sent = {
        "percent": "7,5", "valid_from_on": "1-1-2020", "valid_until_on": "31-8-2024", "source": "B",
    }  # fmt: skip
    assert client.post("/bureau/financing/norms/new/", sent).status_code == 302
    assert CofinancingNorm.objects.get().percent == Decimal("7.5")
    budget = {
        "region": merenland.region.pk, "cents": "4.860.000", "valid_from_on": "1-1-2025",
        "valid_until_on": "31-12-2028", "source": "Beschikking",
    }  # fmt: skip
    assert client.post("/bureau/financing/budgets/new/", budget).status_code == 302
    text = client.get("/bureau/financing/").content.decode()
    assert "€\xa04.860.000,00" in text and "7,5%" in text
    zero = client.post("/bureau/financing/budgets/new/", {**budget, "cents": "0"})
    assert zero.status_code == 422


def test_the_norms_that_are_known_came_with_their_source(db):
    from importlib import import_module

    made = import_module("regions.partners.migrations.0003_norms_that_are_known").NORMS
    assert made == (
        (Decimal("7.5"), DAY(2020, 1, 1), DAY(2024, 8, 31)),
        (Decimal(10), DAY(2025, 1, 1), DAY(2028, 12, 31)),
    )
