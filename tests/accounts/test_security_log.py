"""The security log: real lines, each one object, that say who, where from and by which route."""

import datetime
import io
import json
import logging
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from regions.models import Membership
from sto_portal.watch.logs import JsonFormatter
from tests.conftest import member

NAMES = {"at", "event", "person", "by", "address", "route", "role", "region", "until",
         "request_id"}  # fmt: skip


class Lines(io.StringIO):
    def told(self) -> list[dict]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.told()]


@pytest.fixture
def lines():
    """What the handler of the settings writes, in the form of the settings."""
    told = logging.getLogger("portal.security")
    (handler,) = (one for one in told.handlers if isinstance(one.formatter, JsonFormatter))
    lines = Lines()
    before = handler.setStream(lines)
    yield lines
    handler.setStream(before)


def test_in_and_out_are_told_with_person_address_and_route(merenland, sign_in_by_code, lines):
    client = sign_in_by_code(merenland.leader.email)
    client.post("/accounts/logout/")
    entry, exit_ = lines.told()
    assert entry["event"] == "signed_in" and exit_["event"] == "signed_out"
    assert entry["person"] == exit_["person"] == merenland.leader.pk
    assert entry["address"] == "127.0.0.1" and entry["route"] == "account_confirm_login_code"
    at = datetime.datetime.fromisoformat(entry["at"])
    assert at.utcoffset() == datetime.timedelta(0)
    assert abs(datetime.datetime.now(datetime.UTC) - at) < datetime.timedelta(minutes=5)


def test_the_address_is_that_behind_the_trusted_proxies(
    merenland, sign_in_by_code, lines, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    sign_in_by_code(merenland.leader.email, headers={"X-Forwarded-For": "192.0.2.66, 192.0.2.7"})
    assert lines.told()[-1]["address"] == "192.0.2.7"


def test_wrong_tries_are_told_without_what_was_typed(merenland, lines):
    client = Client()
    client.post("/accounts/login/code/", {"email": merenland.leader.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    client.post("/accounts/login/code/confirm/", {"code": "ABCD-EFGH"})
    Client().post("/accounts/login/", {"login": merenland.leader.email, "password": "fout-woord"})
    wrong = [(line["event"], line["person"]) for line in lines.told()]
    assert wrong == [("wrong_code", merenland.leader.pk), ("wrong_password", None)]
    text = lines.getvalue()
    assert not any(part in text for part in (code, "ABCD", "fout-woord", "@"))


def test_a_wrong_second_step_is_told(bureau, sign_in_by_code, lines):
    TOTP.activate(bureau, generate_totp_secret())
    client = sign_in_by_code(bureau.email)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert [(line["event"], line["person"]) for line in lines.told()] == [("wrong_code", bureau.pk)]


def test_too_many_tries_are_told(merenland, lines):
    for _try in range(7):
        Client().post("/accounts/login/", {"login": merenland.leader.email, "password": "fout"})
    assert "throttled" in lines.events()


def test_changes_of_an_account_and_its_roles_are_told(merenland, bureau, browse, lines):
    office, leader = browse(bureau), merenland.leader
    lines.truncate(0)
    lines.seek(0)
    fields = {"name": leader.name, "email": "nieuw@merenland.example"}
    office.post(f"/bureau/people/{leader.pk}/", fields)
    office.post(f"/bureau/people/{leader.pk}/active/", {"active": "0"})
    office.post(f"/bureau/people/{leader.pk}/active/", {"active": "1"})
    role = Membership.objects.get(user=leader)
    office.post(f"/bureau/memberships/{role.pk}/end/")
    assert lines.events() == ["account_address", "account_closed", "account_opened", "role_ended"]
    assert {line["by"] for line in lines.told()} == {bureau.pk}
    assert {line["person"] for line in lines.told()} == {leader.pk}
    assert lines.told()[-1]["role"] == "leader"
    member(merenland.chair, "bureau")
    assert lines.told()[-1] | {"at": ""} == {
        "at": "", "event": "role_given", "person": merenland.chair.pk, "by": None, "address": None,
        "route": None, "role": "bureau", "region": None, "until": None,
    }  # fmt: skip


def test_what_is_taken_out_and_what_is_refused_is_told(merenland, browse, lines):
    client = browse(merenland.chair)
    lines.truncate(0)
    lines.seek(0)
    client.get("/accounts/me/export.json")
    assert client.post("/regions/merenland/partners/new/").status_code == 403
    assert [(line["event"], line["route"]) for line in lines.told()] == [
        ("file_taken", "account_export"),
        ("refused", "partner_new"),
    ]
    assert {line["person"] for line in lines.told()} == {merenland.chair.pk}


def test_no_line_has_more_than_its_names(merenland, bureau, sign_in_by_code, lines):
    client = sign_in_by_code(merenland.leader.email)
    client.get("/accounts/me/export.json")
    client.post("/accounts/logout/")
    for line in lines.told():
        assert set(line) <= NAMES
        texts = [value for value in line.values() if isinstance(value, str)]
        assert not any("/" in text or merenland.leader.name in text for text in texts)
