"""Signing in: by code, by password, with limits; and what is closed."""

import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from regions.accounts.models import User
from regions.accounts.sessions import disable, enable
from tests.conftest import person

CODE, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def ask(email: str, **headers):
    """Somebody asks for a code, in a browser of their own."""
    return Client(**headers).post(CODE, {"email": email})


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/me/").status_code == 200


def test_a_code_by_mail_signs_in(merenland, sign_in_by_code):
    client = sign_in_by_code(merenland.chair.email)
    assert client.response.url == "/"
    assert is_signed_in(client)


def test_the_mail_with_the_code_is_dutch_and_says_what_to_do(merenland, client):
    client.post(CODE, {"email": merenland.chair.email})
    sent = mail.outbox[0]
    assert sent.subject == "Uw code voor het STO-portaal"
    assert "Heeft u geen code gevraagd?" in sent.body
    assert "{" not in sent.body and "example.com" not in sent.body


def test_an_unknown_address_meets_the_same_page_and_gets_no_mail(db, client):
    answer = client.post(CODE, {"email": "niemand@example.org"})
    assert (answer.status_code, answer.url) == (302, CONFIRM)
    assert "niemand@example.org" in client.get(CONFIRM).content.decode()
    assert mail.outbox == []


def test_a_wrong_code_may_be_tried_three_times(merenland, client):
    client.post(CODE, {"email": merenland.leader.email})
    for _attempt in range(3):
        client.post(CONFIRM, {"code": "FOUT"})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.M)[1]
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


def test_a_password_signs_in_when_one_was_set(merenland, client):
    merenland.leader.set_password("vier-woorden-in-een-rij")
    merenland.leader.save()
    fields = {"login": merenland.leader.email.upper(), "password": "vier-woorden-in-een-rij"}
    assert client.post("/accounts/login/", fields).url == "/"
    assert is_signed_in(client)


def test_a_password_that_was_never_set_signs_nobody_in(merenland, client):
    for password in ("", "!", "x" * 20):
        client.post("/accounts/login/", {"login": merenland.leader.email, "password": password})
    assert not is_signed_in(client)


def test_after_signing_in_one_lands_where_one_was_going(merenland, client):
    answer = client.get("/accounts/me/")
    assert answer.url == "/accounts/login/?next=/accounts/me/"
    client.post(f"{CODE}?next=/accounts/me/", {"email": merenland.leader.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.M)[1]
    fields = {"code": code, "next": "/accounts/me/"}
    assert client.post(CONFIRM, fields).url == "/accounts/me/"


def test_a_foreign_address_is_never_where_one_lands(merenland, client):
    client.post(CODE, {"email": merenland.leader.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.M)[1]
    assert client.post(CONFIRM, {"code": code, "next": "https://evil.example/"}).url == "/"


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
        "/accounts/3rdparty/signup/",
        "/accounts/social/signup/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_an_account_or_changes_an_address_by_themselves(
    merenland, browse, client, address, method
):
    for visitor in (client, browse(merenland.leader)):
        fields = {"email": "x@example.org", "password1": "vier-woorden-in-een-rij"}
        assert getattr(visitor, method)(address, fields).status_code == 404
    assert not User.objects.filter(email="x@example.org").exists()


def _addresses(patterns, prefix="") -> list[str]:
    found = []
    for pattern in patterns:
        here = prefix + str(pattern.pattern).lstrip("^")
        below = getattr(pattern, "url_patterns", None)
        found += _addresses(below, here) if below is not None else [here]
    return [f for f in found if "<" not in f and "(" not in f]


def test_who_is_not_signed_in_reaches_only_sign_in_health_and_the_catalogue(db, client):
    reached = set()
    for address in _addresses(get_resolver().url_patterns):
        answer = client.get("/" + address.rstrip("$\\Z"))
        if answer.status_code == 200:
            reached.add("/" + address)
    assert reached == {
        "/api/v1/openapi.json",
        "/api/v1/keuzevakken",
        "/open-data/",
        "/accounts/login/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/inactive/",
        "/accounts/3rdparty/login/cancelled/",
        "/.well-known/security.txt",
        "/health/live",
        "/health/ready",
        "/metrics",  # to this machine alone
        "/electives/",
        "/electives/catalogue.csv",
        "/agenda/",
        "/agenda/agenda.csv",
        "/sitemap.xml",
        "/privacy/",
        "/accessibility/",
        "/contact/",
    }


def test_too_many_codes_for_one_account_are_refused(merenland):
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(CODE, {"email": merenland.leader.email})
        for n in range(5)
    ]
    assert [a.status_code for a in answers] == [302, 302, 302, 200, 200]
    assert len(mail.outbox) == 3


