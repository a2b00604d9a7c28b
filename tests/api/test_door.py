"""The door of the API: who asks, how often, in which form, and whether it is new."""

import csv
import io

import pytest
from django.core.cache import cache
from django.test import Client

from regions.models import Region
from sto_portal.api.resources.table import RESOURCES
from tests.conftest import Place

from .asking import by_token, pages, rows, secret_of, with_secret

pytestmark = pytest.mark.usefixtures("on_22_november")
LISTS = [one.name for one in RESOURCES]
CLOSED = [one.name for one in RESOURCES if one.scope]


@pytest.fixture(autouse=True)
def counted_from_nothing(db):
    cache.clear()


def is_problem(answer, status: int) -> bool:
    told = answer.json()
    kind = answer["Content-Type"] == "application/problem+json"
    return kind and answer.status_code == told["status"] == status and bool(told["detail"])


@pytest.mark.parametrize("name", CLOSED)
def test_a_session_opens_nothing(merenland, browse, name):
    answer = browse(merenland.leader).get(f"/api/v1/{name}")
    assert is_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("told", ["Bearer", "Bearer sto_onzin", "Basic abc", "Bearer \u00e9", "x"])
def test_what_is_no_token_is_refused_everywhere(merenland, told):
    client = Client(headers={"Authorization": told})
    for name in LISTS:
        assert is_problem(client.get(f"/api/v1/{name}"), 401), name


@pytest.mark.parametrize("name", [*LISTS, "onzin", "openapi.json", "regios/merenland"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_nothing_but_reading_comes_in(merenland, name, method):
    client = Client(
        enforce_csrf_checks=True,
        headers={"Authorization": f"Bearer {secret_of(merenland.leader)}"},
    )
    answer = getattr(client, method)(f"/api/v1/{name}")
    assert is_problem(answer, 405) and answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("name", LISTS)
def test_what_did_not_change_is_not_sent_again(merenland, name):
    client = by_token(merenland.leader)
    first = client.get(f"/api/v1/{name}")
    again = client.get(f"/api/v1/{name}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"] and again["API-Version"] == "1.0.0"


def test_what_changed_is_sent_again(merenland):
    client = by_token(merenland.leader)
    before = client.get("/api/v1/regios")["ETag"]
    Region.objects.update(tolerance_months=2)
    answer = client.get("/api/v1/regios", headers={"If-None-Match": before})
    assert answer.status_code == 200 and answer["ETag"] != before


@pytest.mark.parametrize("name", LISTS)
def test_head_tells_what_get_would(merenland, name):
    client = by_token(merenland.leader)
    full, head = client.get(f"/api/v1/{name}"), client.head(f"/api/v1/{name}")
    assert head.content == b"" and head["ETag"] == full["ETag"]
    assert head["Content-Length"] == str(len(full.content))


@pytest.mark.parametrize("name", LISTS)
def test_a_table_has_the_fields_of_the_rows_as_columns(merenland, name):
    client = by_token(merenland.leader)
    answer = client.get(f"/api/v1/{name}", headers={"Accept": "text/csv"})
    assert answer["Content-Type"].startswith("text/csv")
    header, *cells = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = rows(client, name)
    assert len(cells) == len(told)
    assert all(header == list(row) for row in told)
    assert all(len(row) == len(header) for row in cells)


def test_a_table_says_where_it_goes_on(merenland, kustzoom, bureau):
    client = by_token(bureau)
    answer = client.get("/api/v1/regios?aantal=1", headers={"Accept": "text/csv"})
    following = client.get("/api/v1/regios?aantal=1").json()["volgende"]
    assert answer["Link"] == f'<{following}>; rel="next"'
    assert "Link" not in client.get("/api/v1/regios")


@pytest.mark.parametrize("asked", ["application/xml", "image/png;q=0.4, text/html"])
def test_another_form_is_refused(merenland, asked):
    client = by_token(merenland.leader)
    assert is_problem(client.get("/api/v1/regios", headers={"Accept": asked}), 406)
    kinds = {"Accept": "text/csv"}
    assert is_problem(client.get("/api/v1/regios/merenland", headers=kinds), 406)


@pytest.mark.parametrize(
    "query",
    ["aantal=0", "aantal=201", "aantal=x", "na=-1", f"na={2**63}", "regio=", "regio=a/b",
     "regio=%00", "maand=2026-13", "maand=1999-01", "maand=", "jaar=2026", f"regio={'a' * 81}"],
)  # fmt: skip
def test_what_is_not_understood_is_said(merenland, query):
    answer = by_token(merenland.leader).get(f"/api/v1/tempo?{query}")
    assert is_problem(answer, 400)
    assert query.partition("=")[0] in answer.json()["detail"]


def test_every_row_comes_once_whatever_the_size_of_a_page(merenland, kustzoom, bureau):
    client = by_token(bureau)
    for name in LISTS:
        one_by_one = rows(client, name, aantal=1)
        assert one_by_one == rows(client, name), name
    assert [len(page["resultaten"]) for page in pages(client, "/api/v1/regios?aantal=1")] == [1, 1]


def test_a_region_that_comes_while_somebody_reads_disturbs_nothing(merenland, kustzoom, bureau):
    client = by_token(bureau)
    first = client.get("/api/v1/regios?aantal=1").json()
    Region.objects.create(name="Aaland", slug="aaland")
    others = [
        row["regio"] for page in pages(client, first["volgende"]) for row in page["resultaten"]
    ]
    assert others == ["kustzoom", "aaland"]


def test_a_brake_says_how_much_is_left_and_when_to_come_back(merenland, monkeypatch):
    monkeypatch.setattr("sto_portal.api.serving.callers.A_TOKEN", 3)
    client = by_token(merenland.leader)
    left = [client.get("/api/v1/regios")["RateLimit-Remaining"] for _number in range(3)]
    assert left == ["2", "1", "0"]
    answer = client.get("/api/v1/regios")
    assert is_problem(answer, 429) and 0 < int(answer["Retry-After"]) <= 60
    assert answer["RateLimit-Remaining"] == "0"
    assert by_token(merenland.leader).get("/api/v1/regios").status_code == 200


def test_who_tries_tokens_is_braked_and_who_has_one_is_not(merenland, monkeypatch):
    monkeypatch.setattr("sto_portal.api.serving.callers.WRONG", 2)
    guess = with_secret("sto_" + "x" * 43)
    met = [guess.get("/api/v1/regios").status_code for _number in range(4)]
    assert met == [401, 401, 429, 429]
    assert by_token(merenland.leader).get("/api/v1/regios").status_code == 200


def test_a_token_reads_no_more_than_its_scopes(merenland):
    for resource in RESOURCES:
        for other in RESOURCES:
            if other.scope and resource.scope and other.scope != resource.scope:
                client = by_token(merenland.leader, [other.scope.value])
                answer = client.get(f"/api/v1/{resource.name}")
                assert is_problem(answer, 403)
                assert resource.scope.value in answer.json()["detail"]
                break


def test_nothing_is_kept_by_a_browser_or_a_proxy(merenland: Place):
    for name in CLOSED:
        answer = by_token(merenland.leader).get(f"/api/v1/{name}")
        assert "no-store" in answer["Cache-Control"], name
    assert "no-store" not in Client().get("/api/v1/keuzevakken").headers.get("Cache-Control", "")
