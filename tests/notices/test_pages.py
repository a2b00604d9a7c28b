"""Archive, digest, preview with foreword, unsubscribing, and the outbox of the bureau."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from regions.accounts.models import User
from regions.models import Role
from sto_portal.notices.delivering import deliver
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import (
    Digest,
    Foreword,
    Heartbeat,
    Mail,
    MailEvent,
    Subscription,
    SuppressedAddress,
)
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person
from tests.progress.stories import log

from .conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def october(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track"}}, going_well="Het loopt.")
    return merenland


@pytest.fixture
def sealed(october):
    plan_digests(DUE)
    render_waiting(DUE)
    return october


def url(name: str, place, month: str = "2026-10") -> str:
    month_too = {"month": month} if name not in ("digests", "steering") else {}
    return reverse(name, kwargs={"slug": place.slug, **month_too})


@pytest.mark.parametrize("who", ["chair", "leader", "advisor"])
def test_everybody_of_the_region_reads_the_digest(sealed, browse, who):
    client = browse(getattr(sealed, who))
    page = client.get(url("digest", sealed)).content.decode()
    assert "Maandbericht oktober 2026" in page and "Het loopt." in page
    assert "Maandbericht" in client.get(url("digests", sealed)).content.decode()


def test_nobody_of_another_region_knows_of_it(sealed, kustzoom, browse):
    for who in (kustzoom.chair, kustzoom.leader, kustzoom.advisor):
        for name in ("digest", "digests", "digest_preview"):
            assert browse(who).get(url(name, sealed)).status_code == 404


def test_only_the_leader_sees_the_preview(october, browse, bureau):
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        assert browse(october.leader).get(url("digest_preview", october)).status_code == 200
        for who in (october.chair, october.advisor, bureau):
            assert browse(who).get(url("digest_preview", october)).status_code == 403
            assert browse(who).post(url("digest_preview", october)).status_code == 403


def test_looking_at_the_preview_writes_nothing(october, browse):
    client = browse(october.leader)
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        for path in ("digest_preview", "digest_preview_mail"):
            client.get(url(path, october))
    for model in (Digest, Mail, Foreword, Subscription, Heartbeat):
        assert not model.objects.exists()


def test_the_preview_names_who_gets_the_mail_and_who_does_not_and_why(october, browse):
    people = [person(name) for name in ("Bas de Vries", "Ineke Bosma", "Petra Prins")]
    for user, role in zip(
        people, (Role.BUSINESS, Role.LEAD_APPLICANT, Role.SCHOOL_BOARD), strict=True
    ):
        member(user, role, october.region)
    bas, ineke, _petra = people
    SuppressedAddress.objects.create(address=bas.email.upper())
    Subscription.objects.create(
        user=ineke, kind="digest", steering_group=october.group, unsubscribed_at=DUE
    )
    october.group.mailed_roles = ["chair", "business", "lead_applicant"]
    october.group.save()
    with time_machine.travel(DUE - datetime.timedelta(hours=10)):
        page = browse(october.leader).get(url("digest_preview", october)).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Dit gaat op maandag 2 november om 07.30 uur de deur uit" in text
    gets, _, rest = text.partition("Krijgt het Marijke Kuiper")[2].partition("Krijgt het niet")
    assert "Bas" not in gets and "Ineke" not in gets and "Petra" not in gets
    assert "Bas de Vries : het adres werkt niet" in rest.replace(":", " :")
    assert "Ineke Bosma : afgemeld" in rest.replace(":", " :")
    assert "Petra Prins : deze rol krijgt" in rest.replace(":", " :")
    assert re.search(r'<iframe class="mail-frame" height="\d{3,4}"', page)


def foreword(client, place, text, revision=0):
    return client.post(url("digest_preview", place), {"text": text, "revision": revision})


def test_a_foreword_is_saved_shown_and_sealed(october, browse):
    client = browse(october.leader)
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        assert foreword(client, october, "Kom kijken!").status_code == 302
        page = client.get(url("digest_preview", october)).content.decode()
        assert "“Kom kijken!”" in page
    plan_digests(DUE)
    render_waiting(DUE)
    assert Digest.objects.get().foreword == "Kom kijken!"
    with time_machine.travel(DUE):
        answer = foreword(client, october, "Te laat", 1)
    assert answer.status_code == 302 and answer.url == url("digest", october)
    assert Foreword.objects.get().text == "Kom kijken!"


def test_two_writers_of_a_foreword_lose_nothing(october, browse):
    client = browse(october.leader)
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        foreword(client, october, "De eerste tekst")
        answer = foreword(client, october, "De tweede tekst", revision=0)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "De eerste tekst" in page and "De tweede tekst" in page
        assert Foreword.objects.get().text == "De eerste tekst"
        assert foreword(client, october, "De tweede tekst", revision=1).status_code == 302


def test_a_foreword_that_is_too_long_stays_in_the_form(october, browse):
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        answer = foreword(browse(october.leader), october, "x" * 601)
    assert answer.status_code == 422 and "x" * 601 in answer.content.decode()


def test_the_frame_of_a_mail_has_rules_of_its_own(october, browse):
    with time_machine.travel(DUE - datetime.timedelta(days=3)):
        client = browse(october.leader)
        frame = client.get(url("digest_preview_mail", october)).headers
        page = client.get(url("digest_preview", october)).headers
    assert "style-src 'unsafe-inline'" in frame["Content-Security-Policy"]
    assert "script-src 'none'" in frame["Content-Security-Policy"]
    assert "sandbox allow-popups" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def token_of(place, kind="digest") -> str:
    group = place.group.pk if kind == "digest" else None
    return unsubscribe_url(place.chair.pk, kind, group).removeprefix("http://127.0.0.1:8000")


def test_opening_the_link_unsubscribes_nobody(sealed):
    for method in ("get", "head"):
        assert getattr(Client(), method)(token_of(sealed)).status_code == 200
    assert not Subscription.objects.exists()


def test_one_click_unsubscribes_without_signing_in(sealed):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(token_of(sealed), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Subscription.objects.get().unsubscribed_at
    client.post(token_of(sealed), {"List-Unsubscribe": "One-Click"})
    assert Subscription.objects.count() == 1
    page = client.get(token_of(sealed)).content.decode()
    assert "Weer aanmelden" in page
    assert client.post(token_of(sealed), {"choice": "again"}).status_code == 302
    assert Subscription.objects.get().unsubscribed_at is None


def test_a_token_stops_one_kind_for_one_person(sealed, kustzoom):
    member(sealed.chair, Role.CHAIR, kustzoom.region)
    Client().post(token_of(sealed), {"choice": "stop"})
    row = Subscription.objects.get()
    assert (row.user, row.kind, row.steering_group) == (sealed.chair, "digest", sealed.group)


@pytest.mark.parametrize("token", ["x", "1-digest-1:abc", "1-digest-1", "%00", "é:é"])
def test_a_made_up_token_does_nothing(sealed, token):
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/unsubscribe/{token}/").status_code == 404
    assert not Subscription.objects.exists()


def test_who_unsubscribes_after_planning_gets_nothing(sealed, sink):
    Client().post(token_of(sealed), {"choice": "stop"})
    deliver(DUE, sink.relay)
    mail = Mail.objects.get(kind="digest")
    assert (mail.state, mail.reason) == ("cancelled", "afgemeld")
    assert sink.envelopes == []


def test_who_may_not_sign_in_any_more_gets_nothing(sealed, sink):
    type(sealed.chair).objects.filter(pk=sealed.chair.pk).update(is_active=False)
    deliver(DUE, sink.relay)
    assert Mail.objects.get(kind="digest").state == "cancelled"


# The outbox of the bureau


def test_the_outbox_is_for_the_bureau_only(sealed, browse, bureau):
    mail = Mail.objects.get(kind="digest")
    paths = [
        reverse("mail"),
        reverse("mail_csv"),
        reverse("mail_detail", args=[mail.pk]),
        reverse("mail_html", args=[mail.pk]),
    ]
    for path in paths:
        assert browse(bureau).get(path).status_code == 200
        for who in (sealed.leader, sealed.advisor, sealed.chair):
            assert browse(who).get(path).status_code == 404
    for who in (sealed.leader, sealed.advisor, sealed.chair):
        assert browse(who).post(reverse("mail_decide", args=[mail.pk])).status_code == 404


def test_the_balance_adds_up(sealed, browse, bureau, settings):
    settings.EMAIL_URL = ""
    deliver(DUE)
    page = browse(bureau).get(reverse("mail"))
    (balance,) = page.context["balances"]
    assert (balance.planned, balance.counts["kept"], balance.difference) == (1, 1, 0)
    assert "bewaard, niet verstuurd" in page.content.decode().lower()


def test_the_list_is_filtered_by_the_address(sealed, browse, bureau, waiting_mail):
    waiting_mail(kind="account")
    client = browse(bureau)
    shown = {
        query: len(client.get(f"/mail/?{query}").context["page_obj"].object_list)
        for query in (
            "",
            "kind=account",
            "kind=digest&period=2026-10",
            f"region={sealed.region.pk}",
            "state=sent",
            "kind=nonsense&period=x&region=99999&page=abc",
        )
    }
    assert list(shown.values()) == [2, 1, 1, 1, 0, 2]


def test_sign_in_codes_are_hidden_from_the_bureau(browse, bureau, waiting_mail, settings):
    settings.DEMO = False
    mail = waiting_mail(kind="account", recipient=bureau)
    client = browse(bureau)
    page = client.get(reverse("mail_detail", args=[mail.pk])).content.decode()
    assert "Een punt." not in page and "niet" in page
    Mail.objects.filter(pk=mail.pk)
    assert client.get(reverse("mail_html", args=[mail.pk])).status_code == 404
    settings.DEMO = True
    page = client.get(reverse("mail_detail", args=[mail.pk])).content.decode()
    assert "Een punt." not in page  # of somebody who is real
    User.objects.filter(pk=bureau.pk).update(is_demo=True)
    assert "Een punt." in client.get(reverse("mail_detail", args=[mail.pk])).content.decode()


@pytest.mark.parametrize(
    ("choice", "state"), [("sent", "sent"), ("again", "pending"), ("cancel", "cancelled")]
)
def test_the_bureau_decides_about_an_uncertain_mail(
    sealed, browse, bureau, scripted, choice, state
):
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    mail = Mail.objects.get(kind="digest")
    browse(bureau).post(reverse("mail_decide", args=[mail.pk]), {"choice": choice})
    mail.refresh_from_db()
    assert mail.state == state
    event = MailEvent.objects.filter(mail=mail).last()
    assert (event.by, event.from_state, event.to_state) == (bureau, "uncertain", state)


def test_trying_a_failed_mail_again_lifts_the_address(sealed, browse, bureau, scripted):
    scripted.script = {"rcpt": "550 5.1.1 unknown"}
    deliver(DUE, scripted.relay)
    mail = Mail.objects.get(kind="digest")
    assert mail.state == "dead" and SuppressedAddress.objects.exists()
    browse(bureau).post(reverse("mail_decide", args=[mail.pk]), {"choice": "resend"})
    scripted.script = {}
    deliver(None, scripted.relay)
    mail.refresh_from_db()
    assert mail.state == "sent"


@pytest.mark.parametrize("choice", ["again", "resend", "sent", "", "nonsense"])
def test_what_is_not_allowed_changes_nothing(sealed, browse, bureau, sink, choice):
    deliver(DUE, sink.relay)
    mail = Mail.objects.get(kind="digest")
    browse(bureau).post(reverse("mail_decide", args=[mail.pk]), {"choice": choice})
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_the_csv_neutralises_formulas(sealed, browse, bureau, waiting_mail):
    mail = waiting_mail(address="lezer@demo.example")
    Mail.objects.filter(pk=mail.pk).update(reason="=HYPERLINK()")
    text = browse(bureau).get(reverse("mail_csv")).content.decode()
    assert "'=HYPERLINK()" in text and "Message-ID" in text


def test_the_outbox_asks_as_much_for_many_mails_as_for_few(
    sealed, browse, bureau, waiting_mail, django_assert_max_num_queries
):
    client = browse(bureau)
    client.get(reverse("mail"))
    for _number in range(60):
        waiting_mail()
    with django_assert_max_num_queries(16):
        client.get(reverse("mail"))


def test_a_digest_page_asks_a_constant_number_of_queries(
    sealed, browse, django_assert_max_num_queries
):
    client = browse(sealed.chair)
    with django_assert_max_num_queries(10):
        client.get(url("digest", sealed))
    with django_assert_max_num_queries(8):
        client.get(url("digests", sealed))


def test_a_sign_in_code_goes_through_the_outbox(merenland, sink, settings):
    settings.EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"
    Client().post("/accounts/login/code/", {"email": merenland.leader.email})
    mail = Mail.objects.get(kind="account")
    assert (mail.recipient, mail.state, mail.priority) == (merenland.leader, "pending", 1)
    deliver(None, sink.relay)
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert sink.messages[0]["To"].addresses[0].addr_spec == merenland.leader.email


def test_a_stranger_gets_no_error(db, settings):
    settings.EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"
    person("Iemand Anders")
    assert Client().post("/accounts/login/code/", {"email": "wie@demo.example"}).status_code < 400
