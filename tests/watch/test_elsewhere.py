"""Traces and faults go to who is named in the settings, without anything of anybody; and to nobody
where nobody is named."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.web.serving import ROOT
from tests.web.test_faults import database_url

CANARY = "kanarie"
READ = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}
NAME = "0123456789abcdef0123456789abcdef"
# A page that fails while it holds what nobody else may see, asked as gunicorn would ask it.
ASK = """
import io, sys
from sto_portal.wsgi import application
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
import sto_portal.urls

@csrf_exempt
@login_not_required
def fails(request, token):
    typed = request.POST["words"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'kanarie in SQL', %s", ["kanarie as a value"])
        cursor.execute("SELECT %s::int", [typed])

sto_portal.urls.urlpatterns.append(path("canary/<secret:token>/", fails, name="canary"))
body = b"words=kanarie.body@example.org"
ask = {
    "REQUEST_METHOD": "POST", "PATH_INFO": "/canary/kanarie-secret/", "SERVER_NAME": "127.0.0.1",
    "QUERY_STRING": "q=kanarie-query", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": "sessionid=kanarie-cookie",
    "REMOTE_ADDR": "192.0.2.77", "HTTP_USER_AGENT": "kanarie-browser",
    "HTTP_REFERER": "http://127.0.0.1/kanarie-before",
    "HTTP_X_REQUEST_ID": "NAME", "CONTENT_LENGTH": str(len(body)), "wsgi.url_scheme": "http",
    "CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": io.BytesIO(body),
    "wsgi.errors": sys.stderr, "wsgi.multithread": True,
}
said = []
b"".join(application(ask, lambda status, headers: said.append(status)))
b"".join(application(dict(ask, PATH_INFO="/nowhere-kanarie/"), lambda *told: said.append(told[0])))
assert [one[:3] for one in said] == ["500", "404"], said
import sentry_sdk
from opentelemetry import trace
sentry_sdk.flush()
trace.get_tracer_provider().force_flush()
""".replace("NAME", NAME)


class Collector(ThreadingHTTPServer):
    """What takes faults and traces; it keeps whatever comes."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        super().__init__(("127.0.0.1", 0), Taking)


class Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        body = READ[self.headers.get("Content-Encoding")](body)
        self.server.taken.append((self.path, body))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def run(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    known = {name: text for name, text in os.environ.items() if name != "HEALTH_PORT"}
    env = {**known, "DATABASE_URL": database_url(), "TRUSTED_PROXIES": "1", **settings}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True,
                          text=True, timeout=120)  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_fault_is_told_and_nothing_of_anybody_is(collector):
    place = f"127.0.0.1:{collector.server_port}"
    done = run(
        ASK, SENTRY_DSN=f"http://public@{place}/1", OTEL_EXPORTER_OTLP_ENDPOINT=f"http://{place}"
    )
    assert done.returncode == 0, done.stderr
    assert {path for path, _body in collector.taken} == {"/api/1/envelope/", "/v1/traces"}
    for _path, body in collector.taken:
        assert CANARY.encode() not in body.lower() and b"192.0.2.77" not in body
    (fault,) = faults_of([body for path, body in collector.taken if "envelope" in path])
    kinds = [one["type"] for one in fault["exception"]["values"]]
    assert "DataError" in kinds and fault["tags"] == {"request_id": NAME}
    assert fault["request"] == {"method": "POST"}
    assert any("fails" in str(frame.get("function")) for one in fault["exception"]["values"]
               for frame in one["stacktrace"]["frames"])  # fmt: skip
    spans = [span for path, body in collector.taken if "traces" in path for span in spans_of(body)]
    names = {span.name for span in spans}
    assert "POST canary/<secret:token>/" in names and "POST" in names, names
    asked = {a.key: a.value for span in spans for a in span.attributes}
    assert asked["portal.request_id"].string_value == NAME
    queries = {a.value.string_value for span in spans for a in span.attributes
               if a.key in ("db.statement", "db.query.text")}  # fmt: skip
    assert "SELECT '…', %s" in queries and "SELECT %s::int" in queries, queries


def faults_of(envelopes: list[bytes]) -> list[dict]:
    told = [line for envelope in envelopes for line in envelope.splitlines()]
    lines = [json.loads(line) for line in told if line.startswith(b"{")]
    return [line for line in lines if "exception" in line]


def spans_of(body: bytes) -> list:
    told = ExportTraceServiceRequest.FromString(body)
    return [
        span for one in told.resource_spans for scope in one.scope_spans for span in scope.spans
    ]


@pytest.mark.django_db(transaction=True)
def test_nobody_who_is_not_named_is_told_and_their_packages_are_not_even_read():
    read = "import sys, sto_portal.wsgi; print([n for n in sys.modules if n.split('.')[0] in "
    done = run(read + "('sentry_sdk', 'opentelemetry')])")
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize("setting, package", [
    ("SENTRY_DSN", "sentry_sdk"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "opentelemetry"),
])  # fmt: skip
def test_a_package_that_is_missing_is_said_in_one_sentence(setting, package, db):
    code = f"import sys; sys.modules[{package!r}] = None; import sto_portal.wsgi"
    done = run(code, **{setting: "http://public@127.0.0.1:9/1"})
    assert done.returncode == 1
    assert f"{setting} is set, and its packages are missing: pip install" in done.stderr
