"""The bureau decides about all that are alike at once; each mail keeps who decided."""

import pytest
from django.urls import reverse

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail, MailEvent, SuppressedAddress
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def uncertain(waiting_mail, scripted) -> list[Mail]:
    """Two that are alike; and one of another kind of silence."""
    mails = [waiting_mail(kind="digest", recipient=None) for _ in range(3)]
    Mail.objects.update(kind="decision")
    for mail, why in zip(mails, ["geen antwoord", "geen antwoord", "iets anders"], strict=True):
        Mail.objects.filter(pk=mail.pk).update(state="uncertain", reason=why)
    return mails


def decide(client, choice: str, number: int, group: str = "geen antwoord") -> str:
    asked = {"group": group, "number": number, "choice": choice}
    return client.post(reverse("mails_decide"), asked, follow=True).content.decode()


@pytest.mark.parametrize(
    ("choice", "state"), [("sent", "sent"), ("again", "pending"), ("cancel", "cancelled")]
)
def test_one_choice_holds_for_all_that_are_alike(uncertain, browse, bureau, choice, state):
    page = decide(browse(bureau), choice, 2)
    assert "Vastgelegd voor 2." in page
    assert list(Mail.objects.order_by("pk").values_list("state", flat=True)) == [
        state, state, "uncertain",
    ]  # fmt: skip
    events = MailEvent.objects.filter(by=bureau, from_state="uncertain", to_state=state)
    assert events.values("mail").distinct().count() == 2


@pytest.mark.parametrize("number", [1, 3, -1, "x", "9" * 30])
def test_when_the_number_is_another_nothing_is_done(uncertain, browse, bureau, number):
    assert "Er is niets gedaan" in decide(browse(bureau), "sent", number)
    assert Mail.objects.filter(state="uncertain").count() == 3


def test_the_page_counts_each_group_and_asks_before(uncertain, browse, bureau):
    page = " ".join(browse(bureau).get(reverse("mail")).content.decode().split())
    assert "“Het is aangekomen” voor alle 2 mails?" in page
    assert '<strong>2</strong> × <span class="address">geen antwoord' in page
    assert '<strong>1</strong> × <span class="address">iets anders' in page


def test_a_code_is_not_sent_again_with_the_others(uncertain, browse, bureau):
    Mail.objects.filter(pk=uncertain[0].pk).update(kind="account")
    assert "Vastgelegd voor 1." in decide(browse(bureau), "again", 2)
    uncertain[0].refresh_from_db()
    assert uncertain[0].state == "uncertain"


def test_all_addresses_that_one_answer_condemned_are_lifted_at_once(
    waiting_mail, scripted, browse, bureau
):
    for name, answer in (
        ("a", "550 5.1.1 <{}>: no such user"),
        ("b", "550 5.1.1 <{}>: no such user"),
        ("c", "553 other"),
    ):
        mail = waiting_mail(address=f"{name}@demo.example")
        scripted.script = {"rcpt": answer.format(mail.address)}
        deliver(DUE, scripted.relay)
    client = browse(bureau)
    page = " ".join(client.get(reverse("mail")).content.decode().split())
    assert "550 5.1.1 &lt;…&gt;: no such user" in page
    asked = {"group": "550 5.1.1 <…>: no such user", "number": 3}
    client.post(reverse("addresses_lift"), asked)
    assert SuppressedAddress.objects.count() == 3
    page = client.post(reverse("addresses_lift"), {**asked, "number": 2}, follow=True)
    assert "Vastgelegd voor 2." in page.content.decode()
    assert SuppressedAddress.objects.get().address == "c@demo.example"
    told = MailEvent.objects.filter(by=bureau, to_state="dead")
    assert sorted(event.mail.address for event in told) == ["a@demo.example", "b@demo.example"]


def test_it_is_for_the_bureau_only(merenland, uncertain, browse):
    for name in ("mails_decide", "addresses_lift"):
        client = browse(merenland.leader)
        assert client.post(reverse(name), {"group": "x", "number": 1}).status_code == 404
