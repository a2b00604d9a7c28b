"""What people take along of themselves: every column that points at a person has its place."""

import datetime
import json

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pghistory.models import Event

from advisors.models import Question, Talk
from regions.accounts.models import User
from regions.steering.models import Remark, Vote
from sto_portal.privacy.own_data import GIVEN, WITHHELD
from tests.conftest import Place
from tests.steering.deciding_group import asked

SECRET = ("secret_hash", "password", "content", "data", "message", "nonce")


def pointing() -> set[str]:
    """Every column that points at a person or holds an address; the history repeats these."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label != "pghistory" and not issubclass(model, Event)
        for field in model._meta.concrete_fields
        if field.related_model is User or isinstance(field, models.EmailField)
    }


def test_every_column_that_points_at_a_person_is_given_or_withheld_with_a_reason():
    assert pointing() == set(GIVEN) | set(WITHHELD)
    assert not set(GIVEN) & set(WITHHELD) and all(WITHHELD.values())


def test_no_secret_is_given():
    given = {name.split("__")[-1] for columns in GIVEN.values() for name in columns.split()}
    assert not given & set(SECRET)


def taken(client) -> dict:
    return json.loads(client.get("/accounts/me/export.json").getvalue())


@pytest.fixture
def written(merenland: Place, on_22_november) -> Place:
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Van de voorzitter",
        made_by=merenland.chair,
    )  # fmt: skip
    Vote.objects.create(
        change=asked(merenland), user=merenland.chair, answer="for", note="Eens hiermee"
    )
    Question.objects.create(
        region=merenland.region, kind="process", text="Vraag van Sanne", is_confidential=True,
        asked_of="advisor",
        asked_by=merenland.leader, answer="Antwoord van Leo", answered_by=merenland.advisor,
        answered_at=timezone.now(),
    )  # fmt: skip
    Talk.objects.create(
        region=merenland.region, cap="mediator", held_on=datetime.date(2026, 11, 2),
        author=merenland.advisor, with_whom="Sanne", note="In vertrouwen over Sanne",
    )  # fmt: skip
    return merenland


def test_one_gets_what_one_wrote_and_nothing_that_others_wrote(written, browse):
    chair = taken(browse(written.chair))
    assert chair["steering.Remark.made_by"][0]["text"] == "Van de voorzitter"
    assert chair["steering.Vote.user"][0]["note"] == "Eens hiermee"
    leader = taken(browse(written.leader))
    assert leader["advisors.Question.asked_by"][0]["text"] == "Vraag van Sanne"
    for foreign in ("Antwoord van Leo", "In vertrouwen", "Van de voorzitter"):
        assert foreign not in json.dumps(leader, ensure_ascii=False)
    advisor = taken(browse(written.advisor))
    assert advisor["advisors.Talk.author"][0]["note"] == "In vertrouwen over Sanne"
    assert "Vraag van Sanne" not in json.dumps(advisor, ensure_ascii=False)


def test_more_rows_take_no_more_queries(written, browse):
    client = browse(written.chair)
    taken(client)
    with CaptureQueriesContext(connection) as before:
        taken(client)
    Remark.objects.bulk_create(
        Remark(steering_group=written.group, about="what", text=f"{n}", made_by=written.chair)
        for n in range(50)
    )
    with CaptureQueriesContext(connection) as after:
        assert len(taken(client)["steering.Remark.made_by"]) == 51
    assert len(after) == len(before)
