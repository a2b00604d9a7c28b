"""A corrected address is mailed where it is now, and a mail can be sent anew."""

import datetime

import pytest
from django.urls import reverse

from sto_portal.notices.delivering import attempt, deliver
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import (
    DigestLink,
    Mail,
    Subscription,
    SuppressedAddress,
    Trace,
)
from sto_portal.notices.outbox.mails import claim
from sto_portal.notices.pages.counts import balances
from sto_portal.notices.rendering import render_waiting
from tests.notices.conftest import DUE
from tests.progress.stories import log

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def sealed(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track"}}, going_well="Het loopt.")
    plan_digests(DUE)
    render_waiting(DUE)
    return merenland


def digest_mail() -> Mail:
    return Mail.objects.get(key__startswith="digest:", kind="digest")


def corrected(person, email="nieuw@demo.example") -> None:
    person.email = email
    person.save()


def test_a_mail_that_waits_goes_to_the_corrected_address(sealed, sink):
    before = bytes(digest_mail().message)
    corrected(sealed.chair)
    deliver(DUE + MINUTE, sink.relay)
    assert [one.rcpt_tos for one in sink.envelopes] == [["nieuw@demo.example"]]
    message = sink.messages[0]
    assert message["To"].addresses[0].addr_spec == "nieuw@demo.example"
    mail = digest_mail()
    assert (mail.state, mail.message_id) == ("sent", message["Message-ID"])
    assert bytes(mail.message) != before and DigestLink.objects.count() == 1
    told = mail.events.filter(from_state="pending", to_state="pending").get()
    assert "ander adres" in told.why


def test_an_address_that_was_corrected_after_the_claim_gets_it_too(sealed, sink):
    mail = claim(DUE)
    corrected(sealed.chair)
    assert attempt(mail, sink.relay, DUE) is None and sink.envelopes == []
    deliver(DUE + MINUTE, sink.relay)
    assert [one.rcpt_tos for one in sink.envelopes] == [["nieuw@demo.example"]]


def test_capitals_are_no_other_address(sealed, sink):
    before = bytes(digest_mail().message)
    corrected(sealed.chair, sealed.chair.email.upper())
    deliver(DUE + MINUTE, sink.relay)
    assert sink.envelopes[0].content == before


def test_a_code_for_the_address_of_before_is_cancelled(merenland, waiting_mail, sink):
    mail = waiting_mail(kind="account", recipient=merenland.chair, address=merenland.chair.email)
    corrected(merenland.chair)
    deliver(DUE + MINUTE, sink.relay)
    mail.refresh_from_db()
    assert (mail.state, sink.envelopes) == ("cancelled", [])


def test_the_bureau_sends_a_mail_anew_with_its_own_key_and_bytes(sealed, sink, browse, bureau):
    deliver(DUE, sink.relay)
    mail, client = digest_mail(), browse(bureau)
    address = reverse("mail_detail", args=[mail.pk])
    assert "Stuur opnieuw naar marijke@demo.example" in client.get(address).content.decode()
    corrected(sealed.chair)
    choice = {"choice": "anew"}
    for _press in range(2):  # the second finds the first on its way
        client.post(reverse("mail_decide", args=[mail.pk]), choice)
    anew = Mail.objects.get(key=f"{mail.key}:again:1")
    assert (anew.state, anew.address) == ("pending", "nieuw@demo.example")
    assert Mail.objects.filter(kind="digest").count() == 2
    Mail.objects.filter(pk=anew.pk).update(next_attempt_at=DUE)
    deliver(DUE + MINUTE, sink.relay)
    assert len(set(sink.ids)) == 2 and sink.envelopes[1].rcpt_tos == ["nieuw@demo.example"]
    for one in (mail, anew):
        assert one.events.filter(by=bureau).count() == 1
    assert [balance.difference for balance in balances()] == [0]


def test_a_code_is_never_sent_anew(waiting_mail, sink, browse, bureau):
    mail = waiting_mail(kind="account")
    deliver(DUE, sink.relay)
    page = browse(bureau).get(reverse("mail_detail", args=[mail.pk])).content.decode()
    assert "Stuur opnieuw" not in page
    browse(bureau).post(reverse("mail_decide", args=[mail.pk]), {"choice": "anew"})
    assert Mail.objects.count() == 1


@pytest.fixture
def troubled(sealed, sink):
    """The chair ended reminders, one digest came back, and the address is suppressed since."""
    deliver(DUE, sink.relay)
    Subscription.objects.create(user=sealed.chair, kind="reminder", unsubscribed_at=DUE)
    SuppressedAddress.objects.create(address=sealed.chair.email, reason="550 5.1.1 weg", since=DUE)
    Trace.objects.create(
        message_id=digest_mail().message_id, is_accepted=True, status="bounced 5.1.1"
    )
    return sealed


def test_everybody_sees_what_they_ended_and_has_it_again(troubled, browse):
    client = browse(troubled.chair)
    assert reverse("my_mail") in client.get(reverse("account")).content.decode()
    page = " ".join(client.get(reverse("my_mail")).content.decode().split())
    assert "Herinneringen" in page and "550 5.1.1 weg" in page
    assert "Teruggekomen" in page and "Dit adres bestaat niet." in page
    assert "Er gaat geen mail naar marijke@demo.example" in page
    row = Subscription.objects.get()
    assert browse(troubled.leader).post(
        reverse("my_mail_resume", args=[row.pk])
    ).status_code == 404  # fmt: skip
    client.post(reverse("my_mail_resume", args=[row.pk]))
    row.refresh_from_db()
    assert row.unsubscribed_at is None
    assert "Er is geen mail afgemeld" in client.get(reverse("my_mail")).content.decode()


def test_the_bureau_sees_it_too_and_lets_mail_go_again(troubled, browse, bureau):
    client = browse(bureau)
    assert reverse("person_mail", args=[troubled.chair.pk]) in client.get(
        reverse("bureau_person", args=[troubled.chair.pk])
    ).content.decode()  # fmt: skip
    address = reverse("person_mail", args=[troubled.chair.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert "Toegevoegd op" in page and "Teruggekomen" in page and "Herinneringen" in page
    client.post(reverse("person_mail_lift", args=[troubled.chair.pk]))
    assert not SuppressedAddress.objects.exists()
    row = Subscription.objects.get()
    asked = reverse("person_mail_resume", args=[troubled.chair.pk, row.pk])
    for other in (troubled.leader, troubled.advisor, troubled.chair):
        assert browse(other).post(asked).status_code == 404
        row.refresh_from_db()
        assert row.unsubscribed_at is not None
    client.post(asked)
    row.refresh_from_db()
    assert row.unsubscribed_at is None


def test_a_sign_in_mail_is_in_no_list(merenland, waiting_mail, browse, bureau):
    waiting_mail(kind="account", recipient=merenland.chair, address=merenland.chair.email)
    for who, name in ((merenland.chair, "my_mail"), (bureau, "person_mail")):
        args = [] if who == merenland.chair else [merenland.chair.pk]
        assert "Onderwerp" not in browse(who).get(reverse(name, args=args)).content.decode()


def test_the_page_asks_as_much_for_many_mails_as_for_few(
    sealed, browse, django_assert_max_num_queries, waiting_mail
):
    client = browse(sealed.chair)
    client.get(reverse("my_mail"))
    for _number in range(20):
        waiting_mail(kind="decision", recipient=sealed.chair, address=sealed.chair.email)
    with django_assert_max_num_queries(12):
        client.get(reverse("my_mail"))
