"""Advisors, the bureau and admins come in with two factors, or set them up first."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from tests.conftest import person

pytestmark = pytest.mark.usefixtures("demanding")
SETUP = "/accounts/2fa/"
DEEP = """{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "eA",
  "authenticatorData": "eA", "clientDataJSON": "e30", "signature": "eA"}}"""


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def link_app(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@pytest.mark.parametrize("role", ["advisor", "bureau", "admin"])
def test_who_sees_many_regions_is_led_to_the_second_factor(merenland, bureau, browse, role):
    staff = person("Admin Beheer", is_staff=True)
    client = browse({"advisor": merenland.advisor, "bureau": bureau, "admin": staff}[role])
    for address in ("/", "/bureau/regions/", "/advisors/", "/admin/", "/accounts/me/"):
        assert client.get(address).url == SETUP, address
    assert "Stel die eerst in" in client.get(SETUP).content.decode()


def test_leaders_and_steering_groups_are_not(merenland, browse):
    for user in (merenland.leader, merenland.chair):
        assert browse(user).get("/accounts/me/").status_code == 200


def test_the_way_to_the_second_factor_and_out_is_open(bureau, browse):
    client = browse(bureau)
    for address in (SETUP, f"{SETUP}totp/activate/", f"{SETUP}webauthn/add/", "/accounts/logout/"):
        assert client.get(address).status_code == 200, address
    assert client.get("/health/live").status_code == 200
    assert client.post("/accounts/logout/").url == "/accounts/login/"


@pytest.mark.django_db(transaction=True)
def test_linking_an_app_opens_the_portal(bureau, sign_in_by_code):
    client = sign_in_by_code(bureau.email)
    assert client.get("/").url == SETUP
    client.get(f"{SETUP}totp/activate/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post(f"{SETUP}totp/activate/", {"code": code_of(secret)}, follow=True)
    assert "Bewaar deze codes op papier" in answer.content.decode()
    assert client.get("/bureau/regions/").status_code == 200
    assert Authenticator.objects.filter(user=bureau, type="recovery_codes").exists()


def test_after_that_every_sign_in_asks_for_the_app(bureau, sign_in_by_code):
    secret = link_app(bureau)
    client = sign_in_by_code(bureau.email)
    assert client.response.url == f"{SETUP}authenticate/"
    assert client.get("/bureau/regions/").url.startswith("/accounts/login/")
    client.post(f"{SETUP}authenticate/", {"code": "000000"})
    assert client.get("/bureau/regions/").status_code == 302
    client.post(f"{SETUP}authenticate/", {"code": code_of(secret)})
    assert client.get("/bureau/regions/").status_code == 200


def test_a_recovery_code_works_once(bureau, sign_in_by_code):
    link_app(bureau)
    code = RecoveryCodes.activate(bureau).get_unused_codes()[0]
    first, second = sign_in_by_code(bureau.email), sign_in_by_code(bureau.email)
    for client in (first, second):
        client.post(f"{SETUP}authenticate/", {"code": code})
    assert first.get("/bureau/regions/").status_code == 200
    assert second.get("/bureau/regions/").status_code == 302


def test_the_last_factor_of_the_bureau_cannot_be_taken_away(bureau, browse, sign_in_by_code):
    secret = link_app(bureau)
    client = sign_in_by_code(bureau.email)
    client.post(f"{SETUP}authenticate/", {"code": code_of(secret)})
    client.post(f"{SETUP}reauthenticate/", {"code": code_of(secret)})
    client.post(f"{SETUP}totp/deactivate/")
    assert Authenticator.objects.filter(user=bureau, type="totp").exists()


def test_a_strong_session_is_not_asked_again_and_costs_no_query(
    bureau, sign_in_by_code, django_assert_max_num_queries
):
    secret = link_app(bureau)
    client = sign_in_by_code(bureau.email)
    client.post(f"{SETUP}authenticate/", {"code": code_of(secret)})
    with django_assert_max_num_queries(8):
        client.get("/bureau/regions/")


def test_a_passkey_challenge_is_given_to_anybody_and_a_false_one_refused(db):
    client = Client()
    asked = client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json").json()
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"
    for nonsense in ('{"id": "x"}', "[]", "7", "null", '"x"', "{", '{"id": 1, "rawId": 1}', DEEP):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": nonsense})
        assert answer.status_code in (200, 302), nonsense
    assert client.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize("nonsense", ['{"id": "x"}', "[]", "7", '"x"', '{"rawId": null}'])
def test_a_false_passkey_is_not_added(merenland, browse, nonsense):
    client = browse(merenland.leader)
    client.get(f"{SETUP}webauthn/add/")
    fields = {"name": "Telefoon", "credential": nonsense}
    assert client.post(f"{SETUP}webauthn/add/", fields).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_session_from_before_the_factor_ends_when_it_is_added_elsewhere(bureau, sign_in_by_code):
    before, client = sign_in_by_code(bureau.email), sign_in_by_code(bureau.email)
    client.get(f"{SETUP}totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post(f"{SETUP}totp/activate/", {"code": code_of(secret)})
    assert client.get("/bureau/regions/").status_code == 200
    assert before.get("/bureau/regions/").url.startswith("/accounts/login/")


def test_a_session_that_showed_no_factor_does_nothing_until_it_does(bureau, sign_in_by_code):
    client = sign_in_by_code(bureau.email)
    secret = link_app(bureau)
    for address in ("/bureau/regions/", SETUP, f"{SETUP}webauthn/add/", "/accounts/me/"):
        assert client.get(address).url.startswith(f"{SETUP}reauthenticate/?next="), address
    client.post(f"{SETUP}reauthenticate/", {"code": code_of(secret)})
    assert client.get("/bureau/regions/").status_code == 200


def test_nobody_makes_themselves_an_admin(rf, db):
    from django.contrib import admin as site

    from regions.accounts.models import User

    page = site.site.get_model_admin(User)
    staff, chief = person("Staf Lid", is_staff=True), person("Hoofd", is_superuser=True)
    for asking, looked_at, is_open in (
        (staff, staff, False),
        (staff, chief, False),
        (chief, chief, False),
        (chief, staff, True),
    ):
        request = rf.get("/admin/")
        request.user = asking
        closed = page.get_readonly_fields(request, looked_at)
        assert ("is_superuser" not in closed) is is_open and ("is_staff" not in closed) is is_open
        assert ("email" in closed) is (asking == staff)
