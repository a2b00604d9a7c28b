"""A database that is full, crowded or may only be read: 503 and a page, and nothing half done."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions.steering.mandate.accepting import accept
from regions.steering.models import Remark
from regions.web.away import is_database_away
from sto_portal import pages

CODES = {"53100": 503, "53200": 503, "53300": 503, "25006": 503, "P0001": 500, "22012": 500}


def say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refuse_with(code: str) -> None:
    """Let Postgres say this of every remark that is written."""
    say(
        f"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$BEGIN RAISE EXCEPTION 'as it would' USING ERRCODE = '{code}'; END$$;"
        "CREATE OR REPLACE TRIGGER refusing BEFORE INSERT ON steering_remark"
        " FOR EACH ROW EXECUTE FUNCTION refuse()"
    )


@pytest.fixture
def chair(merenland) -> Client:
    accept(merenland.chair, merenland.group.mandate_on(timezone.localdate()), timezone.now())
    client = Client(raise_request_exception=False)
    client.force_login(merenland.chair)
    return client


@pytest.fixture
def refusing():
    yield refuse_with
    say("DROP FUNCTION IF EXISTS refuse() CASCADE")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_postgres_says_of_itself_is_503_and_what_it_says_of_us_is_500(
    merenland, chair, refusing
):
    address, sent = reverse("remarks", args=[merenland.slug]), {"about": "what", "text": "Let op."}
    for code, status in CODES.items():
        refusing(code)
        answer = chair.post(address, {**sent, "csrfmiddlewaretoken": code})
        assert answer.status_code == status, code
        waits = answer.headers.get("Retry-After")
        assert waits == (str(pages.RETRY_AFTER) if status == 503 else None)
        assert ("kan even niet bij zijn gegevens" in answer.content.decode()) == (status == 503)
    say("DROP TRIGGER refusing ON steering_remark")
    again = chair.post(address, {**sent, "csrfmiddlewaretoken": "53100"})
    assert again.status_code == 302, "the same press counts once there is room again"
    assert Remark.objects.count() == 1

    say("SET default_transaction_read_only = on")
    try:
        assert chair.get(reverse("region", args=[merenland.slug])).status_code == 200
        for extra in ({}, {"csrfmiddlewaretoken": "x"}):  # with the second, a press is remembered
            assert chair.post(address, {**sent, **extra}).status_code == 503
        with pytest.raises(DatabaseError) as refused:
            say("DELETE FROM cache")
        assert is_database_away(refused.value)
    finally:
        say("SET default_transaction_read_only = off")
