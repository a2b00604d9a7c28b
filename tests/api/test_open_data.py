"""The open data: true, with every column described, and without small counts or people."""

import csv
import datetime
import io

import pytest
from django.core.cache import cache
from django.utils import timezone

from electives.models import Elective, Offering
from regions.labs.models import Lab
from regions.models import School
from regions.partners.models import Partnership
from sto_portal.api.open_data.tables import TABLES
from tests.conftest import NOW

from .test_facts import DAY, event, partner

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture(autouse=True)
def counted_from_nothing(db):
    cache.clear()


def table(client, name: str, year: int = 2026) -> list[dict[str, str]]:
    answer = client.get(f"/open-data/{year}/{name}.csv")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def elective(place, title: str, published: datetime.datetime | None, **fields) -> Elective:
    return Elective.objects.create(
        region=place.region, title=title, summary="Vliegen", profiles=["PIE", "MVI"],
        published_at=published, aims_at=2026, added_by=place.leader,
        activity_key=place.plan.activities.get(code="1.1").key, **fields,
    )  # fmt: skip


def test_events_are_counted_by_month_and_kind_with_visitors_as_a_lower_bound(
    merenland, kustzoom, client
):
    event(merenland, 40, 3)
    event(kustzoom, 10)
    event(kustzoom)
    [row] = table(client, "evenementen")
    assert row == {
        "maand": "2026-11", "soort": "open_day", "gehouden": "3", "afgezegd": "0",
        "nog_gepland": "0", "bezoekers": "50", "bezoekers_ondergrens": "ja",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("came", "told"),
    [((), ("", "nee")), ((0,), ("0", "nee")), ((5,), ("5", "nee")), ((4,), ("0", "ja")),
     ((2, 2, 2), ("0", "ja")), ((0, 7), ("7", "nee"))],
)  # fmt: skip
def test_no_count_below_five_stands_in_it_nor_follows_from_it(merenland, client, came, told):
    event(merenland, *came)
    [row] = table(client, "evenementen")
    assert (row["bezoekers"], row["bezoekers_ondergrens"]) == told


def test_electives_are_those_of_the_catalogue_by_the_end_of_the_year(merenland, client):
    taught = elective(merenland, "Drones", NOW)
    elective(merenland, "Concept", None)
    refused = {"rejected_on": NOW.date(), "rejected_reason": "Te veel overlap"}
    elective(merenland, "Afgewezen", NOW, **refused)
    for number, pupils in enumerate((20, 3, None)):
        school = School.objects.create(region=merenland.region, name=f"School {number}")
        Offering.objects.create(
            elective=taught, school=school, school_year=2026, track="bb", pupils=pupils
        )
    [row] = table(client, "keuzevakken")
    assert (row["titel"], row["profielen"]) == ("Drones", "PIE, MVI")
    assert row["schooljaar"] == "2026-2027"
    assert (row["scholen"], row["leerlingen"], row["leerlingen_ondergrens"]) == ("3", "20", "ja")
    assert table(client, "keuzevakken", 2025) == []


def counts(client, year: int = 2026) -> tuple[set[str], list[int]]:
    found = table(client, "aantallen", year)
    return {row["op"] for row in found}, [int(row["aantal"]) for row in found]


def test_counts_are_of_the_last_day_of_the_year_or_of_today(merenland, kustzoom, client):
    both = partner(merenland, "Overal").business
    Partnership.objects.create(
        region=kustzoom.region, business=both, step="contact", started_on=DAY
    )
    partner(merenland, "Gestopt", ended_on=datetime.date(2026, 11, 2))
    Lab.objects.create(region=merenland.region, name="Lab", opened_on=datetime.date(2025, 12, 31))
    elective(merenland, "Drones", NOW)
    assert counts(client, 2025) == ({"2025-12-31"}, [2, 0, 1, 0])
    assert counts(client) == ({"2026-11-22"}, [2, 1, 1, 1])


def test_a_region_that_closed_counts_until_that_day(merenland, kustzoom, client):
    partner(merenland, "Nu")
    Lab.objects.create(region=merenland.region, name="Lab", opened_on=datetime.date(2025, 12, 31))
    merenland.region.closed_on = datetime.date(2026, 1, 1)
    merenland.region.save()
    assert counts(client, 2025) == ({"2025-12-31"}, [2, 0, 1, 0])
    assert counts(client) == ({"2026-11-22"}, [1, 0, 0, 0])


def test_every_column_is_described_on_the_page_and_for_programs(merenland, client):
    event(merenland, 40)
    elective(merenland, "Drones", NOW)
    page = client.get("/open-data/").content.decode()
    package = client.get("/open-data/2026/datapackage.json").json()
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        header = list(table(client, resource["name"])[0])
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith(".") and field["name"] in page
    [events, electives, _counts] = package["resources"]
    kinds = {field["name"]: field["type"] for field in events["schema"]["fields"]}
    assert kinds["bezoekers"] == "integer" and kinds["bezoekers_ondergrens"] == "boolean"
    told = {field["name"]: field["type"] for field in electives["schema"]["fields"]}
    assert told["gepubliceerd_op"] == "datetime" and told["profielen"] == "string"


def test_a_year_without_anything_and_a_table_that_is_none_are_not_found(merenland, client):
    for address in ("2024/evenementen.csv", "2027/evenementen.csv", "2026/mensen.csv"):
        assert client.get(f"/open-data/{address}").status_code == 404
    assert client.get("/open-data/2024/datapackage.json").status_code == 404
    assert client.get("/open-data/").status_code == 200


def test_an_empty_portal_has_a_page_too(db, client):
    assert str(timezone.localdate().year) in client.get("/open-data/").content.decode()
    assert table(client, "evenementen") == []


def test_no_name_of_a_person_or_business_stands_in_it(merenland, client):
    event(merenland, 40)
    elective(merenland, "Drones", NOW)
    partner(merenland, "Geheim BV")
    for name in TABLES:
        text = str(table(client, name))
        assert not [one for one in ("Geheim", merenland.leader.name) if one in text]


COSTS = [("evenementen", 9), ("keuzevakken", 9), ("aantallen", 12)]


@pytest.mark.parametrize(("name", "most"), COSTS)
def test_a_table_costs_the_same_however_much_there_is(
    merenland, kustzoom, client, django_assert_max_num_queries, name, most
):
    for place in (merenland, kustzoom):
        for number in range(4):
            event(place, 40)
            elective(place, f"Keuzevak {number}", NOW)
    with django_assert_max_num_queries(most):
        table(client, name)
