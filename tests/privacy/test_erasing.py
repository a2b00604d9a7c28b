"""Who is erased is found in no column of no table; what was decided and written still counts."""

import datetime
import email
import email.policy

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors.models import Talk
from regions.accounts.models import AccountChange, User
from regions.models import Membership, SubRegion
from regions.partners.models import (
    Business,
    ContactMoment,
    ContactPerson,
    Contribution,
    ContributionSlip,
    Partnership,
)
from regions.steering.models import Acceptance, Decision, Mandate, Remark, Vote
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Digest, DigestSeen, Foreword, Mail, Subscription
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url
from sto_portal.notices.planning import plan
from sto_portal.privacy.erasing.people import StillHere, erase_person
from sto_portal.privacy.models import Deed
from tests.conftest import Place, person
from tests.progress.stories import log
from tests.steering.deciding_group import asked

DUE = datetime.datetime(2026, 11, 10, 8, tzinfo=datetime.UTC)
PHONE = "06 98 76 54 32"
# Tables of which rows go, or come, when a person is erased. All others keep every row.
MAY_DIFFER = {
    "usersessions_usersession", "mfa_authenticator", "notices_subscription", "notices_digestlink",
    "privacy_deed", "django_session", "accounts_userevent", "pghistory_context",
    "notices_mailevent", "regions_membershipevent",
}  # fmt: skip


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        return [name for (name,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def as_text(value: object) -> str:
    """What a column says; a mail is opened, so that no encoding hides a word."""
    if not isinstance(value, memoryview):
        return str(value)
    message = email.message_from_bytes(bytes(value), policy=email.policy.default)
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    heads = [f"{name}: {text}" for name, text in message.items()]
    return " ".join([bytes(value).decode("latin-1"), *heads, *map(str, parts)])


def where_stands(*words: str) -> set[str]:
    """The columns of any table that hold one of the words, read whole and searched in Python."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = as_text(value).lower()
                    found |= {f"{table}.{name}" for word in words if word.lower() in text}
    return found


@pytest.fixture
def chair(merenland, on_22_november) -> User:
    """Marijke, who did all that a chair does, and is written down wherever the portal does so."""
    user, region = merenland.chair, merenland.region
    user.name, user.phone = "Marijke O'Kuiper", PHONE
    user.save()
    log(region, "2026-10")
    Foreword.objects.create(
        steering_group=merenland.group, month_on=datetime.date(2026, 10, 1),
        text="Marijke O'Kuiper opende het lab.", saved_by=merenland.leader,
    )  # fmt: skip
    plan(DUE)
    deliver(DUE)
    assert Mail.objects.filter(recipient=user, state="kept").exists()
    digest = Digest.objects.get(month_on=datetime.date(2026, 10, 1), steering_group=merenland.group)
    DigestSeen.objects.create(digest=digest, user=user)
    change = asked(merenland)
    Vote.objects.create(change=change, user=user, answer="for", note="Goed")
    mandate = Mandate.objects.get(steering_group=merenland.group)
    Acceptance.objects.create(mandate=mandate, user=user)
    Decision.objects.create(
        change=change, mandate=mandate, is_accepted=True, members=1, needed=1, in_favour=1,
        against=0, concluded_by=user,
    )  # fmt: skip
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Prima zo", made_by=user
    )
    Talk.objects.create(
        region=region, cap="coach", held_on=DUE.date(), note="Over het plan",
        with_whom="Sanne en Marijke O'Kuiper", author=merenland.advisor,
    )  # fmt: skip
    SubRegion.objects.create(region=region, name="Noord", lead_name="marijke o'kuiper")
    LogEntry.objects.create(
        user=merenland.leader, action_flag=2, object_id=str(user.pk), object_repr=str(user),
        change_message="",
    )  # fmt: skip
    UserSession.objects.create(user=user, session_key="x", ip="10.1.2.3", user_agent="Mozilla")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "abc"})
    Subscription.objects.create(user=user, kind="news")
    AccountChange.objects.create(
        person=user, what="address", address="marijke@vroeger.example", new_address=user.email
    )
    Membership.objects.filter(user=user).update(ends_on=datetime.date(2026, 11, 21))
    return user


@pytest.mark.usefixtures("on_22_november")
def test_nothing_of_the_person_is_left_and_every_fact_is(chair, merenland, bureau):
    words = ("o'kuiper", "marijke@demo.example", PHONE)
    assert {"accounts_user.name", "notices_mail.message", "notices_digest.foreword"} <= (
        where_stands(*words)
    )
    Foreword.objects.all().delete()  # what people write in sentences is the next test
    before = counts()
    deed = erase_person(chair, bureau, timezone.now())
    assert where_stands(*words) == set()
    assert where_stands("marijke") == set()
    after = counts()
    assert {name for name in before if before[name] != after[name]} <= MAY_DIFFER
    assert Vote.objects.get().user == DigestSeen.objects.get().user == chair
    chair.refresh_from_db()
    assert (chair.name, chair.is_active, chair.has_usable_password()) == (
        "een oud-lid", False, False,
    )  # fmt: skip
    assert Talk.objects.get().with_whom == "Sanne en een oud-lid"
    assert (deed.by, deed.person, deed.left) == (bureau, chair, [])
    assert deed.counts["sessions"] == deed.counts["ways"] == deed.counts["choices"] == 1


@pytest.mark.usefixtures("on_22_november")
def test_what_others_wrote_in_sentences_is_named_and_not_changed(chair, merenland, bureau, browse):
    remark = Remark.objects.create(
        steering_group=merenland.group, about="what", text="Bel Marijke O'KUIPER even.",
        made_by=merenland.leader,
    )  # fmt: skip
    client = browse(bureau)
    page = client.get(reverse("bureau_person_erase", args=[chair.pk])).content.decode()
    assert "Opmerkingen" in page and "Merenland" in page and "een oud-lid" in page
    chair.refresh_from_db()
    assert chair.name == "Marijke O'Kuiper" and Mail.objects.filter(wiped_by=None).exists()
    answer = client.post(reverse("bureau_person_erase", args=[chair.pk]), follow=True)
    assert "Opmerkingen" in answer.content.decode()
    remark.refresh_from_db()
    assert remark.text == "Bel Marijke O'KUIPER even."
    deed = Deed.objects.get(kind="person")
    assert ["steering_remark", "text", 1, [str(remark.pk)]] in deed.left
    told = f"{deed.counts}{deed.left}".lower()
    assert "marijke" not in told and PHONE not in told


@pytest.mark.usefixtures("on_22_november")
def test_who_bears_the_same_name_keeps_it(chair, merenland, bureau):
    other = person("Marijke2 X")
    User.objects.filter(pk=other.pk).update(name="Marijke O'Kuiper")
    deed = erase_person(chair, bureau, timezone.now())
    assert Talk.objects.get().with_whom == "Sanne en Marijke O'Kuiper"
    assert SubRegion.objects.get().lead_name == "marijke o'kuiper"
    assert ["advisors_talk", "with_whom"] in [place[:2] for place in deed.left]


@pytest.mark.usefixtures("on_22_november")
def test_erased_is_erased(chair, bureau, browse):
    token = unsubscribe_url(chair.pk, "news", None)
    erase_person(chair, bureau, timezone.now())
    client = browse(bureau)
    assert client.get(reverse("bureau_person_erase", args=[chair.pk])).status_code == 404
    assert client.get(reverse("bureau_person", args=[chair.pk])).status_code == 200
    answer = client.post(reverse("bureau_person_active", args=[chair.pk]), {"active": "1"})
    assert answer.status_code == 404
    client.post(reverse("bureau_person", args=[chair.pk]), {"name": "X", "email": "x@y.example"})
    chair.refresh_from_db()
    assert chair.name == "een oud-lid"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=chair.pk).update(is_active=True)
    assert "oud-lid" not in client.get(reverse("bureau_people")).content.decode()
    Client().post(token.removeprefix("http://127.0.0.1:8000"))
    assert where_stands("marijke") <= {"notices_foreword.text"}


@pytest.mark.usefixtures("on_22_november")
def test_who_still_holds_a_role_or_manages_the_portal_is_not_erased(merenland, bureau, browse):
    for user in (merenland.leader, person("Ada Admin", is_staff=True)):
        with pytest.raises(StillHere):
            erase_person(user, bureau, timezone.now())
        address = reverse("bureau_person_erase", args=[user.pk])
        assert browse(bureau).post(address).status_code == 409
        user.refresh_from_db()
        assert user.erased_at is None
    address = reverse("bureau_person_erase", args=[bureau.pk])
    assert "jezelf" in browse(bureau).get(address).content.decode()


def test_nobody_is_deleted_with_all_that_hangs_on_them(merenland, bureau, browse):
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        User.objects.filter(pk=merenland.chair.pk).delete()
    admin = person("Ada Admin", is_staff=True, is_superuser=True)
    address = reverse("admin:accounts_user_delete", args=[merenland.chair.pk])
    assert browse(admin).post(address, {"post": "yes"}).status_code in (302, 403)
    assert User.objects.filter(pk=merenland.chair.pk).exists()


def partner(place: Place, name: str) -> Partnership:
    return Partnership.objects.create(
        region=place.region, business=Business.objects.create(name=name),
        started_on=datetime.date(2025, 1, 1),
    )  # fmt: skip


@pytest.mark.usefixtures("on_22_november")
def test_a_contact_person_is_gone_and_what_was_signed_counts(merenland, kustzoom, bureau, browse):
    rows = [partner(merenland, "Hofstra"), partner(kustzoom, "Prins")]
    people = [
        ContactPerson.objects.create(
            partnership=row, name=name, email=f"{name[0]}@bedrijf.example".lower(), phone=PHONE
        )
        for row, name in zip(rows, ("Zahra Yilmaz", "Wim Bos"), strict=True)
    ]
    signed = dict.fromkeys(("promised_on", "delivered_on", "proven_on"), datetime.date(2026, 3, 1))
    for row, who in zip(rows, people, strict=True):
        gift = Contribution.objects.create(
            partnership=row, kind="cash", title="Frees", promised_cents=100_00,
            delivered_cents=100_00, proof_text=f"{who.name}, directeur", **signed,
        )  # fmt: skip
        ContributionSlip.objects.create(
            contribution=gift, secret_hash=f"h{row.pk}", amount_cents=100_00,
            expires_at=timezone.now(), signed_at=timezone.now(), signed_name=who.name,
            signed_function="directeur",
        )  # fmt: skip
        ContactMoment.objects.create(
            partnership=row, person=who, held_on=DUE.date(), note=f"{who.name} belt terug"
        )
    before = counts()
    client = browse(merenland.leader)
    address = reverse("contact_person_erase", args=["merenland", people[0].pk])
    page = client.get(address).content.decode()
    assert "Zahra Yilmaz wissen?" in page and "Eén aantekening" in page
    assert where_stands("yilmaz")
    assert client.post(address).status_code == 302
    client.get("/accounts/me/")
    assert where_stands("yilmaz", "z@bedrijf.example") == set()
    after = counts()
    assert {name for name in before if before[name] != after[name]} <= MAY_DIFFER
    slip = ContributionSlip.objects.get(contribution__partnership=rows[0])
    assert (slip.signed_name, slip.signed_function) == ("een contactpersoon", "")
    assert Contribution.objects.get(partnership=rows[0]).proof_text == "een contactpersoon"
    people[1].refresh_from_db()
    assert people[1].name == "Wim Bos" and people[1].phone == PHONE
    deed = Deed.objects.get(kind="contact")
    assert deed.by == merenland.leader and deed.counts["notes"] == 1


@pytest.mark.usefixtures("on_22_november")
def test_a_leader_is_not_told_that_an_advisor_wrote_about_somebody(merenland, bureau, browse):
    who = ContactPerson.objects.create(
        partnership=partner(merenland, "Hofstra"), name="Zahra Yilmaz"
    )
    Talk.objects.create(
        region=merenland.region, cap="mediator", held_on=DUE.date(), author=merenland.advisor,
        note="Zahra Yilmaz ligt dwars",
    )  # fmt: skip
    address = reverse("contact_person_erase", args=["merenland", who.pk])
    page = browse(merenland.leader).get(address).content.decode()
    assert "Nergens" in page
    browse(merenland.leader).post(address)
    deed = Deed.objects.get(kind="contact")
    assert [place[:2] for place in deed.left] == [["advisors_talk", "note"]]
    page = browse(bureau).get(reverse("privacy_deed", args=[deed.pk])).content.decode()
    assert "dwars" not in page and "Merenland" in page


def test_the_list_of_deeds_says_who_and_how_many(merenland, bureau, browse):
    leaver = person("Vera Vertrokken")
    erase_person(leaver, bureau, timezone.now())
    page = browse(bureau).get(reverse("privacy_deeds")).content.decode()
    assert "Bureau Beheer" in page and "Vertrokken" not in page
    file = browse(bureau).get(reverse("privacy_deeds"), {"format": "csv"})
    assert "Een persoon met een account" in file.content.decode()
