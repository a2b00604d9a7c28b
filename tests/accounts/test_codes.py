"""A code that is wrong, wrong again or too old: what is said, and what need not be typed twice."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from regions.accounts.sign_in.devices import device

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
NOBODY = "niemand@example.org"


@pytest.fixture(params=["known", "unknown"])
def asking(request, merenland) -> tuple[Client, str]:
    """Somebody asked for a code; whether we know the address changes nothing of what is said."""
    address = merenland.leader.email if request.param == "known" else NOBODY
    client = Client()
    client.post(f"{ASK}?next=/accounts/me/", {"email": address})
    return client, address


def wrong(client: Client, code: str = "FOUT-CODE"):
    return client.post(CONFIRM, {"code": code, "next": "/accounts/me/"}, follow=True)


def test_a_wrong_code_is_told_with_what_is_left_and_stays_in_its_field(asking):
    client, _address = asking
    for left in ("Nog 2 keer", "Nog één keer"):
        page = wrong(client).content.decode()
        assert "Dit is niet de code" in page and left in page
        assert 'value="FOUT-CODE"' in page


def test_the_third_wrong_one_leads_to_a_new_code_for_the_same_address(asking):
    client, address = asking
    for _attempt in range(3):
        answer = wrong(client)
    assert answer.redirect_chain == [(f"{ASK}?next=%2Faccounts%2Fme%2F", 302)]
    page = answer.content.decode()
    assert "drie keer een andere code" in page and "Vraag een nieuwe aan" in page
    assert f'value="{address}"' in page


@pytest.mark.parametrize("minutes", [11, 16, 60])
def test_a_code_that_is_too_old_says_so(asking, minutes):
    client, address = asking
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes)):
        page = wrong(client).content.decode()
    assert "te oud: hij werkte tien minuten" in page and f'value="{address}"' in page


def test_after_a_third_wrong_one_a_new_code_opens_the_page_one_was_going_to(merenland, client):
    client.post(ASK, {"email": merenland.leader.email})
    for _attempt in range(3):
        wrong(client)
    client.post(f"{ASK}?next=/accounts/me/", {"email": merenland.leader.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    assert wrong(client, code).redirect_chain == [("/accounts/me/", 302)]


def test_who_never_asked_for_a_code_is_told_nothing(db, client):
    assert "te oud" not in client.get(CONFIRM, follow=True).content.decode()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari op iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
         "Mobile Safari/537.36", "Chrome op Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
         "Firefox op Linux"),
        ("curl/8.9", "Onbekend apparaat"),
        ("", "Onbekend apparaat"),
    ],
)  # fmt: skip
def test_a_device_has_the_name_that_people_call_it(told, name):
    assert device(told) == name


def test_the_page_of_sessions_names_devices_and_no_browser_string(merenland, sign_in_by_code):
    told = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Firefox/132.0"
    client = sign_in_by_code(merenland.leader.email, HTTP_USER_AGENT=told)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Firefox op Mac" in page and "Mozilla" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/x-onzin/",
        "/accounts/password/reset/key/done/",
        "/accounts/login/?with=password",
        CONFIRM,
    ],
)
def test_pages_of_signing_in_are_ours_and_in_dutch(db, client, address):
    if address == CONFIRM:
        client.post(ASK, {"email": NOBODY})
    page = client.get(address).content.decode()
    words = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"(?i)sign in|aanmelden|authenticatie|\bje\b|\bjij\b|security key", words)
    assert page.count("<h1") == 1
