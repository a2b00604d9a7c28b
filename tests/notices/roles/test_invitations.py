"""Who gets a role is invited once; who follows up reads whom, and who stops reads to whom."""

import datetime

import pytest
from django.utils import timezone

from regions.bureau.assigning import assign, hand_over
from regions.models import Membership, Region, Role
from sto_portal.notices.delivering import deliver
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from sto_portal.notices.readdressing import send_anew
from tests.conftest import member, person

pytestmark = pytest.mark.django_db
NEW = "/bureau/memberships/new/"
NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)  # a Tuesday
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def give(office, place, **fields) -> None:
    usual = {"email": "nora@demo.example", "name": "Nora Nieuw", "role": "leader"}
    told = {**usual, "region": place.region.pk, "starts_on": "2026-11-24", "others": "beside"}
    answer = office.post(NEW, {**told, **fields})
    assert answer.status_code == 302, answer.context["form"].errors


def invitations(now: datetime.datetime | None = None) -> list[Mail]:
    plan(now or timezone.now())
    return list(Mail.objects.filter(kind="invite").order_by("pk"))


def test_a_new_leader_reads_what_this_is_who_asks_and_where_to_begin(merenland, office, bureau):
    give(office, merenland)
    (mail,) = invitations()
    assert mail.address == "nora@demo.example"
    assert mail.subject == "Uitnodiging voor het STO-portaal: programmaleider (Merenland)"
    text = " ".join(mail.text.split())
    assert f"{bureau.name} van het landelijk bureau vroeg je als programmaleider van" in text
    assert "Eén keer per maand" in text and "vul nora@demo.example in" in text
    assert bureau.email in text and text.count("http") == 1
    assert reason_not_to_send(mail, timezone.now()) == ""
    assert len(invitations()) == 1


def test_who_signed_in_before_reads_less(merenland, kustzoom, office):
    type(merenland.chair).objects.filter(pk=merenland.chair.pk).update(last_login=NOON)
    give(office, kustzoom, email=merenland.chair.email, name="", role="chair")
    (mail,) = invitations()
    assert mail.recipient == merenland.chair and "Een rol in het STO-portaal" in mail.subject
    assert "U kent het portaal al" in mail.text and "wachtwoord" not in mail.text


def test_memberships_of_before_and_of_who_stands_in_invite_nobody(merenland, kustzoom):
    member(person("Oud Lid"), Role.BUSINESS, merenland.region)
    member(person("Invaller"), Role.ADVISOR, merenland.region, is_interim=True)
    assert invitations() == []


def test_withdrawn_before_it_went_it_does_not_go(merenland, office):
    give(office, merenland)
    (mail,) = invitations()
    office.post(f"/bureau/memberships/{Membership.objects.get(user=mail.recipient).pk}/end/")
    assert reason_not_to_send(mail, timezone.now()) == "geen rol meer in deze regio"


def test_given_withdrawn_and_given_again_is_told_once_when_it_went(merenland, office, sink):
    give(office, merenland)
    invitations()
    deliver(None, sink.relay)
    office.post(f"/bureau/memberships/{Membership.objects.get(user__name='Nora Nieuw').pk}/end/")
    give(office, merenland, name="")
    assert [mail.state for mail in invitations()] == ["sent"]


def test_given_withdrawn_and_given_again_is_told_when_the_first_was_held_back(
    merenland, office, sink
):
    give(office, merenland)
    invitations()
    office.post(f"/bureau/memberships/{Membership.objects.get(user__name='Nora Nieuw').pk}/end/")
    deliver(None, sink.relay)
    give(office, merenland, name="")
    Membership.objects.filter(user__name="Nora Nieuw").update(invited_at=NOON + HOUR)
    assert [mail.state for mail in invitations(NOON + HOUR)] == ["cancelled", "pending"]


def test_a_role_that_begins_later_is_told_on_its_first_day(merenland, office):
    give(office, merenland, starts_on="2026-12-01")
    first = datetime.datetime(2026, 12, 1, 7, tzinfo=datetime.UTC)  # eight in Amsterdam
    for early in (NOON, first - datetime.timedelta(minutes=1)):
        assert invitations(early) == []
    (mail,) = invitations(first)
    assert mail.recipient.name == "Nora Nieuw"


def test_a_role_of_long_ago_is_told_now_that_it_was_given_now(merenland, office):
    give(office, merenland, role="business", starts_on="2026-01-01")
    assert [mail.recipient.name for mail in invitations()] == ["Nora Nieuw"]


def test_who_is_replaced_hears_at_once_who_comes_and_the_other_whom_they_follow(merenland, office):
    give(office, merenland, starts_on="2026-12-01", others="replace")
    (over,) = invitations()
    assert over.recipient == merenland.leader
    text = " ".join(over.text.split())
    assert "Nora Nieuw neemt het van je over als programmaleider van Merenland" in text
    assert "laatste dag is 30 november 2026" in text and "nora@demo.example" in text
    assert reason_not_to_send(over, timezone.now()) == ""
    first = datetime.datetime(2026, 12, 1, 7, tzinfo=datetime.UTC)
    welcome = invitations(first)[-1]
    assert f"Je volgt {merenland.leader.name} op." in " ".join(welcome.text.split())


def test_nobody_is_told_of_who_follows_when_that_was_taken_back(merenland, office):
    give(office, merenland, starts_on="2026-12-01", others="replace")
    (over,) = invitations()
    office.post(f"/bureau/memberships/{Membership.objects.get(user__name='Nora Nieuw').pk}/end/")
    assert reason_not_to_send(over, timezone.now()) == "niemand neemt het meer over"


def test_several_regions_at_once_are_one_mail_to_each_side(merenland, kustzoom, bureau):
    regions = [Region.objects.create(name=f"Kaal {n}", slug=f"kaal-{n}") for n in range(3)]
    assign(merenland.advisor, regions, NOON.date() - datetime.timedelta(days=30), bureau)
    (mail,) = invitations()
    assert "Kaal 0, Kaal 1 en Kaal 2" in " ".join(mail.text.split())
    hand_over(merenland.advisor, kustzoom.advisor, regions, NOON.date(), bureau)
    mails = invitations()[1:]
    assert {mail.recipient for mail in mails} == {merenland.advisor, kustzoom.advisor}
    for mail in mails:
        assert "Kaal 0, Kaal 1 en Kaal 2" in " ".join(mail.text.split())


def test_a_second_planner_writes_nothing_twice(merenland, office):
    give(office, merenland)
    invitations()
    before = set(Mail.objects.values_list("key", flat=True))
    invitations(NOON + HOUR)
    assert set(Mail.objects.values_list("key", flat=True)) == before


def test_an_invitation_is_sent_again_to_the_address_of_today(merenland, office, bureau, sink):
    give(office, merenland)
    (mail,) = invitations()
    deliver(None, sink.relay)
    type(mail.recipient).objects.filter(pk=mail.recipient_id).update(email="nora@beter.example")
    mail.refresh_from_db()
    anew = send_anew(mail, bureau, NOON)
    assert (anew.address, anew.key) == ("nora@beter.example", f"{mail.key}:again:1")
    deliver(None, sink.relay)
    assert sink.messages[-1]["To"].addresses[0].addr_spec == "nora@beter.example"


def test_a_role_in_a_closed_region_invites_nobody(merenland, office):
    give(office, merenland)
    Region.objects.filter(pk=merenland.region.pk).update(closed_on=NOON.date())
    assert invitations() == []
