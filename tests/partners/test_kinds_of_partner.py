"""A partner may be no business: a branch organisation, a municipality or a training company."""

import csv
import io

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from regions.partners.models import Business, ContributionUpload
from regions.partners.register.merging import merge, undo
from tests.conftest import NOW

from .conftest import TODAY
from .test_money_import import book, save, upload

pytestmark = pytest.mark.usefixtures("on_22_november")
KINDS = {
    "business": ("bedrijf", "Het bedrijf"),
    "branch": ("brancheorganisatie", "De brancheorganisatie"),
    "municipality": ("gemeente", "De gemeente"),
    "training": ("opleidingsbedrijf", "Het opleidingsbedrijf"),
}


def page_of(client, name: str, *args: object, **query: str) -> str:
    return " ".join(client.get(reverse(name, args=args), query).content.decode().split())


def make(row, kind: str) -> None:
    Business.objects.filter(pk=row.business_id).update(kind=kind)


@pytest.fixture
def client(merenland, browse):
    return browse(merenland.leader)


@pytest.mark.django_db
def test_what_the_code_of_before_writes_is_a_business():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partners_business (name, place, sector, kvk, added_at)"
            " VALUES ('Oud', '', '', '', now())"
        )
    assert Business.objects.get().kind == "business"


def test_a_partner_is_added_and_changed_with_its_kind(client, merenland):
    new = reverse("partner_new", args=["merenland"])
    client.post(new, {"name": "Gemeente Waterkant", "kind": "municipality"})
    row = merenland.region.partnerships.get()
    assert row.business.kind == "municipality"
    edit = reverse("partner_edit", args=["merenland", row.pk])
    assert "De gemeente" in page_of(client, "partner_edit", "merenland", row.pk)
    form = {"ideal_days": 60, "max_days": 90, "started_on": "1 november 2026"}
    client.post(edit, form | {"name": "Vakwerk", "kind": "branch"})
    assert Business.objects.get().kind == "branch"
    client.post(edit, form | {"name": "Vakwerk"})
    assert Business.objects.get().kind == "branch"
    answer = client.post(edit, form | {"name": "Vakwerk", "kind": "school"})
    assert answer.status_code == 422 and Business.objects.get().kind == "branch"


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_page_calls_it_what_it_is(client, merenland, partner_of, kind):
    row = partner_of(merenland, "Waterkant", (91, ""))
    make(row, kind)
    html = page_of(client, "partner", "merenland", row.pk)
    word, called = KINDS[kind]
    assert [told for _word, told in KINDS.values() if f"<h2>{told}</h2>" in html] == [called]
    listed = page_of(client, "partners", "merenland")
    said = "bedrijf" if kind == "business" else "partner"
    assert f"<h1>Eén {said} al 90 dagen niet gesproken</h1>" in listed
    assert (f"· {word}" in html) == (kind != "business")


def test_the_list_and_its_file_are_cut_by_kind(client, merenland, partner_of):
    for name, kind in (("Bedrijf A", "business"), ("Waterkant", "municipality")):
        make(partner_of(merenland, name, (1, "")), kind)
    html = page_of(client, "partners", "merenland", kind="municipality")
    assert "Waterkant" in html and "Bedrijf A" not in html
    assert "Alle partners zijn op tijd gesproken" in html
    found = page_of(client, "partners", "merenland", q="gemeente")
    assert "Waterkant" in found and "Bedrijf A" not in found
    file = client.get(reverse("partners", args=["merenland"]), {"format": "csv"})
    told = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Partner"]: row["Soort"] for row in told} == {
        "Bedrijf A": "bedrijf",
        "Waterkant": "gemeente",
    }


def test_the_bureau_sees_and_finds_kinds(merenland, partner_of, bureau, browse):
    for name, kind in (("Bedrijf A", "business"), ("Waterkant", "municipality")):
        make(partner_of(merenland, name), kind)
    html = page_of(browse(bureau), "bureau_businesses", kind="municipality")
    assert "Waterkant" in html and "<td>gemeente</td>" in html and "Bedrijf A" not in html


def test_a_merge_keeps_the_kind_that_somebody_chose_and_undoes_it(merenland, bureau):
    kept = Business.objects.create(name="Waterkant")
    dropped = Business.objects.create(name="Gemeente Waterkant", kind="municipality")
    merged = merge(kept, dropped, bureau, NOW, TODAY)
    kept.refresh_from_db()
    assert kept.kind == "municipality"
    undo(merged, NOW)
    kept.refresh_from_db()
    assert kept.kind == "business"
    kept.kind = "branch"
    kept.save()
    merge(kept, dropped, bureau, NOW, TODAY)
    kept.refresh_from_db()
    assert kept.kind == "branch"


def test_a_workbook_of_contributions_brings_and_gives_the_kind(client, merenland):
    header = ["Bedrijf", "Soort partner", "Soort", "Wat", "Toegezegd op", "Bedrag"]
    gift = ["Geld", "Prijs", "1-9-2026", 500]
    wrong = upload(client, book(["Waterkant", "Waterschap", *gift], header=header))
    assert "“Waterschap” is geen soort partner" in wrong.content.decode()
    upload(
        client,
        book(
            ["Gemeente Waterkant", "gemeente", *gift],
            ["Vakschool", "Bedrijfsschool", *gift],
            ["Kade", None, *gift],
            header=header,
        ),
    )
    ContributionUpload.objects.exclude(
        pk=ContributionUpload.objects.latest("uploaded_at").pk
    ).delete()
    save(client)
    kinds = dict(Business.objects.values_list("name", "kind"))
    assert kinds == {"Gemeente Waterkant": "municipality", "Vakschool": "training",
                     "Kade": "business"}  # fmt: skip
    file = client.get("/regions/merenland/partners/contributions/export.xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    head = next(row for row in rows if "Soort partner" in row)
    column, name = head.index("Soort partner"), head.index("Bedrijf")
    told = {row[name]: row[column] for row in rows[rows.index(head) + 1 :]}
    assert told == {"Gemeente Waterkant": "Gemeente", "Vakschool": "Opleidingsbedrijf",
                    "Kade": "Bedrijf"}  # fmt: skip
