"""What is kept for long enough goes, once, and is written down; nothing else goes."""

import datetime
import threading
import uuid
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from regions.labs.models import CalendarFeed
from regions.models import Membership
from regions.partners.models import Business, ContactMoment, ContactPerson, Partnership
from regions.plans.imports.parsed import ParsedPlan
from regions.plans.models.uploads import PlanUpload
from sto_portal.notices.models import Mail, MailEvent, SuppressedAddress, Trace
from sto_portal.notices.outbox.mails import message_id_of
from sto_portal.privacy import periods
from sto_portal.privacy.models import Deed
from sto_portal.privacy.retention import due, retain
from sto_portal.privacy.table import RULES
from tests.conftest import member, person

NOW = datetime.datetime(2027, 6, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SECRETS = ("lezer@demo.example", "Beste lezer", "550 lezer")


@pytest.fixture(autouse=True)
def no_counters_of_other_tests(db):
    """Those that commit leave what was counted: its table has no model that is emptied."""
    cache.clear()


def mail(age: datetime.timedelta, state: str = "sent", **fields) -> Mail:
    key = f"test:{uuid.uuid4()}"
    made = NOW - age
    row = Mail.objects.create(
        key=key, kind="reminder", address="lezer@demo.example", subject="Beste lezer",
        text="Beste lezer,", html="<p>Beste lezer</p>", message=b"To: lezer@demo.example",
        message_id=message_id_of(key), created_at=made, waiting_since=made, rendered_at=made,
        sent_at=made if state == "sent" else None, state=state,
        reason="550 lezer" if state == "dead" else "", reply_text="550 lezer", **fields,
    )  # fmt: skip
    MailEvent.objects.create(mail=row, to_state=state, why="550 lezer weg")
    return row


def everything(model: type) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return " ".join(
            bytes(value).decode() if isinstance(value, memoryview) else str(value)
            for row in cursor.fetchall()
            for value in row
        )


def test_an_old_mail_loses_what_it_says_and_still_counts(db):
    rows = [mail(366 * DAY, state) for state in ("sent", "dead", "kept")]
    deed, failed = retain(NOW)
    assert failed == [] and deed.counts == {"mails": 3} and deed.finished_at
    for table in (Mail, MailEvent):
        assert not [word for word in SECRETS if word in everything(table)]
    kept = {row.pk: row for row in Mail.objects.all()}
    for before in rows:
        after = kept[before.pk]
        assert (after.key, after.state, after.sent_at) == (before.key, before.state, before.sent_at)
        assert after.wiped_by == deed


def test_what_is_younger_or_still_to_go_stays(db):
    rows = [mail(364 * DAY), mail(500 * DAY, "pending"), mail(500 * DAY, "uncertain")]
    deed, _failed = retain(NOW)
    assert deed.counts == {}
    assert set(Mail.objects.values_list("text", flat=True)) == {"Beste lezer,"}
    assert Mail.objects.count() == len(rows)


def test_a_second_run_finds_nothing(db):
    mail(400 * DAY)
    assert retain(NOW)[0].total == 1
    assert retain(NOW)[0].total == 0


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"address": "ander@demo.example"},
        {"text": "", "html": "", "message": b"", "address": "", "subject": ""},
        {"wiped_by": True},
        {"wiped_by": True, "text": "", "html": "", "message": b"", "address": "", "subject": "x"},
        {
            "wiped_by": True, "text": "", "html": "", "message": b"", "address": "", "subject": "",
            "reply_text": "", "sent_at": NOW,
        },
    ],
)  # fmt: skip
def test_no_other_way_empties_a_mail(db, change):
    row = mail(400 * DAY)
    if change.get("wiped_by"):
        change = {**change, "wiped_by": Deed.objects.create(kind="retention")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=row.pk).update(**change)


