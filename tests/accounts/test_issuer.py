"""Signing in at an organisation, against an issuer that tells the truth, and many that do not."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
LOGIN = "/accounts/oidc/school/login/"


def jwk(key, **more) -> dict:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {**public, "kid": "een", "use": "sig", "alg": "RS256", **more}


class Issuer(ThreadingHTTPServer):
    """A small identity provider; `lies` changes what it says of each thing."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.lies: dict[str, Any] = {}
        self.nonce, self.asked = "", []

    def told(self, path: str) -> Any:
        what = path.strip("/").replace(".well-known/", "")
        truth: Any = {
            "openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
            },
            "keys": {"keys": [jwk(KEY)]},
            "userinfo": {"sub": "s-1", "email": "sanne@school.example"},
            "token": {"access_token": "t", "token_type": "Bearer", "id_token": self.token()},
        }[what]
        lie = self.lies.get(what)
        return {**truth, **lie} if isinstance(lie, dict) else truth if lie is None else lie

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address, "sub": "s-1", "aud": "portal", "nonce": self.nonce,
            "iat": now, "exp": now + 300, **self.lies.get("claims", {}),
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = {"key": KEY, "algorithm": "RS256", "headers": {"kid": "een"}}
        return jwt.encode(claims, **{**signed, **self.lies.get("signed", {})})


class Answer(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path in self.server.lies.get("redirects", ()):
            self.send_response(302)
            self.send_header("Location", f"/elders{self.path}")
            self.end_headers()
            return
        told = self.server.told(self.path.removeprefix("/elders"))
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def issuer(settings, merenland):
    server = Issuer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "school", "name": "School", "client_id": "portal", "secret": "s",
        "settings": {"server_url": server.address},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    }
    settings.OIDC_PROVIDERS = [app]
    SocialAccount.objects.create(user=merenland.leader, provider="school", uid="s-1")
    yield server
    server.shutdown()


def comes_back(issuer: Issuer, client: Client, **changed: str):
    """To the issuer and back, as a browser goes."""
    there = client.post(LOGIN)
    assert there.status_code == 302, there.content.decode()[:300]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.url).query).items()}
    issuer.nonce = asked["nonce"]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": asked["state"], **changed})


def is_in(client: Client) -> bool:
    return client.get("/accounts/me/").status_code == 200


def test_who_was_linked_signs_in(issuer, client):
    answer = comes_back(issuer, client)
    assert answer.url == "/" and is_in(client)


def test_an_issuer_without_userinfo_is_believed_on_its_token(issuer, client, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["fetch_userinfo"] = (
        False
    )
    comes_back(issuer, client)
    assert is_in(client) and "/userinfo" not in issuer.asked


LONG_AGO = int(time.time()) - 4000
LIES = {
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "andere-app"}},
    "an audience of others too": {"claims": {"aud": ["portal", "x"], "azp": "x"}},
    "no audience": {"claims": {"aud": None}},
    "over": {"claims": {"exp": LONG_AGO}},
    "no end": {"claims": {"exp": None}},
    "of the future": {"claims": {"iat": LONG_AGO + 99_000, "nbf": LONG_AGO + 99_000}},
    "another sign-in": {"claims": {"nonce": "a" * 64}},
    "a nonce that is no text": {"claims": {"nonce": 7}},
    "no nonce": {"claims": {"nonce": None}},
    "no subject": {"claims": {"sub": None}},
    "another subject than userinfo": {"claims": {"sub": "s-2"}},
    "userinfo of another": {"userinfo": {"sub": "s-2"}},
    "userinfo of nobody": {"userinfo": b"[]"},
    "signed by another": {"signed": {"key": OTHER}},
    "signed with the secret": {"signed": {"key": "s" * 32, "algorithm": "HS256"}},
    "not signed": {"signed": {"key": None, "algorithm": "none"}},
    "a key that is not there": {"signed": {"headers": {"kid": "twee"}}},
    "keys of another": {"keys": {"keys": [jwk(OTHER)]}},
    "no keys": {"keys": {"keys": []}},
    "a key to encrypt with": {"keys": {"keys": [jwk(KEY, use="enc")]}},
    "keys that are none": {"keys": b"<html>"},
    "no token": {"token": {"id_token": None}},
    "a token that is none": {"token": {"id_token": "x.y.z"}},
    "no access": {"token": b"{}"},
    "keys elsewhere": {"redirects": ("/keys",)},
    "userinfo elsewhere": {"redirects": ("/userinfo",)},
    "token elsewhere": {"redirects": ("/token",)},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing_and_is_a_page_with_what_to_do(issuer, client, lie):
    issuer.lies = LIES[lie]
    answer = comes_back(issuer, client)
    assert answer.status_code == 401 and "Inloggen bij uw organisatie" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"openid-configuration": {"issuer": "https://evil.example"}},
        {"openid-configuration": b"[]"},
        {"openid-configuration": b"<html>"},
        {"redirects": ("/.well-known/openid-configuration",)},
    ],
)
def test_metadata_of_another_issuer_sends_nobody_there(issuer, client, lie):
    issuer.lies = lie
    answer = client.post(LOGIN)
    assert answer.status_code == 401 and "Inloggen bij uw organisatie" in answer.content.decode()


def test_a_state_of_another_browser_or_a_second_time_opens_nothing(issuer, client):
    there = client.post(LOGIN)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.url).query).items()}
    assert asked["code_challenge_method"] == "S256" and asked["code_challenge"]
    issuer.nonce = asked["nonce"]
    back = {"code": "c", "state": asked["state"]}
    stranger = Client()
    stranger.get(f"{LOGIN}callback/", back)
    assert not is_in(stranger)
    client.get(f"{LOGIN}callback/", back)
    assert is_in(client)
    client.post("/accounts/logout/")
    client.get(f"{LOGIN}callback/", back)
    assert not is_in(client)


def test_an_issuer_that_is_away_is_a_page(issuer, client):
    issuer.shutdown()
    issuer.server_close()
    assert client.post(LOGIN).status_code == 401
