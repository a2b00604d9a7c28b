"""The table of kinds: each kind of mail in use has an entry, and the entry does all of its work."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from advisors.models import Nudge, Question
from regions.accounts.models import AccountChange
from regions.accounts.security.changes import keep_change
from regions.dossier.models import ReportingMoment
from regions.models import Role
from regions.months import Month
from regions.partners.contributions.slips import make_link, sign
from regions.partners.models import Business, Contribution, Partnership
from regions.partners.money.contributing import step_back
from regions.plans.approve.approval import propose_change
from regions.plans.owners import set_owner
from regions.progress.log.due import read_log_book
from regions.progress.models import WorkAsk
from regions.progress.work_group.asking import ask_owners
from regions.steering.models import Meeting, SteeringGroup
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.reminder_mail import TOPIC_OF, TOPICS
from sto_portal.notices.kinds.reminders.reminder import Step
from sto_portal.notices.kinds.table import KINDS, STOPS
from sto_portal.notices.models import Breaker, Digest, InboundMail, Mail, ReplyAddress, Subscription
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url
from sto_portal.notices.planning import plan
from tests.conftest import member, person
from tests.progress.stories import log
from tests.steering.deciding_group import draft

MORNING = datetime.datetime(2026, 11, 2, 8, tzinfo=datetime.UTC)  # a Monday, nine in Amsterdam
ROOT = Path(django_settings.BASE_DIR)
NAMED = re.compile(r"notices/mail/\w+\.(?:txt|mjml)")
every_kind = pytest.mark.parametrize("name", KINDS)
every_kind_that_can_end = pytest.mark.parametrize(
    "name", [kind.name for kind in KINDS.values() if kind.stop]
)


@pytest.fixture
def busy(merenland, time_machine, settings):
    """A day on which every kind of mail is due: October came in, September did not."""
    time_machine.move_to(MORNING)
    settings.EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 8, 1), mails_addenda=True)
    Digest.objects.create(
        steering_group=merenland.group,
        from_on=datetime.date(2026, 8, 1),
        month_on=datetime.date(2026, 9, 1),
        state=Digest.State.EMPTY,
        headline="Geen maandlog",
        sections={"logs": []},
        planned_at=MORNING - datetime.timedelta(days=24),
    )
    log(merenland.region, "2026-10", going_well="Het loopt.")
    ReportingMoment.objects.create(title="Voortgang", due_on="2026-11-20", source="Brief")
    Question.objects.create(
        region=merenland.region,
        asked_of="advisor",
        asked_by=merenland.leader,
        asked_at=MORNING,
        text="Hoe?",
    )
    Nudge.objects.create(
        region=merenland.region,
        month_on=datetime.date(2026, 9, 1),
        sent_on=MORNING.date(),
        sent_by=merenland.advisor,
        free_on=MORNING.date() + datetime.timedelta(days=14),
    )
    propose_change(draft(merenland), merenland.leader, MORNING)
    sign_a_slip(merenland)
    ask_an_owner(merenland)
    answer_by_mail(merenland)
    invite_the_chair(merenland)
    keep_change(merenland.leader, AccountChange.What.PASSWORD, None, at=MORNING)
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    member(person("Operator"), Role.BUREAU, invited_at=MORNING)
    Breaker.objects.create(since=MORNING, opened_at=MORNING, tried_at=MORNING, words="530 nee")
    send_mail("Code", "123456", None, [merenland.leader.email])
    plan(MORNING)
    log(merenland.region, "2026-08", going_well="Toch nog.", submitted_at=MORNING)
    plan(MORNING)
    return merenland


def answer_by_mail(place) -> None:
    ends_at = MORNING + datetime.timedelta(days=14)
    reply = ReplyAddress.objects.create(
        user=place.leader,
        region=place.region,
        month_on="2026-11-01",
        mail_key="x",
        expires_at=ends_at,
    )
    InboundMail.objects.create(message_id="<x>", reply=reply, received_at=MORNING)


def invite_the_chair(place) -> None:
    """To a meeting in three weeks; the leader ended this mail, so that one goes out."""
    starts_at = MORNING + datetime.timedelta(days=21)
    Meeting.objects.create(
        steering_group=place.group, starts_at=starts_at, invited_at=MORNING,
        ends_at=starts_at + datetime.timedelta(hours=1),
    )  # fmt: skip
    Subscription.objects.create(user=place.leader, kind="meeting", unsubscribed_at=MORNING)


def ask_an_owner(place) -> None:
    key = place.plan.activities.get(code="2.1").key
    set_owner(place.region, key, "Jan Kade", "jan@school.example", place.leader, MORNING)
    book = read_log_book(place.region, Month.of(MORNING), MORNING)
    ask_owners(book, place.leader, MORNING)


def sign_a_slip(place) -> None:
    day = datetime.date(2026, 10, 1)
    partner = Partnership.objects.create(
        region=place.region, business=Business.objects.create(name="Kade & Zn"), started_on=day
    )
    gift = Contribution.objects.create(
        partnership=partner, kind="goods", title="Staal", promised_on=day, promised_cents=100,
        delivered_on=day, delivered_cents=100,
    )  # fmt: skip
    slip = make_link([gift], place.leader, MORNING).slip
    sign(slip, "Jan Kade", "directeur", MORNING, copy_to="jan@kade.example")


def mail_of(name: str) -> Mail:
    return Mail.objects.filter(kind=name).select_related("recipient").get()


def ended():
    """Who ended what, but for what `busy` began with."""
    return Subscription.objects.exclude(kind="meeting", user__name="Sanne Wiggers")


def test_the_names_are_stored_and_signed_and_never_change():
    assert list(KINDS) == [
        "digest", "decision", "meeting", "addendum", "term", "reminder", "echo", "nudge", "weekly",
        "news", "slip", "work", "invite", "safety",
        "operators", "account",
    ]  # fmt: skip
    assert list(STOPS) == [
        "digest", "decision", "meeting", "term", "reminder", "weekly", "news",
    ]  # fmt: skip
    assert list(Step) == [
        "before", "on", "after", "silent", "milestones", "decision", "decision_last", "partners",
        "events",
    ]  # fmt: skip
    longest = Mail._meta.get_field("kind").max_length or 0
    assert all(len(name) <= longest for name in KINDS)


def test_every_kind_in_the_outbox_has_an_entry_and_every_entry_a_mail(busy):
    assert set(Mail.objects.values_list("kind", flat=True)) == set(KINDS)


@every_kind
def test_each_is_written_whole_and_may_go(busy, name):
    mail = mail_of(name)
    assert mail.state == "pending" and mail.message and mail.subject and mail.text
    assert reason_not_to_send(mail, MORNING) == ""


@every_kind
def test_each_but_those_about_an_account_is_looked_at_before_it_goes(busy, name):
    mail = mail_of(name)
    is_looked_at = name not in ("safety", "account")
    assert (KINDS[name].why_not is not None) == is_looked_at
    if mail.recipient is None:
        step_back(Contribution.objects.get(), MORNING)
        WorkAsk.objects.update(revoked_at=MORNING)
    else:
        mail.recipient.memberships.update(ends_on=MORNING.date() - datetime.timedelta(days=1))
    assert bool(reason_not_to_send(mail, MORNING)) == is_looked_at


@every_kind_that_can_end
def test_the_link_in_each_ends_it_and_nothing_is_planned_again(busy, name):
    mail = mail_of(name)
    (link,) = re.findall(rb"List-Unsubscribe: <http://[^/]*(/\S*)>", bytes(mail.message))
    page = Client().get(link.decode()).content.decode()
    with override("nl"):
        assert escape(KINDS[name].stop.what(busy.group)) in page
        assert escape(str(KINDS[name].stop.remains)) in page
    Client().post(link.decode(), {"choice": "stop"})
    assert ended().get().kind == KINDS[name].stop.name
    assert reason_not_to_send(mail_of(name), MORNING) == "afgemeld"
    if name != "digest":  # that is sealed once, with those who wanted it then
        Mail.objects.filter(kind=name).delete()
        plan(MORNING)
        assert not Mail.objects.filter(kind=name).exists()


def test_a_sign_in_cannot_be_ended(busy):
    assert b"List-Unsubscribe" not in bytes(mail_of("account").message)


def test_the_link_of_a_preview_ends_nothing(busy):
    link = unsubscribe_url(busy.leader.pk, "preview", busy.group.pk).partition("8000")[2]
    assert Client().get(link).status_code == Client().post(link).status_code == 404
    assert not ended().exists()


def test_the_bureau_counts_and_filters_every_kind(busy, bureau, browse):
    page = browse(bureau).get(reverse("mail"), {"kind": "weekly"})
    html = page.content.decode()
    with override("nl"):
        for kind in KINDS.values():
            assert f'<th scope="col" class="num">{kind.title}</th>' in html
            assert f'<option value="{kind.name}"' in html
    assert [mail.kind for mail in page.context["page_obj"]] == ["weekly"]
    assert {one["state"]: one["total"] for one in page.context["states"]}["pending"] == 1
    states = browse(bureau).get(reverse("mail")).context["states"]
    assert next(one for one in states if one["state"] == "pending")["kinds"] == [1] * len(KINDS)


def test_every_step_of_a_reminder_belongs_to_one_topic():
    assert sorted(step for topic in TOPICS for step in topic.steps) == sorted(Step)
    assert set(TOPIC_OF) == set(Step)


def test_every_template_of_a_mail_is_named_in_full_and_is_there():
    code = [*(ROOT / "sto_portal").rglob("*.py"), *(ROOT / "templates/notices/mail").iterdir()]
    named = {name for file in code for name in NAMED.findall(file.read_text())}
    there = {f"notices/mail/{file.name}" for file in (ROOT / "templates/notices/mail").iterdir()}
    assert named == there
