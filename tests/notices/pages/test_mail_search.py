"""/mail/ by person and address, a mail sent once more, and answers of mail servers in words."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from regions.accounts.models import User
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail, MailEvent, SuppressedAddress
from sto_portal.notices.outbox.mails import decide
from sto_portal.notices.outbox.meanings import CODES, GROUPS, STATUSES, meaning
from sto_portal.notices.planning import plan
from tests.conftest import person
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def shown(office, query: str) -> list[str]:
    return sorted(mail.address for mail in office.get(f"/mail/?{query}").context["page_obj"])


@pytest.fixture
def three(waiting_mail):
    zoe = User.objects.create_user("zoe@demo.example", name="Zoë de Vries")
    ria = person("Ria Vries")
    waiting_mail(recipient=zoe, address=zoe.email)
    waiting_mail(recipient=ria, address="ria@oud.example")
    lost = waiting_mail(address="los@elders.example")
    decide(lost, "pending", "cancelled", DUE, None, "te laat")
    return zoe, ria


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zoe", ["zoe@demo.example"]),
        ("q=vries+zo%C3%AB", ["zoe@demo.example"]),
        ("q=oud.example", ["ria@oud.example"]),
        ("q=ria@demo", ["ria@oud.example"]),
        ("q=VRIES", ["ria@oud.example", "zoe@demo.example"]),
        ("q=elders&state=cancelled", ["los@elders.example"]),
        ("q=elders&state=pending", []),
        ("q=niemand", []),
    ],
)
def test_mail_is_found_by_person_and_by_the_address_of_then_and_of_now(three, office, query, found):
    assert shown(office, query) == found


def test_states_are_counted_in_what_was_found_and_keep_the_search(three, office):
    page = office.get("/mail/?q=vries&kind=safety&page=1")
    assert {one["state"]: one["total"] for one in page.context["states"]}["pending"] == 2
    html = page.content.decode()
    assert 'href="?q=vries&amp;kind=safety&amp;state=pending"' in html
    assert "&amp;page=" not in html.partition('class="states"')[2].partition("</p>")[0]


def test_nobody_else_searches(three, merenland, browse):
    for who in (merenland.leader, merenland.chair, merenland.advisor):
        assert browse(who).get("/mail/?q=vries").status_code == 404


def test_a_search_asks_as_much_for_many_mails_as_for_few(
    three, office, waiting_mail, django_assert_max_num_queries
):
    office.get("/mail/?q=vries")
    for _number in range(40):
        waiting_mail(recipient=three[0])
    with django_assert_max_num_queries(18):
        office.get("/mail/?q=vries")


def test_a_sent_mail_goes_again_to_the_address_of_today_once(merenland, office, bureau, sink):
    office.post(
        "/bureau/memberships/new/",
        {
            "email": "nora@oud.example", "name": "Nora", "role": "business",
            "region": merenland.region.pk, "starts_on": "2026-01-01",
        },
    )  # fmt: skip
    plan(timezone.now())
    deliver(None, sink.relay)
    mail = Mail.objects.get(kind="invite")
    type(mail.recipient).objects.filter(pk=mail.recipient_id).update(email="nora@nieuw.example")
    detail = reverse("mail_detail", args=[mail.pk])
    assert "Stuur opnieuw naar nora@nieuw.example" in office.get(detail).content.decode()
    decide = reverse("mail_decide", args=[mail.pk])
    answers = [office.post(decide, {"choice": "anew"}, follow=True) for _press in range(2)]
    anew = Mail.objects.exclude(pk=mail.pk).get(kind="invite")
    assert (anew.address, anew.state) == ("nora@nieuw.example", "pending")
    assert anew.message_id != mail.message_id
    assert answers[0].redirect_chain[-1][0] == reverse("mail_detail", args=[anew.pk])
    assert "Dit is de nieuwe mail. Hij gaat naar nora@nieuw.example." in answers[0].content.decode()
    assert "kan niet meer" in answers[1].content.decode()
    for one in (mail, anew):
        assert MailEvent.objects.filter(mail=one, by=bureau).exists()
    deliver(None, sink.relay)
    assert bytes(Mail.objects.get(pk=anew.pk).message) != bytes(
        Mail.objects.get(pk=mail.pk).message
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("550 5.1.1 <x@y.z>: Recipient address rejected", "Dit adres bestaat niet."),
        ("5.1.1", "Dit adres bestaat niet."),
        ("452 4.2.2 over quota", "De mailbox is vol. Dat kan vanzelf overgaan."),
        ("552 5.2.2 over quota", "De mailbox is vol."),
        ("550-5.7.26 unauthenticated", "De mailserver vertrouwt niet waar de mail vandaan komt"),
        ("550 5.1.99 strange", "Er klopt iets niet aan dit adres."),
        ("550 no such user", "Dit adres bestaat niet of neemt geen mail aan."),
        ("421 try later", "De mailserver neemt nu geen mail aan. Dat kan vanzelf overgaan."),
        ("250 2.0.0 OK", ""),
        ("afgemeld", ""),
        ("", ""),
        ("overgedragen, maar er kwam geen antwoord: 451", ""),
        ("5.1.1.2 is an address", "Dit adres bestaat niet."),
    ],
)
def test_an_answer_is_told_in_words(answer, told):
    with override("nl"):
        assert meaning(answer).startswith(told) and bool(meaning(answer)) == bool(told)


def test_every_status_reads_as_a_sentence():
    with override("nl"):
        for words in (*STATUSES.values(), *GROUPS.values(), *CODES.values()):
            assert not str(words).endswith(".") and str(words)[0].islower()


def test_the_raw_answer_stands_folded_beneath(office, waiting_mail):
    raw = "550 5.1.1 <weg@demo.example>: Recipient address rejected"
    mail = waiting_mail(address="weg@demo.example")
    Mail.objects.filter(pk=mail.pk).update(
        state="dead", reason=raw, reply_code=550, reply_text=raw[4:]
    )
    SuppressedAddress.objects.create(address="weg@demo.example", reason=raw)
    page = office.get(reverse("mail_detail", args=[mail.pk])).content.decode()
    assert "Dit adres bestaat niet." in page
    before, _mark, folded = page.partition('<details class="raw">')
    assert "Recipient address rejected" not in before
    assert "Recipient address rejected" in folded.partition("</details>")[0]
    mails = office.get("/mail/").content.decode()
    assert (
        mails.count("Dit adres bestaat niet.") == 2 and "In de woorden van de mailserver" in mails
    )
