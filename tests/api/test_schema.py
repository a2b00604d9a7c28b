"""The API does what its own OpenAPI document says, whatever is asked (schemathesis)."""

from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, settings

from sto_portal.api.resources.table import RESOURCES
from sto_portal.api.serving.schema import document
from tests.progress.stories import log

from .asking import secret_of
from .test_facts import event, partner

SIGNALS = (request_started, request_finished)
ADDRESS = "/api/v1/openapi.json"


def portal(environ, start):
    return _portal()({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)


_portal = cache(get_wsgi_application)
schema = schemathesis.openapi.from_dict(document())
schema.app, schema.location = portal, ADDRESS


@pytest.fixture
def token(merenland, on_22_november, monkeypatch):
    for most in ("A_TOKEN", "AN_ADDRESS", "WRONG"):
        monkeypatch.setattr(f"sto_portal.api.serving.callers.{most}", 1_000_000)
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 40}})
    event(merenland, 40, 3)
    partner(merenland, "Bedrijf")
    for signal in SIGNALS:  # the rows stand in a transaction that is never committed
        signal.disconnect(close_old_connections)
    yield secret_of(merenland.leader)
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


def test_the_document_is_for_everybody_and_for_scripts_of_every_site(db):
    answer = Client().get(ADDRESS)
    assert answer.status_code == 200 and answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert told["openapi"].startswith("3.") and told["info"]["version"] == answer["API-Version"]
    assert all(told["info"]["contact"][name] for name in ("name", "url", "email"))


def test_every_address_of_the_api_is_described_with_get_alone():
    routes = {
        str(pattern.pattern)
        for found in get_resolver().url_patterns
        if str(found.pattern) == ""
        for one in getattr(found, "url_patterns", ())
        if str(one.pattern) == "api/v1/"
        for pattern in one.url_patterns
    }
    told = document()["paths"]
    assert {f"/api/v1/{route.replace('<regio>', '{regio}')}" for route in routes} == set(told)
    assert len(told) == len(RESOURCES) + 1
    assert all(set(methods) == {"get"} for methods in told.values())


def test_every_field_says_what_it_is():
    for resource in RESOURCES:
        for name, field in resource.row.model_fields.items():
            assert field.description and field.description.endswith("."), f"{resource.name}.{name}"
