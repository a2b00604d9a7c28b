"""One request through a real gunicorn of two processes, a real broker and a real worker."""

import http.client
import json
import re
import string
import uuid
from urllib.parse import urlencode, urlsplit

import pytest
import redis
from django.conf import settings
from django.utils.crypto import get_random_string

from tests.conftest import person
from tests.faults.parts import Parts, until
from tests.web.serving import ask
from tests.web.test_faults import database_url

COUNT = re.compile(
    r'^portal_request_seconds_count\{route="health_live",status="200"\} (\S+)$', re.MULTILINE
)
ASKED = 40


def answered(portal: str, method: str, path: str, body: str = "", **headers: str):
    line = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=40)
    line.request(
        method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
    )
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_is_counted_once_and_named_alike_in_the_web_and_in_the_job(start, broker, tmp_path):
    environment = {
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker.url,
        "TRUSTED_PROXIES": "1",
        "LOG_FORMAT": "json",
        "METRICS_TOKEN": uuid.uuid4().hex,
    }
    portal, _probes = start(workers=2, **environment)
    for _n in range(ASKED):
        assert ask(f"{portal}/health/live")[0] == 200
    told = {"Authorization": f"Bearer {environment['METRICS_TOKEN']}", "Host": "10.0.0.7"}
    for _n in range(6):  # whichever process answers
        line = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=40)
        line.request("GET", "/metrics", headers=told)
        page = line.getresponse().read().decode()
        line.close()
        assert [float(n) for n in COUNT.findall(page)] == [ASKED]
    assert answered(portal, "GET", "/metrics").status == 404

    email, name = person("Canarie Test").email, uuid.uuid4().hex
    csrf = get_random_string(32, string.ascii_letters)  # the same form twice is one press
    answer = answered(
        portal,
        "POST",
        "/accounts/login/code/",
        urlencode({"csrfmiddlewaretoken": csrf, "email": email}),
        Cookie=f"{settings.CSRF_COOKIE_NAME}={csrf}",
        Content_Type="application/x-www-form-urlencoded",
        X_Forwarded_For="192.0.2.7",
        X_Request_ID=name,
    )
    assert (answer.status, answer.headers["X-Request-ID"]) == (302, name)
    server = redis.Redis.from_url(broker.url)
    until(lambda: server.llen("codes") > 0, 10)
    assert json.loads(server.lindex("codes", -1))["headers"]["portal_request_id"] == name

    parts = Parts(tmp_path, **environment)
    try:
        parts.worker()
        said = tmp_path / "worker.log"
        until(lambda: f'"request_id": "{name}"' in said.read_text(), 30)
    finally:
        parts.end()
    lines = [json.loads(line) for line in said.read_text().splitlines() if line.startswith("{")]
    of_it = [line for line in lines if line.get("request_id") == name]
    assert {line["job"] for line in of_it} == {"notices.deliver_codes"}
    assert any("succeeded" in line["message"] for line in of_it)
    assert any("ready." in line["message"] and "request_id" not in line for line in lines)
    assert email not in said.read_text()
