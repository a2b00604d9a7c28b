"""What `manage.py doctor` sees of the proxy: gunicorn as it runs, behind a proxy with TLS."""

import http.server
import ssl
import threading
from collections.abc import Iterator

import pytest
import requests

from sto_portal.doctor import others
from sto_portal.doctor.findings import Verdict
from tests.web.certificate import certificate
from tests.web.serving import start, static_root  # noqa: F401 - fixtures


class Proxy(http.server.ThreadingHTTPServer):
    """Adds the headers of `own`, and passes nothing else on."""

    def __init__(self, proof) -> None:
        super().__init__(("127.0.0.1", 0), Pass)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(proof)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.server_port}"
        self.behind, self.own = "", {}
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Pass(http.server.BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        headers = {"Host": self.headers["Host"], **self.server.own}
        answer = requests.get(
            self.server.behind + self.path, headers=headers, allow_redirects=False, timeout=30
        )
        self.send_response(answer.status_code)
        for name in {"Location", "Content-Type"} & set(answer.headers):
            self.send_header(name, answer.headers[name])
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def proxy(tmp_path, settings, monkeypatch) -> Iterator[Proxy]:
    proof = certificate(tmp_path)
    server = Proxy(proof)
    settings.SITE_URL, settings.TRUSTED_PROXIES = server.url, 1
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(proof))
    yield server
    server.shutdown()
    server.server_close()


def test_headers_of_a_proxy_are_tried_as_a_visitor_would(start, proxy, monkeypatch):  # noqa: F811
    proxy.behind, _probes = start(
        SITE_URL=proxy.url, ALLOWED_HOSTS="127.0.0.1", TRUSTED_PROXIES="1"
    )
    proxy.own = {"X-Forwarded-Proto": "https"}
    assert others.proxy().verdict == Verdict.OK
    proxy.own = {}
    assert "X-Forwarded-Proto" in others.proxy().to_do
    proxy.own = {"X-Forwarded-Proto": "https", "Host": "gunicorn.example"}
    assert "ALLOWED_HOSTS" in others.proxy().to_do
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert "certificate" in others.proxy().words


def test_another_site_at_the_address_is_a_fault(settings):
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler
    ) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        settings.SITE_URL = f"http://127.0.0.1:{other.server_port}"
        found = others.proxy()
        other.shutdown()
    assert found.verdict == Verdict.FAULT and "is not this portal" in found.words


@pytest.mark.parametrize(
    "site, proxies, verdict",
    [
        ("https://portaal.example", 0, Verdict.FAULT),
        ("http://portaal.example", 1, Verdict.FAULT),
        ("http://127.0.0.1:1", 0, Verdict.LOOK),
    ],
)
def test_settings_that_cannot_be_right_are_told_without_asking(settings, site, proxies, verdict):
    settings.SITE_URL, settings.TRUSTED_PROXIES = site, proxies
    assert others.proxy().verdict == verdict
