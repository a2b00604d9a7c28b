"""Probes of a load balancer, which knows an address and no host name."""

import socket
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_any_host(application: Application) -> Application:
    """What machines ask tells nothing of a host, so it answers whatever host was asked for."""
    own = urlsplit(settings.SITE_URL).netloc

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(("/health/", "/metrics")):
            environ["HTTP_HOST"] = own
            environ.pop("HTTP_X_FORWARDED_HOST", None)
        return application(environ, start)

    return answer


class Alive(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        is_known = self.path == "/health/live"
        self.send_response(200 if is_known else 404)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"ok" if is_known else b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """A probe every second is no news."""


class Probes(HTTPServer):
    """Every web process listens on the same port; the kernel gives a probe to one of them."""

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        super().server_bind()


def answer_probes(port: str, address: str) -> None:
    """Answer /health/live on a port of its own, from a thread that serves no page; "" is never."""
    if port:
        server = Probes((address, int(port)), Alive)
        threading.Thread(target=server.serve_forever, name="probes", daemon=True).start()
