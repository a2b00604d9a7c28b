"""A session that nobody uses ends; one that is used goes on."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from .test_second_factor import SETUP, code_of, link_app


def after(**how):
    return time_machine.travel(timezone.now() + datetime.timedelta(**how), tick=False)


def test_a_leader_may_be_away_for_days_and_not_for_a_week(merenland, sign_in_by_code):
    client = sign_in_by_code(merenland.leader.email)
    with after(days=6):
        assert client.get("/accounts/me/").status_code == 200
    with after(days=12):  # six days after the last visit
        assert client.get("/accounts/me/").status_code == 200
    client = sign_in_by_code(merenland.leader.email)
    with after(days=7, minutes=1):
        answer = client.get("/regions/merenland/plan/", follow=True)
        assert answer.redirect_chain[0][0] == "/accounts/login/?next=/regions/merenland/plan/"
        assert "een tijd weg" in answer.content.decode()


@pytest.mark.usefixtures("demanding")
def test_the_bureau_not_for_a_night(bureau, sign_in_by_code):
    secret = link_app(bureau)
    client = sign_in_by_code(bureau.email)
    client.post(f"{SETUP}authenticate/", {"code": code_of(secret)})
    with after(hours=11):
        assert client.get("/bureau/regions/").status_code == 200
    with after(hours=22):
        assert client.get("/bureau/regions/").status_code == 200
    with after(hours=35):
        assert client.get("/bureau/regions/").url.startswith("/accounts/login/")


def test_a_visit_within_ten_minutes_writes_nothing(merenland, sign_in_by_code, client):
    client = sign_in_by_code(merenland.leader.email)
    seen = client.session["seen"]
    with after(minutes=9):
        client.get("/accounts/me/")
        assert client.session["seen"] == seen
    with after(minutes=11):
        client.get("/accounts/me/")
        assert client.session["seen"] > seen