def test_too_many_attempts_from_one_address_are_refused_in_plain_dutch(db):
    codes = [ask(f"m{n}@example.org", REMOTE_ADDR="192.0.2.7").status_code for n in range(21)]
    assert codes == [302] * 20 + [200]
    assert ask("nog-iemand@example.org", REMOTE_ADDR="192.0.2.8").status_code == 302
    for _n in range(31):
        answer = Client(REMOTE_ADDR="192.0.2.9").post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 429
    assert "te vaak in korte tijd" in answer.content.decode()


def test_wrong_passwords_close_an_account_for_a_while_from_every_address(merenland):
    merenland.leader.set_password("vier-woorden-in-een-rij")
    merenland.leader.save()

    def attempt(n: int, password: str):
        fields = {"login": merenland.leader.email, "password": password}
        return Client(REMOTE_ADDR=f"192.0.2.{n}").post("/accounts/login/", fields)

    for n in range(5):
        attempt(n, "fout")
    assert attempt(9, "vier-woorden-in-een-rij").status_code == 200


@pytest.mark.parametrize(("proxies", "is_limited"), [(0, True), (1, False)])
def test_behind_a_proxy_each_visitor_is_counted_alone(settings, proxies, is_limited):
    """Without a trusted proxy the header is a visitor's own word, and changes nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    proxy = {"REMOTE_ADDR": "10.0.0.1"}
    codes = [
        ask(f"m{n}@example.org", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}", **proxy).status_code
        for n in range(25)
    ]
    assert (200 in codes) is is_limited


def test_a_visitor_cannot_pretend_to_be_others_behind_the_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = [
        ask(
            f"m{n}@example.org",
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.100.1",
        ).status_code
        for n in range(25)
    ]
    assert 200 in codes


def test_closing_an_account_ends_its_sessions_for_good(merenland, browse, sign_in_by_code):
    phone, laptop = sign_in_by_code(merenland.leader.email), browse(merenland.leader)
    assert is_signed_in(phone) and is_signed_in(laptop)
    disable(merenland.leader)
    assert not is_signed_in(phone) and not is_signed_in(laptop)
    enable(merenland.leader)
    assert not is_signed_in(phone) and not is_signed_in(laptop)


def test_a_closed_account_gets_no_code(merenland, client):
    disable(merenland.leader)
    client.post(CODE, {"email": merenland.leader.email})
    assert mail.outbox == []


def test_signing_out_asks_once_and_is_never_done_by_a_link(merenland, browse):
    client = browse(merenland.leader)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_every_page_of_sign_in_forbids_foreign_and_inline_scripts(db, client):
    answer = client.get("/accounts/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "script-src 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    text = answer.content.decode()
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))", text)
    assert not scripts and " style=" not in text and " onclick" not in text


def test_cookies_are_closed_to_scripts_and_over_https_to_plain_lines(merenland, sign_in_by_code):
    with override_settings(SESSION_COOKIE_SECURE=True, SECURE_HSTS_SECONDS=31536000):
        client = sign_in_by_code(merenland.leader.email)
        cookie = client.cookies["sessionid"]
        assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
        page = Client().get("/accounts/login/", secure=True)
        assert "max-age=31536000" in page.headers["Strict-Transport-Security"]


def test_the_admin_has_no_sign_in_of_its_own(merenland, browse, client):
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.get("/admin/login/").url.startswith("/accounts/login/")
    assert browse(merenland.leader).get("/admin/login/").status_code == 403
    staff = person("Admin Beheer", is_staff=True, is_superuser=True)
    assert browse(staff).get("/admin/").status_code == 200
    assert browse(staff).get(reverse("admin:regions_membership_changelist")).status_code == 200
