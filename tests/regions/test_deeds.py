"""Who did what: the history by person, region, kind and day, without what was written."""

import csv
import io

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.bureau.deeds import kinds
from regions.models import Membership
from tests.conftest import person

PAGE = "/bureau/deeds/"


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def renamed(merenland, office):
    """The bureau changed the name and the address of a leader."""
    fields = {"name": "Nieuwe Naam", "email": "nieuw@merenland.example"}
    office.post(f"/bureau/people/{merenland.leader.pk}/", fields)
    return merenland


def lines(client, **asked) -> list[dict[str, str]]:
    answer = client.get(PAGE, {**asked, "format": "csv"})
    text = answer.content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_change_is_told_with_who_did_it_and_without_the_value(renamed, bureau, office):
    told = lines(office, person=bureau.pk)[0]
    assert (told["Wie"], told["Daad"], told["Wat"]) == (bureau.name, "gewijzigd", "persoon")
    assert told["Welke"] == "Nieuwe Naam"
    page = office.get(PAGE, {"person": bureau.pk}).content.decode()
    assert "persoon gewijzigd" in page and "nieuw@merenland.example" not in page


def test_what_changed_is_named(renamed, bureau, office):
    fields = {"name": "Nog Anders", "email": "nieuw@merenland.example"}
    office.post(f"/bureau/people/{renamed.leader.pk}/", fields)
    assert lines(office, person=bureau.pk)[0]["Gewijzigd"] == "naam"


def test_each_filter_keeps_what_it_says(renamed, kustzoom, office):
    everything = lines(office)
    mine = lines(office, region=renamed.region.pk)
    assert {row["Regio"] for row in mine} == {"Merenland", ""} and len(mine) < len(everything)
    assert "Kustzoom" in str(everything) and "Kustzoom" not in str(mine)
    assert {row["Wat"] for row in lines(office, kind="regions.Membership")} == {
        str(Membership._meta.verbose_name)
    }
    assert lines(office, until="2001-01-01") == [] == lines(office, since="2199-01-01")
    assert len(lines(office, since="2001-01-01", until="2199-01-01")) == len(everything)
    assert len(lines(office, since="onzin", person="999", kind="x", region="²")) == len(everything)


def test_every_kind_that_is_kept_has_a_dutch_name_and_can_be_asked(merenland, office):
    page = office.get(PAGE).content.decode()
    for label, model in kinds().items():
        assert f'<option value="{label}">{model._meta.verbose_name}</option>' in page
        assert office.get(PAGE, {"kind": label}).status_code == 200


def test_a_reason_of_a_reset_does_not_stand_in_it(merenland, office):

    TOTP.activate(merenland.advisor, generate_totp_secret())
    page = f"/bureau/people/{merenland.advisor.pk}/second-step/"
    office.post(page, {"reason": "Vertrouwelijk: telefoon gestolen."})
    text = office.get(PAGE).content.decode()
    assert "weghalen van een tweede stap gemaakt" in text and merenland.advisor.name in text
    assert "Vertrouwelijk" not in text
    assert not any("Vertrouwelijk" in str(row) for row in lines(office))


def test_more_rows_cost_no_more_queries(merenland, office):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert office.get(PAGE).status_code == 200
        return len(captured)

    office.get(PAGE)
    before = cost()
    for number in range(40):
        person(f"Mens{number} Nieuw")
    assert cost() == before <= 22
    assert "page=2" in office.get(PAGE).content.decode()
