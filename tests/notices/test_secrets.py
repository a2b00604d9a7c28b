"""A code or a link to sign in is for its reader: no list, page, export or column keeps it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail, MailEvent

SECRET = {
    "/accounts/login/code/": r"^ {4}(\S+)$",
    "/accounts/password/reset/": r"(\S+/accounts/password/reset/key/\S+)",
}


@pytest.fixture(autouse=True)
def on_a_real_server(settings, db):
    cache.clear()
    settings.DEMO = False
    settings.EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"


@pytest.fixture(params=SECRET)
def asked(request, merenland) -> tuple[Mail, str]:
    """A mail that waits, and what only its reader may know."""
    merenland.leader.set_password("een lang wachtwoord")
    merenland.leader.save()
    Client().post(request.param, {"email": merenland.leader.email})
    mail = Mail.objects.get(kind="account")
    return mail, re.search(SECRET[request.param], mail.text, re.MULTILINE)[1]


def columns() -> str:
    rows = [*Mail.objects.values_list(), *MailEvent.objects.values_list()]
    return " ".join(
        bytes(value).decode() if isinstance(value, memoryview) else str(value)
        for row in rows
        for value in row
    )


def pages(client: Client, mail: Mail) -> str:
    paths = ["/mail/", "/mail/?kind=account", "/mail/export.csv", f"/mail/{mail.pk}/"]
    paths += ["/mail/?kind=account&format=csv", f"/mail/{mail.pk}/html/"]
    return " ".join(client.get(path).content.decode() for path in paths)


def test_the_bureau_meets_it_nowhere(asked, bureau, browse, sink, settings):
    settings.SECOND_FACTOR_REQUIRED = False  # the bureau is signed in
    mail, secret = asked
    assert secret not in mail.subject
    assert secret not in pages(browse(bureau), mail)
    deliver(None, sink.relay)
    assert secret not in pages(browse(bureau), mail)


@pytest.mark.parametrize("end", ["sent", "kept", "dead", "cancelled"])
def test_once_it_is_out_the_database_keeps_no_word_of_it(asked, sink, end, merenland):
    mail, secret = asked
    assert secret in columns()
    if end == "sent":
        deliver(None, sink.relay)
        assert secret in sink.messages[0].get_content()
    elif end == "kept":
        deliver(is_kept=True)
    elif end == "cancelled":
        merenland.leader.is_active = False
        merenland.leader.save()
        Mail.objects.update(state="cancelled", reason="stopped")
    else:
        Mail.objects.update(state="dead", reason="550")
    mail.refresh_from_db()
    assert mail.state == end and secret not in columns()


def test_a_mail_that_waits_for_another_try_keeps_its_words(asked, waiting_mail):
    mail, secret = asked
    Mail.objects.filter(pk=mail.pk).update(attempts=1)
    assert secret in columns()
    assert waiting_mail().text  # any other mail is kept as it was sent
