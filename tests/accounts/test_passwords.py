"""Passwords: only what others guess is refused, and leaked ones where a service is set."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from regions.accounts.models import User


def refusals(password: str, user=None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return [error.code for error in refused.error_list]
    return []


@pytest.mark.parametrize(
    "good",
    [
        "739201846520",
        "vier-woorden-in-een-rij",
        "zonnebloemolie",
        "de techniek van het lassen",
        "é" * 9,
    ],
)
def test_any_long_text_that_nobody_guesses_is_a_password(good):
    assert refusals(good, User(email="sanne@merenland.example", name="Sanne Wiggers")) == []


@pytest.mark.parametrize(
    "guess", ["Techniek2026!", "STO-portaal1", "welkom welkom", "Merenland-26"]
)
def test_words_of_the_portal_and_of_ones_own_region_are_not(merenland, guess):
    assert refusals(guess, merenland.leader) == ["password_of_own_words"]


@pytest.mark.parametrize("guess", ["kort", "12345678", "sannewiggers"])
def test_short_common_and_ones_own_name_are_not_either(guess):
    assert refusals(guess, User(email="sanne@merenland.example", name="Sanne Wiggers"))


@pytest.fixture
def service():
    """A list of leaked passwords, that hears what it is asked."""
    leaked = hashlib.sha1(b"zonnebloemolie", usedforsecurity=False).hexdigest().upper()
    padding = hashlib.sha1(b"vier-woorden-in-een-rij", usedforsecurity=False).hexdigest().upper()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            self.send_response(server.status)
            self.send_header("Location", "/elders/")
            self.end_headers()
            self.wfile.write(f"{leaked[5:]}:12\r\n{padding[5:]}:0\r\n".encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.asked, server.status = [], 200  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def test_a_leaked_password_is_refused_and_only_five_characters_of_its_hash_leave(service, settings):
    settings.LEAKED_PASSWORDS = f"http://127.0.0.1:{service.server_port}/range/"
    assert refusals("zonnebloemolie") == ["password_leaked"]
    assert refusals("vier-woorden-in-een-rij") == []
    assert all(len(path) == len("/range/") + 5 for path in service.asked)


@pytest.mark.parametrize("status", [302, 500, 503])
def test_a_service_that_fails_keeps_nobody_from_a_password(service, settings, status):
    settings.LEAKED_PASSWORDS = f"http://127.0.0.1:{service.server_port}/range/"
    service.status = status
    assert refusals("zonnebloemolie") == [] and len(service.asked) == 1
    settings.LEAKED_PASSWORDS = "http://127.0.0.1:9/"
    assert refusals("zonnebloemolie") == []


def test_without_the_setting_nothing_is_asked(service):
    assert refusals("zonnebloemolie") == [] and service.asked == []