def test_a_mail_that_was_wiped_says_nothing_ever_again(db):
    row = mail(400 * DAY, "dead")
    retain(NOW)
    for change in ({"text": "Nieuw"}, {"state": "pending"}, {"wiped_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mail.objects.filter(pk=row.pk).update(**change)


def test_the_bureau_cannot_send_a_wiped_mail_again(bureau, browse):
    row = mail(400 * DAY, "dead")
    retain(NOW)
    page = browse(bureau).get(reverse("mail_detail", args=[row.pk]))
    assert "resend" not in page.content.decode()
    answer = browse(bureau).post(reverse("mail_decide", args=[row.pk]), {"choice": "resend"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == "dead"


def test_a_deed_is_neither_changed_nor_deleted(db):
    deed, _failed = retain(NOW)
    for spoil in (
        lambda: Deed.objects.filter(pk=deed.pk).update(counts={"mails": 0}),
        lambda: Deed.objects.filter(pk=deed.pk).delete(),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            spoil()


def test_a_session_goes_when_it_ends_and_its_address_after_two_weeks(merenland):
    client = Client(HTTP_USER_AGENT="Mozilla", REMOTE_ADDR="10.1.2.3")
    client.force_login(merenland.leader)
    key = client.session.session_key
    now = timezone.now()
    UserSession.objects.create(
        user=merenland.leader, session_key=key, ip="10.1.2.3", user_agent="Mozilla",
        last_seen_at=now - 15 * DAY,
    )  # fmt: skip
    UserSession.objects.create(
        user=merenland.leader, session_key="gone", ip="10.1.2.3", user_agent="Mozilla"
    )
    retain(now)
    left = UserSession.objects.get()
    assert (left.session_key, left.ip, left.user_agent) == (key, "0.0.0.0", "")
    assert client.get("/accounts/me/").status_code == 200
    retain(now + 15 * DAY)
    assert not UserSession.objects.exists() and not Session.objects.exists()


def test_signing_out_forgets_where_it_was(merenland):
    client = Client()
    client.force_login(merenland.leader)
    key = client.session.session_key
    UserSession.objects.create(
        user=merenland.leader, session_key=key, ip="10.1.2.3", user_agent="Mozilla"
    )
    client.post(reverse("account_logout"))
    assert not UserSession.objects.exists()


def test_uploads_and_counters_that_are_past_go(merenland):
    for name in ("oud", "nieuw"):
        PlanUpload.objects.create(
            region=merenland.region, uploaded_by=merenland.leader, file_name=name,
            parsed=ParsedPlan().to_json(),
        )  # fmt: skip
    now = timezone.now()
    PlanUpload.objects.filter(file_name="oud").update(
        uploaded_at=now - 3 * DAY, expires_at=now - 2 * DAY
    )
    cache.set("oud", 1, 60)
    cache.set("nieuw", 1, 10 * 24 * 3600)
    retain(now + datetime.timedelta(minutes=2))
    assert PlanUpload.objects.get().file_name == "nieuw"
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:nieuw"]


def test_who_holds_no_role_is_closed_and_later_erased(merenland, kustzoom, bureau):
    admin = person("Ada Admin", is_staff=True)
    gone, away = kustzoom.leader, kustzoom.chair
    for user in (gone, away, admin, merenland.leader):
        user.date_joined = NOW - 2000 * DAY
        user.save()
    Membership.objects.filter(user=gone).update(ends_on=(NOW - 731 * DAY).date(),
                                                starts_on=(NOW - 900 * DAY).date())  # fmt: skip
    Membership.objects.filter(user=away).update(ends_on=(NOW - 91 * DAY).date())
    deed, failed = retain(NOW)
    assert failed == [] and deed.counts == {"open_accounts": 2, "people": 1}
    for user in (gone, away, admin, merenland.leader):
        user.refresh_from_db()
    assert (gone.name, gone.is_active) == ("een oud-programmaleider", False)
    assert (away.name, away.is_active) == ("Willem Visser", False)
    assert admin.is_active and merenland.leader.is_active
    assert Deed.objects.get(kind="person").by is None


def test_notes_and_people_of_partners_of_long_ago_go(merenland):
    def partner(name: str, ended: datetime.date | None) -> ContactMoment:
        row = Partnership.objects.create(
            region=merenland.region, business=Business.objects.create(name=name),
            started_on=datetime.date(2024, 1, 1), ended_on=ended,
        )  # fmt: skip
        who = ContactPerson.objects.create(partnership=row, name=f"Piet {name}")
        return ContactMoment.objects.create(
            partnership=row, person=who, held_on=datetime.date(2024, 2, 1), note="Gebeld"
        )

    old = partner("Oud", (NOW - 731 * DAY).date())
    new, running = partner("Nieuw", (NOW - 700 * DAY).date()), partner("Loopt", None)
    deed, failed = retain(NOW)
    assert failed == [] and deed.counts["contacts"] == 1
    for moment in (old, new, running):
        moment.refresh_from_db()
    assert (old.note, old.person.name) == ("", "een contactpersoon")
    assert {(m.note, m.person.name) for m in (new, running)} == {
        ("Gebeld", "Piet Nieuw"), ("Gebeld", "Piet Loopt"),
    }  # fmt: skip


def test_a_calendar_address_goes_when_its_owner_holds_no_role_there(merenland, kustzoom, bureau):
    left = person("Weg Gegaan")
    member(left, "business", merenland.region, ends_on=(NOW - DAY).date())
    for who in (merenland.leader, kustzoom.leader, left, bureau):
        feed = CalendarFeed(region=merenland.region, person=who)
        feed.renew(NOW)
        feed.save()
    deed, _failed = retain(NOW)
    assert deed.counts == {"feeds": 2}
    assert {feed.person for feed in CalendarFeed.objects.all()} == {merenland.leader, bureau}
    assert retain(NOW)[0].counts == {}


def test_what_a_mail_server_told_goes_with_the_mail_and_not_before(db):
    told = {"old": mail(400 * DAY), "open": mail(400 * DAY, "uncertain"), "new": mail(10 * DAY)}
    for name, row in told.items():
        seen_at = NOW - 10 * DAY if name == "new" else NOW - 400 * DAY
        Trace.objects.create(message_id=row.message_id, is_accepted=True, seen_at=seen_at)
    deed, failed = retain(NOW)
    assert failed == [] and deed.counts["traces"] == 1
    left = set(Trace.objects.values_list("message_id", flat=True))
    assert left == {told["open"].message_id, told["new"].message_id}


def test_the_history_forgets_the_page_and_keeps_who(merenland, browse):
    made = Context.objects.create(metadata={"user": merenland.leader.pk, "url": "/regions/x/"})
    Context.objects.filter(pk=made.pk).update(created_at=NOW - 366 * DAY)
    SuppressedAddress.objects.create(address="weg@demo.example", since=NOW - 366 * DAY)
    retain(NOW)
    made.refresh_from_db()
    assert made.metadata == {"user": merenland.leader.pk}
    assert not SuppressedAddress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_wipe_each_row_once(db):
    for _number in range(40):
        mail(400 * DAY)
    ready, runs = threading.Barrier(2), []

    def run() -> None:
        ready.wait()
        runs.append(retain(NOW))
        connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [failed for _deed, failed in runs] == [[], []]
    assert sum(deed.counts.get("mails", 0) for deed, _failed in runs) == 40
    for deed, _failed in runs:
        assert Mail.objects.filter(wiped_by=deed).count() == deed.counts.get("mails", 0)


def test_a_dry_run_counts_and_leaves(db):
    mail(400 * DAY)
    out = StringIO()
    call_command("retention", "--dry-run", "--now", NOW.isoformat(), stdout=out)
    assert "mails 1\n" in out.getvalue() and "1 rows in all." in out.getvalue()
    assert not Deed.objects.exists() and Mail.objects.get().text


def test_a_rule_that_fails_keeps_no_other_from_running(db, monkeypatch):
    mail(400 * DAY)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notices_suppressedaddress RENAME COLUMN since TO gone")
    deed, failed = retain(NOW)
    assert failed == ["dead_addresses"] and deed.left == failed and deed.counts == {"mails": 1}


def test_every_setting_has_a_rule():
    named = {rule.setting for rule in RULES} - {""}
    assert named == set(periods.DAYS)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_bureau_reads_what_is_kept_and_what_would_go(bureau, browse, django_assert_num_queries):
    mail(4000 * DAY)
    client = browse(bureau)
    page = client.get(reverse("privacy")).content.decode()
    for rule in RULES:
        assert str(rule.what) in page and rule.how_long in page
    assert due(timezone.now())["mails"] == 1
    retain()
    with django_assert_num_queries(40):
        page = client.get(reverse("privacy")).content.decode()
    assert "Laatste keer" in page


def test_a_period_that_makes_no_sense_stops_the_start():
    class Env:
        def int(self, name: str, default: int) -> int:
            return 0 if name == "MAIL_KEPT_DAYS" else default

    with pytest.raises(ValueError, match="MAIL_KEPT_DAYS"):
        periods.kept_days(Env())


def test_the_docs_tell_every_setting_with_its_days():
    docs = (settings.BASE_DIR / "docs" / "privacy.md").read_text()
    for name, days in periods.DAYS.items():
        assert f"| `{name}` | {days} |" in docs
