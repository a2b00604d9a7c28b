"""What is read from the copy, and what never is; without the setting nothing changes."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import get_resolver

from regions.accounts.models import User
from regions.models import Membership, Region
from sto_portal import addresses, replica
from tests.access_rows import GET_ONLY, ROWS


class Env:
    """An environment of these settings."""

    def __init__(self, **told: str) -> None:
        import environ

        self.env = environ.Env()
        self.env.ENVIRON = told

    def __getattr__(self, name: str):
        return getattr(self.env, name)


ADDRESS, COPY = "postgres://sto:x@one:5432/sto", "postgres://sto:x@two:5432/sto"


def test_without_the_setting_there_is_one_database_and_no_router(db):
    assert set(addresses.databases(Env(), ADDRESS)) == {"default"}
    assert settings.DATABASE_ROUTERS == []
    answer = Client().post("/accounts/role/", {})
    assert replica.WROTE not in answer.cookies


def test_with_it_there_are_two_and_both_are_patient_alike():
    found = addresses.databases(Env(READ_DATABASE_URL=COPY, STATEMENT_TIMEOUT="9s"), ADDRESS)
    assert {name: told["HOST"] for name, told in found.items()} == {
        "default": "one",
        "replica": "two",
    }
    assert all("statement_timeout=9s" in told["OPTIONS"]["options"] for told in found.values())


def test_behind_a_pool_of_transactions_nothing_is_set_on_a_session():
    told = addresses.databases(Env(DISABLE_SERVER_SIDE_CURSORS="1"), ADDRESS)["default"]
    assert told["DISABLE_SERVER_SIDE_CURSORS"] and "options" not in told["OPTIONS"]
    usual = addresses.databases(Env(), ADDRESS)["default"]
    assert not usual["DISABLE_SERVER_SIDE_CURSORS"]


@pytest.fixture
def reading_the_copy():
    replica._reads_copy.set(True)
    yield replica.Router()
    replica._reads_copy.set(False)


def test_who_asks_and_what_they_may_is_never_read_from_the_copy(reading_the_copy):
    assert reading_the_copy.db_for_read(Region) == "replica"
    assert reading_the_copy.db_for_read(Membership) == "default"
    assert reading_the_copy.db_for_read(User) == "default"
    labels = {config.label for config in apps.get_app_configs()}
    for model in apps.get_models():
        assert reading_the_copy.db_for_write(model) == "default"
    assert replica.OF_WHO_ASKS - labels == {"django_cache"}, "an app that is not there"
    assert reading_the_copy.db_for_read(cache.cache_model_class) == "default"


def test_only_pages_that_nobody_writes_on_read_it():
    names = set(get_resolver().reverse_dict) & replica.ROUTES
    assert names == set(replica.ROUTES)
    assert all(ROWS[name].post == GET_ONLY for name in replica.ROUTES)
    assert not any(ROWS[name].is_public for name in replica.ROUTES), "a link may be revoked"


@pytest.mark.parametrize(
    "method, route, cookie, copy",
    [
        ("get", "national", "", True),
        ("head", "region", "", True),
        ("post", "region", "", False),
        ("get", "check_in", "", False),
        ("get", "national", "1", False),
    ],
)
def test_a_page_reads_it_when_it_may(method, route, cookie, copy, monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "replica", settings.DATABASES["default"])
    request = getattr(RequestFactory(), method)("/")
    request.COOKIES = {replica.WROTE: cookie} if cookie else {}
    request.resolver_match = type("Match", (), {"view_name": route})
    middle = replica.ReplicaMiddleware(lambda request: None)
    monkeypatch.setattr(replica.health, "looked_at", float("inf"))
    for is_well in (True, False):
        monkeypatch.setattr(replica.health, "is_well", is_well)
        middle.process_view(request)
        assert replica._reads_copy.get() == (copy and is_well)
    replica._reads_copy.set(False)
