"""The name of a request: whose is believed, and where it stands."""

import io
import json
import logging

import pytest
from django.test import Client

from sto_portal.watch import jobs
from sto_portal.watch.logs import LineFormatter, logging_of
from sto_portal.watch.request_ids import HEADER, job, request_id

OWN = "0f9a1b2c3d4e5f60718293a4b5c6d7e8"


def name_of(answer) -> str:
    assert len(answer[HEADER]) == 32 and answer[HEADER].isalnum()
    return answer[HEADER]


@pytest.fixture
def lines():
    """What a real server writes to its console."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root, requests = logging.getLogger(), logging.getLogger("portal.requests")
    root.addHandler(handler)
    requests.setLevel("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    requests.setLevel("WARNING")


def test_each_answer_has_a_name_and_nobody_gives_it(db):
    names = {name_of(Client().get(path)) for path in ("/", "/health/live", "/nergens", "/static/x")}
    assert len(names) == 4
    assert name_of(Client().get("/health/live", headers={HEADER: OWN})) != OWN


def test_a_proxy_of_ours_gives_it_when_it_is_well_formed(db, settings):
    settings.TRUSTED_PROXIES = 1
    assert Client().get("/health/live", headers={HEADER: OWN})[HEADER] == OWN
    for wrong in ("kort", "x" * 65, f"{OWN}\n", "een naam met spaties", "a@b.example", "é" * 9, ""):
        name_of(Client().get("/health/live", headers={HEADER: wrong}))


def test_every_line_of_a_request_carries_it_and_none_after_it(merenland, browse, lines):
    client = browse(merenland.leader)
    answer = client.get(f"/regions/{merenland.slug}/plan/")
    logging.getLogger("elsewhere").warning("after it")
    line, after = lines()
    assert line["request_id"] == name_of(answer) and line["logger"] == "portal.requests"
    assert (line["status"], line["level"]) == (200, "INFO") and 0 < line["seconds"] < 60
    assert line["message"] == f"GET {line['route']} 200"
    assert merenland.slug not in str(line) and merenland.leader.email not in str(line)
    assert "request_id" not in after and after["message"] == "after it"


def test_a_page_that_is_not_there_is_told_with_its_name(db, lines):
    answer = Client().get("/nergens/")
    assert [line["request_id"] for line in lines()] == [name_of(answer)] * 2
    assert {line["level"] for line in lines()} == {"INFO", "WARNING"}


def test_a_fault_is_one_line_with_its_trouble_and_no_secret(lines):
    try:
        raise ValueError("at /unsubscribe/geheim123/\nDETAIL: x")
    except ValueError:
        logging.getLogger("elsewhere").exception("asked for %s", "/unsubscribe/geheim123/")
    (line,) = lines()
    assert line["message"] == "asked for /unsubscribe/…/"
    assert "ValueError" in line["trouble"] and "DETAIL" in line["trouble"]
    assert "geheim123" not in str(line)


def test_requests_are_told_to_machines_and_not_to_people():
    levels = {form: logging_of("INFO", form)["loggers"]["portal.requests"]["level"] for form in
              ("plain", "json")}  # fmt: skip
    assert levels == {"plain": "WARNING", "json": "INFO"}


def test_a_job_begins_and_ends_with_the_name_of_its_request(db):
    class Task:
        name = "notices.deliver"
        request = {jobs.REQUEST_ID: OWN}

    jobs.begin("b3d5", Task)
    assert (request_id(), job()) == (OWN, "notices.deliver")
    jobs.end()
    assert (request_id(), job()) == ("", "")
    Task.request = {jobs.REQUEST_ID: "met een\nregel"}
    jobs.begin("een-eigen-nummer", Task)
    assert request_id() == "een-eigen-nummer"
    jobs.end()
