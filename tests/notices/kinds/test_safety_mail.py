"""The mail after a change of an account: to the address of then, once, and without a secret."""

import datetime
import re

import pytest

from regions.accounts.models import AccountChange
from regions.accounts.security.changes import address_changed, keep_change
from sto_portal.notices.delivering import deliver
from sto_portal.notices.kinds.safety_mail import SUBJECTS, plan_safety
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("on_22_november")
What = AccountChange.What


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="safety").order_by("pk"))


def words(mail: Mail) -> str:
    return " ".join(mail.text.split())


def test_a_new_address_is_told_at_the_old_one_and_the_new_one(merenland, bureau, sink):
    leader, old = merenland.leader, merenland.leader.email
    leader.email = "nieuw@merenland.example"
    leader.save()
    address_changed(leader, old, bureau)
    assert plan_safety(NOW) == 2
    render_waiting(NOW)
    to_old, to_new = mails()
    assert (to_old.address, to_new.address) == (old, "nieuw@merenland.example")
    assert f"om 13.00 uur is {old} niet meer het adres" in words(to_old)
    assert f"{bureau.name} deed dit." in words(to_old) and bureau.email in words(to_old)
    assert "Niet zelf gedaan, of klopt dit niet? Bel of mail meteen" in words(to_old)
    assert "nieuw@merenland.example" not in to_old.text + to_old.html
    assert "is dit het adres van het account in het STO-portaal: nieuw@" in words(to_new)
    assert "unsubscribe" not in to_old.text + to_old.html and "<mjml" not in to_old.html
    deliver(NOW, sink.relay)
    deliver(NOW, sink.relay)
    assert len(sink.ids) == 2


def test_a_change_is_told_once_however_often_the_planner_runs(merenland):
    keep_change(merenland.leader, What.PASSWORD, merenland.leader)
    runs = [NOW, NOW, NOW + datetime.timedelta(minutes=5), NOW + datetime.timedelta(days=2)]
    assert [plan_safety(now) for now in runs] == [1, 0, 0, 0]


def test_an_old_change_is_not_told_any_more(merenland):
    keep_change(merenland.leader, What.PASSWORD, None, at=NOW - datetime.timedelta(days=4))
    assert plan_safety(NOW) == 0


def test_it_goes_to_the_address_of_then(merenland):
    old = merenland.leader.email
    keep_change(merenland.leader, What.PASSWORD, None)
    merenland.leader.email = "nieuw@merenland.example"
    merenland.leader.save()
    plan_safety(NOW)
    assert [mail.address for mail in mails()] == [old]


@pytest.mark.parametrize("what", What.values)
def test_every_change_says_what_happened_and_holds_no_secret(merenland, bureau, what):
    extra = {"new_address": "nieuw@merenland.example"} if what == What.ADDRESS else {}
    keep_change(merenland.chair, what, bureau, **extra)
    plan_safety(NOW)
    render_waiting(NOW)
    for mail in mails():
        assert mail.subject == str(SUBJECTS[What(what)])
        assert "22 november 2026" in words(mail)
        assert not re.search(r"\b(je|jij|jouw|uw|u)\b", mail.subject + mail.text, re.IGNORECASE)
        assert not re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}|/key/", mail.text)
