"""A second step is taken away by two people of the bureau, within a day, and never by one."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import IntegrityError, transaction

from regions.accounts.models import SecondStepReset
from regions.accounts.security.resetting import Refused, confirm
from regions.models import Role
from tests.conftest import member, person

START = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
REASON = {"reason": "Telefoon kwijt, gebeld."}


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def colleague(bureau):
    somebody = person("Collega Tweede")
    member(somebody, Role.BUREAU)
    return somebody


@pytest.fixture
def locked_out(clock, merenland):
    TOTP.activate(merenland.advisor, generate_totp_secret())
    return merenland.advisor


def page(somebody) -> str:
    return f"/bureau/people/{somebody.pk}/second-step/"


def has_step(somebody) -> bool:
    return Authenticator.objects.filter(user=somebody).exists()


def test_one_asks_another_confirms_and_the_person_is_signed_out(
    locked_out, bureau, colleague, browse, sign_in_by_code
):
    Authenticator.objects.all().delete()
    session = sign_in_by_code(locked_out.email)
    TOTP.activate(locked_out, generate_totp_secret())
    assert browse(bureau).post(page(locked_out), REASON).url == page(locked_out)
    assert "Telefoon kwijt, gebeld." in browse(colleague).get(page(locked_out)).content.decode()
    assert session.get("/accounts/me/").status_code == 200
    browse(colleague).post(f"{page(locked_out)}confirm/")
    assert not has_step(locked_out) and session.get("/accounts/me/").status_code == 302
    change = locked_out.account_changes.get()
    assert (change.what, change.by) == ("reset", colleague)
    row = SecondStepReset.objects.get()
    assert (row.asked_by, row.confirmed_by, row.reason) == (bureau, colleague, REASON["reason"])
    labels = list(row.events.order_by("pgh_id").values_list("pgh_label", flat=True))
    assert labels == ["insert", "update"]
    text = browse(bureau).get(page(locked_out)).content.decode()
    assert "Bevestigd door Collega Tweede op 22 november 2026, 13.00 uur." in text


def test_who_asked_does_not_confirm(locked_out, bureau, browse):
    office = browse(bureau)
    office.post(page(locked_out), REASON)
    told = office.post(f"{page(locked_out)}confirm/", follow=True).content.decode()
    assert "Een collega bevestigt het" in told and has_step(locked_out)


def test_nobody_asks_or_confirms_for_themselves(clock, bureau, colleague, browse):
    TOTP.activate(colleague, generate_totp_secret())
    assert browse(colleague).post(page(colleague), REASON).status_code == 422
    browse(bureau).post(page(colleague), REASON)
    browse(colleague).post(f"{page(colleague)}confirm/")
    assert has_step(colleague)


def test_a_request_needs_a_reason(locked_out, bureau, browse):
    answer = browse(bureau).post(page(locked_out), {"reason": "  "})
    assert answer.status_code == 422 and "Waarom is dit nodig?" in answer.content.decode()
    assert not SecondStepReset.objects.exists()


def test_after_a_day_a_request_is_over_and_another_may_be_made(
    locked_out, bureau, colleague, browse, clock
):
    browse(bureau).post(page(locked_out), REASON)
    clock.move_to(START + DAY - datetime.timedelta(seconds=1))
    browse(colleague).post(page(locked_out), REASON)
    assert SecondStepReset.objects.count() == 1
    clock.move_to(START + DAY)
    told = browse(colleague).post(f"{page(locked_out)}confirm/", follow=True).content.decode()
    assert "Dit verzoek is voorbij" in told and has_step(locked_out)
    assert "Niemand bevestigde het binnen 24 uur." in told
    browse(colleague).post(page(locked_out), REASON)
    assert SecondStepReset.objects.count() == 2


def test_a_withdrawn_request_is_over(locked_out, bureau, colleague, browse):
    browse(bureau).post(page(locked_out), REASON)
    browse(colleague).post(f"{page(locked_out)}withdraw/")
    browse(colleague).post(f"{page(locked_out)}confirm/")
    assert has_step(locked_out)
    assert SecondStepReset.objects.get().withdrawn_by == colleague


def test_only_an_admin_takes_the_step_of_an_admin(clock, bureau, colleague, browse):
    chief = person("Hoofd Beheer", is_superuser=True)
    TOTP.activate(chief, generate_totp_secret())
    answer = browse(bureau).post(page(chief), REASON)
    assert answer.status_code == 422 and "Alleen een beheerder" in answer.content.decode()


def test_two_who_confirm_at_once_do_it_once(locked_out, bureau, colleague):
    SecondStepReset.objects.create(person=locked_out, asked_by=bureau, reason="x", asked_at=START)
    confirm(locked_out, colleague, START)
    with pytest.raises(Refused):
        confirm(locked_out, colleague, START)
    assert locked_out.account_changes.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda row, who: {"asked_by": row.person},
        lambda row, who: {"confirmed_by": row.asked_by, "confirmed_at": START},
        lambda row, who: {"confirmed_by": row.person, "confirmed_at": START},
        lambda row, who: {"confirmed_by": who, "confirmed_at": START + DAY},
        lambda row, who: {"confirmed_by": None, "confirmed_at": START},
        lambda row, who: {
            "confirmed_by": who, "confirmed_at": START, "withdrawn_by": who, "withdrawn_at": START,
        },
    ],
)  # fmt: skip
def test_the_database_refuses_what_two_people_did_not_do(locked_out, bureau, colleague, wrong):
    row = SecondStepReset.objects.create(
        person=locked_out, asked_by=bureau, reason="x", asked_at=START
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondStepReset.objects.filter(pk=row.pk).update(**wrong(row, colleague))


def test_the_admin_has_no_other_way_to_take_a_step_away(browse, db):
    chief = person("Hoofd Beheer", is_staff=True, is_superuser=True)
    assert browse(chief).get("/admin/mfa/authenticator/").status_code == 404
