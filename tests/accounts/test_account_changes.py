"""What opens an account changed: the other sessions end, and the history knows who did it."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from regions.accounts.models import AccountChange, User
from tests.conftest import person

pytestmark = pytest.mark.django_db(transaction=True)
SETUP = "/accounts/2fa/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_in(client: Client) -> bool:
    return client.get("/accounts/me/").status_code == 200


def changes(user: User) -> list[str]:
    return list(user.account_changes.order_by("pk").values_list("what", flat=True))


def history(user: User) -> list[dict]:
    rows = user.events.order_by("pgh_id").values("email", "pgh_label", "pgh_context__metadata")
    return list(rows)


@pytest.fixture
def two(merenland, sign_in_by_code):
    """Two browsers of one leader."""
    return sign_in_by_code(merenland.leader.email), sign_in_by_code(merenland.leader.email)


def test_an_app_that_is_added_and_taken_away_ends_the_other_session(merenland, two):
    here, elsewhere = two
    here.get(f"{SETUP}totp/activate/")
    secret = here.session["mfa.totp.secret"]
    here.post(f"{SETUP}totp/activate/", {"code": code_of(secret)})
    assert is_in(here) and not is_in(elsewhere)
    here.post(f"{SETUP}totp/deactivate/")
    assert changes(merenland.leader) == ["app_added", "app_removed"]
    assert merenland.leader.account_changes.first().by == merenland.leader


def test_new_recovery_codes_end_the_other_session(merenland, two, browse):
    here, elsewhere = two
    secret = generate_totp_secret()
    TOTP.activate(merenland.leader, secret)
    RecoveryCodes.activate(merenland.leader)
    here.post(f"{SETUP}reauthenticate/", {"code": code_of(secret)})
    assert here.post(f"{SETUP}recovery-codes/generate/").status_code == 302
    assert is_in(here) and not is_in(elsewhere)
    assert changes(merenland.leader) == ["recovery"]


def test_a_first_password_and_a_new_one_end_the_other_session(merenland, two):
    here, elsewhere = two
    wish = "zeven-groene-fietsen-9"
    here.post("/accounts/password/set/", {"password1": wish, "password2": wish})
    assert is_in(here) and not is_in(elsewhere)
    assert changes(merenland.leader) == ["password"]


def test_a_password_by_the_link_of_a_mail_ends_every_session(merenland, two):
    merenland.leader.set_password("eerst-dit-lange-woord")
    merenland.leader.save()
    anew = Client()
    assert anew.login(email=merenland.leader.email, password="eerst-dit-lange-woord")
    Client().post("/accounts/password/reset/", {"email": merenland.leader.email})
    link = next(part for part in mail.outbox[-1].body.split() if "/reset/key/" in part)
    visitor = Client()
    page = visitor.get("/" + link.split("/", 3)[3], follow=True).redirect_chain[-1][0]
    wish = "zeven-groene-fietsen-9"
    visitor.post(page, {"password1": wish, "password2": wish})
    assert not is_in(anew)
    assert changes(merenland.leader) == ["password"]
    assert merenland.leader.account_changes.get().by is None


def test_an_address_that_the_bureau_changes_is_a_fact_with_both_addresses(
    merenland, bureau, browse, two
):
    office = browse(bureau)
    before = merenland.leader.email
    fields = {"name": merenland.leader.name, "email": "nieuw@merenland.example"}
    assert office.post(f"/bureau/people/{merenland.leader.pk}/", fields).status_code == 302
    assert not is_in(two[0]) and not is_in(two[1]) and is_in(office)
    (change,) = AccountChange.objects.all()
    assert (change.what, change.address, change.new_address, change.by) == (
        "address", before, "nieuw@merenland.example", bureau,
    )  # fmt: skip
    office.post(f"/bureau/people/{merenland.leader.pk}/", fields | {"name": "Iemand Anders"})
    assert AccountChange.objects.count() == 1


def test_an_address_ends_sessions_whatever_page_or_command_changes_it(merenland, two):
    User.objects.filter(pk=merenland.leader.pk).update(email="elders@merenland.example")
    assert not is_in(two[0]) and not is_in(two[1])


def test_an_address_changed_by_an_admin_is_told_and_ends_sessions_too(merenland, browse, two):
    chief = person("Hoofd Beheer", is_staff=True, is_superuser=True)
    page = f"/admin/accounts/user/{merenland.leader.pk}/change/"
    fields = {"name": merenland.leader.name, "email": "nieuw@merenland.example", "is_active": "on"}
    assert browse(chief).post(page, fields).status_code == 302
    assert not is_in(two[0])
    change = AccountChange.objects.get()
    assert (change.new_address, change.by) == ("nieuw@merenland.example", chief)


def test_the_history_keeps_an_address_and_who_changed_it_but_no_password(merenland, bureau, browse):
    leader = merenland.leader
    kept = len(history(leader))
    leader.set_password("zeven-groene-fietsen-9")
    leader.save(update_fields=["password"])
    assert len(history(leader)) == kept
    fields = {"name": leader.name, "email": "nieuw@merenland.example"}
    browse(bureau).post(f"/bureau/people/{leader.pk}/", fields)
    *_, last = history(leader)
    assert last["email"] == "nieuw@merenland.example"
    assert last["pgh_context__metadata"]["user"] == bureau.pk
    names = {field.name for field in leader.events.model._meta.get_fields()}
    assert not names & {"password", "last_login"} and {"is_active", "is_superuser"} <= names


@pytest.mark.parametrize("admin", ["is_staff", "is_superuser"])
def test_the_bureau_neither_moves_nor_closes_an_admin(bureau, browse, admin):
    chief = person("Hoofd Beheer", **{admin: True})
    office = browse(bureau)
    page = f"/bureau/people/{chief.pk}/"
    answer = office.post(page, {"name": chief.name, "email": "aanval@kwaad.example"})
    assert answer.status_code == 422 and "Alleen een beheerder" in answer.content.decode()
    office.post(f"{page}active/", {"active": "0"})
    chief.refresh_from_db()
    assert chief.is_active and chief.email != "aanval@kwaad.example"
    assert "Dit is een beheerder" in office.get(page).content.decode()


def test_an_account_closed_in_the_admin_stays_signed_out_when_it_opens_again(
    merenland, browse, two
):
    chief = browse(person("Hoofd Beheer", is_staff=True, is_superuser=True))
    page = f"/admin/accounts/user/{merenland.leader.pk}/change/"
    fields = {"name": merenland.leader.name, "email": merenland.leader.email}
    chief.post(page, fields)
    chief.post(page, fields | {"is_active": "on"})
    merenland.leader.refresh_from_db()
    assert merenland.leader.is_active and not is_in(two[0])
