"""A relay that tells what became of mails: signed as Standard Webhooks has it, over the route."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from sto_portal.addresses import hook_key
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail, Trace
from sto_portal.notices.outbox.resolving import resolve
from sto_portal.notices.pages.hook_views import CALLS_A_MINUTE, MOST_BYTES
from tests.notices.conftest import DUE
from tests.notices.outbox.test_evidence import MINUTE
from tests.web.serving import ROOT

pytestmark = pytest.mark.django_db
KEY, NEXT = "whsec_" + base64.b64encode(b"k" * 24).decode(), b"n" * 32


@pytest.fixture(autouse=True)
def keys(settings):
    settings.MAIL_HOOK_KEYS = [hook_key(KEY), NEXT]
    with time_machine.travel(DUE, tick=False) as clock:
        yield clock


def signature(key: bytes, name: str, at: int, body: str) -> str:
    told = hmac.new(key, f"{name}.{at}.{body}".encode(), hashlib.sha256)
    return "v1," + base64.b64encode(told.digest()).decode()


def tell(*events: object, body: str = "", key: bytes = b"k" * 24, late: int = 0, **headers: str):
    """What a mail service sends; the answer."""
    text, at = body or json.dumps({"events": events}), int(DUE.timestamp()) + late
    signed = {"id": "msg_1", "timestamp": str(at), "signature": signature(key, "msg_1", at, text)}
    told = {f"Webhook-{name}": value for name, value in {**signed, **headers}.items()}
    return Client().post(reverse("mail_hook"), text, content_type="application/json", headers=told)


def event(mail: Mail, kind: str, **more: object) -> dict[str, object]:
    return {"type": kind, "message_id": mail.message_id, **more}


def test_what_is_told_settles_an_uncertain_mail_and_nothing_told_settles_none(
    waiting_mail, scripted, settings
):
    settings.EVIDENCE = ["webhook:"]
    told, untold = waiting_mail(), waiting_mail()
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    assert set(Mail.objects.values_list("state", flat=True)) == {"uncertain"}
    assert tell(event(told, "delivered")).json() == {"kept": 1, "ignored": 0}
    assert resolve(DUE + 31 * MINUTE) == 1
    assert Mail.objects.get(pk=told.pk).state == "sent"
    assert Mail.objects.get(pk=untold.pk).state == "uncertain"
    assert Heartbeat.objects.get(part="resolver").is_well


def test_the_same_twice_and_in_any_order_is_one_trace(waiting_mail):
    mail = waiting_mail()
    bounce = event(mail, "bounced", status="5.1.1")
    for events in ([bounce], [bounce], [event(mail, "delivered"), bounce], [event(mail, "sent")]):
        assert tell(*events).status_code == 200
    tell(event(mail, "delivered"))  # written before the bounce, and on its way for longer
    trace = Trace.objects.get()
    assert (trace.status, trace.is_accepted, trace.is_bounced) == ("bounced 5.1.1", True, True)


def test_only_what_a_key_signed_within_minutes_is_heard(waiting_mail):
    told = event(waiting_mail(), "delivered")
    assert tell(told, key=NEXT, late=299).status_code == 200, "the next key holds already"
    Trace.objects.all().delete()
    at = str(int(DUE.timestamp()))
    of_another = signature(b"k" * 24, "msg_1", int(at), "{}")
    wrong = [
        tell(told, key=b"x" * 24), tell(told, late=301), tell(told, late=-301),
        tell(told, signature=""), tell(told, signature="v1,"), tell(told, signature=of_another),
        tell(told, id="msg_2"), tell(told, timestamp="²"), tell(told, timestamp="9" * 40),
        tell(told, timestamp=str(int(at) + 1)), tell(told, signature="v1,é"),
    ]  # fmt: skip
    assert {answer.status_code for answer in wrong} == {401}
    assert not Trace.objects.exists()


def test_several_signatures_stand_in_one_header(waiting_mail):
    told = event(waiting_mail(), "accepted")
    right = signature(NEXT, "msg_1", int(DUE.timestamp()), json.dumps({"events": [told]}))
    assert tell(told, signature=f"v1a,abc v1,AAAA {right}").status_code == 200


def test_what_is_not_ours_or_is_nonsense_is_ignored_and_nothing_breaks(waiting_mail):
    mail = waiting_mail()
    stranger = mail.message_id.replace("<", "<0").replace("0", "f", 1)
    answer = tell(
        {"type": "delivered", "message_id": stranger}, {"type": "opened"}, [], None, "x",
        event(mail, "clicked"), {"type": "delivered", "message_id": [mail.message_id]},
        event(mail, "bounced", status="5.1.1'; DROP TABLE"),
    )  # fmt: skip
    assert answer.json() == {"kept": 1, "ignored": 7}
    assert Trace.objects.get().status == "bounced"
    many = [event(mail, "delivered")] * 1001
    for body in (
        "",
        "[]",
        "{}",
        '{"events": {}}',
        "[" * 5000,
        json.dumps(many),
        json.dumps({"events": many}),
    ):
        assert tell(body=body or " ").status_code == 400


def test_a_large_body_and_a_flood_are_refused(waiting_mail):
    assert tell(body=" " * (MOST_BYTES + 1)).status_code == 413
    assert Client().post(reverse("mail_hook"), {"events": "[]"}).status_code == 415
    counted = (CALLS_A_MINUTE, DUE.timestamp() + 60)
    cache.set("throttle:mail-hook:127.0.0.1", counted, 60)
    assert tell(event(waiting_mail(), "delivered")).status_code == 429


def test_without_a_key_there_is_no_such_address_and_the_source_says_so(waiting_mail, settings):
    settings.MAIL_HOOK_KEYS, settings.EVIDENCE = [], ["webhook:"]
    assert tell(event(waiting_mail(), "delivered")).status_code == 404
    assert resolve(DUE) == 0
    beat = Heartbeat.objects.get(part="resolver")
    assert not beat.is_well and "MAIL_HOOK_KEYS" in beat.outcome


@pytest.mark.parametrize("key", ["geheim", "whsec_", "whsec_a2s=", "whsec_%%%", "a" * 40])
def test_a_key_that_is_none_stops_the_start_in_one_sentence(key):
    done = subprocess.run(
        [sys.executable, "-c", "import sto_portal.settings"],
        cwd=ROOT, env={**os.environ, "MAIL_HOOK_KEYS": key}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode and done.stderr.strip().splitlines()[-1].endswith("docs/evidence.md.")
