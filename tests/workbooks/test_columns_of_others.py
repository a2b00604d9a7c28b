"""Contributions and the national list let their columns be changed in the preview, like a plan."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from electives.models import ListUpload
from electives.national_list.parsed import ParsedList
from regions.partners.models import ContributionUpload
from regions.partners.money_import.parsed import ParsedContributions
from regions.plans.models import ColumnChoice
from tests.plans.workbooks import saved

from .books import book

MONEY = [["Bedrijf", "Wat", "Soort", "Bedrag", "Wel gedaan"], ["Kade", "Hout", "Goederen", 5, 70]]
LISTED = "Code;Titel;Waar het over gaat\nK1;Drones;Vliegen\n"


def send(client, address: str, name: str, content: bytes):
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_column_of_contributions_can_be_taken_for_something_else(merenland, browse):
    client = browse(merenland.leader)
    address = reverse("contributions_import", args=["merenland"])
    page = send(client, address, "geld.xlsx", saved(book(MONEY)))
    assert 'name="column-E"' in page.content.decode()
    client.post(page.request["PATH_INFO"], {"columns": "1", "column-E": "delivered"})
    (row,) = ParsedContributions.from_json(ContributionUpload.objects.get().parsed).rows
    assert (row.promised_cents, row.delivered_cents) == (5_00, 70_00)
    send(client, address, "geld.xlsx", saved(book(MONEY)))
    (row,) = ParsedContributions.from_json(ContributionUpload.objects.get().parsed).rows
    assert row.delivered_cents == 70_00
    choice = ColumnChoice.objects.get()
    assert (choice.region, choice.table) == (merenland.region, "contributions")


def test_contributions_without_a_known_column_can_be_told_which_it_is(merenland, browse):
    client = browse(merenland.leader)
    rows = [["Firma", "Wat", "Bedrag"], ["Kade", "Hout", 5]]
    address = reverse("contributions_import", args=["merenland"])
    page = send(client, address, "geld.xlsx", saved(book(rows)))
    assert 'name="column-A"' in page.content.decode()
    client.post(page.request["PATH_INFO"], {"columns": "1", "column-A": "business"})
    (row,) = ParsedContributions.from_json(ContributionUpload.objects.get().parsed).rows
    assert row.business == "Kade"


def test_a_column_of_the_national_list_can_be_taken_for_something_else(bureau, browse):
    client = browse(bureau)
    address = reverse("bureau_electives_import")
    page = send(client, address, "lijst.csv", LISTED.encode())
    assert 'name="column-C"' in page.content.decode()
    client.post(page.request["PATH_INFO"], {"columns": "1", "column-C": "description"})
    for _turn in range(2):
        (row,) = ParsedList.from_json(ListUpload.objects.get().parsed).rows
        assert row.description == "Vliegen"
        send(client, address, "lijst.csv", LISTED.encode())
    assert ColumnChoice.objects.get().region is None
