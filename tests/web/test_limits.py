"""What is too much is refused: bodies, visits, passwords in plain text, a demo for everybody."""

import smtplib
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from regions.web.brakes import FILES_ASKED, FILES_SENT, visits
from sto_portal.notices.outbox.smtp import Relay, _connect

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "sto_portal.settings",
    "SECRET_KEY": "x" * 50,
    "SITE_URL": "https://portaal.example.nl",
    "ALLOWED_HOSTS": "portaal.example.nl",
    "DATABASE_URL": "postgres://a@localhost/a",
    "REDIS_URL": "redis://localhost",
}


def started(code: str = "import sto_portal.settings", **more: str) -> str:
    """What the portal says when it does not start with these settings; what `code` prints else."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=SETTINGS | more,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip() if told.returncode == 0 else told.stderr.splitlines()[-1]


def test_a_body_above_the_limit_is_refused_before_it_is_written(db, client, monkeypatch):
    written: list[int] = []
    monkeypatch.setattr(
        uploadhandler.TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda self, data, start: written.append(len(data)),
    )
    answer = client.post(
        "/accounts/login/",
        b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413 and "te groot" in answer.content.decode()
    assert written == [] and "default-src" in answer["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_visits_at_once_are_all_counted():
    cache.clear()

    def visit(_number: int) -> int:
        try:
            return visits("throttle:at-once")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(visit, range(24))) == list(range(1, 25))


@pytest.mark.parametrize(
    ("address", "most", "method"),
    [("/unsubscribe/onzin/", 120, "post"), ("/electives/catalogue.csv", 20, "get")],
)
def test_what_anybody_may_ask_has_a_brake(db, client, address, most, method):
    cache.clear()
    answers = [getattr(client, method)(address).status_code for _visit in range(most + 1)]
    assert 429 not in answers[:most] and answers[most] == 429


def test_files_have_a_brake_for_each_person_and_pages_have_none(merenland, browse):
    cache.clear()
    leader, chair = browse(merenland.leader), browse(merenland.chair)
    export, upload = reverse("plan_export", args=["merenland"]), "/regions/merenland/plan/import/"
    asked = [leader.get(export).status_code for _number in range(FILES_ASKED + 1)]
    assert 429 not in asked[:-1] and asked[-1] == 429
    assert leader.get("/regions/merenland/events/?format=csv").status_code == 429
    sent = [
        leader.post(upload, {"file": SimpleUploadedFile("plan.xlsx", b"niets")})
        for _number in range(FILES_SENT + 1)
    ]
    assert {answer.status_code for answer in sent[:-1]}.isdisjoint({429})
    assert sent[-1].status_code == 429 and "Wacht een minuut" in sent[-1].content.decode()
    assert leader.get("/regions/merenland/events/").status_code == 200
    assert chair.get("/regions/merenland/events/?format=csv").status_code == 200


def test_a_relay_over_tls_proves_who_it_is(monkeypatch):
    asked: list[ssl.SSLContext | None] = []

    def connecting(*args: object, context: ssl.SSLContext | None = None, **kwargs: object):
        asked.append(context)
        raise OSError

    monkeypatch.setattr(smtplib, "SMTP_SSL", connecting)
    with pytest.raises(OSError):
        _connect(Relay.from_url("smtps://u:p@mail.example"))
    [proof] = asked
    assert proof and proof.check_hostname and proof.verify_mode == ssl.CERT_REQUIRED


def test_a_password_does_not_leave_in_plain_text():
    said = started(EMAIL_URL="smtp://post:geheim@mail.example.nl:587")
    assert "anybody on the way can read" in said and "geheim" not in said
    assert started(EMAIL_URL="smtp+tls://post:geheim@mail.example.nl:587") == ""
    assert started(EMAIL_URL="smtp://post:geheim@localhost:25") == ""


def test_a_real_portal_has_no_demo_in_it():
    said = started("import django; django.setup(); from django.core.management import get_commands;"
                   "from django.urls import get_resolver; print('demo' in get_commands(), "
                   "'demo_workbook' in get_resolver().reverse_dict)")  # fmt: skip
    assert said == "False False"


def test_a_demo_on_an_address_that_is_not_local_is_told_so_twice():
    for name in ("DEMO", "DEBUG"):
        assert "DEMO_PUBLIC=1" in started(**{name: "1"})
    assert started(DEMO="1", DEMO_PUBLIC="1") == ""
    assert started(DEMO="1", SITE_URL="http://127.0.0.1:8000") == ""
