"""Webhooks: who hears of what, signed, at least once with one id, and for how long."""

import datetime
import json

import pytest
from django.core.cache import cache

from regions.accounts.security.changes import keep_change
from regions.accounts.sessions import disable
from regions.labs.events.steps import move
from regions.models import Membership
from regions.progress.models import CheckIn
from regions.steering.decisions.deciding import cast_vote, conclude, reopen
from sto_portal.addresses import hook_key
from sto_portal.api.hooks.hooks import MOST_HOOKS, make_hook
from sto_portal.api.hooks.sending import claim, deliver, plan, settle
from sto_portal.api.models import Delivery, Heard, Webhook
from sto_portal.notices.kinds.safety_mail import plan_safety
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.evidence.webhook import is_signed
from sto_portal.notices.outbox.restored import may_work, stop
from sto_portal.notices.rendering import render_waiting
from sto_portal.privacy.erasing.people import erase_person
from sto_portal.privacy.retention import due
from sto_portal.privacy.signing_in import old_changes
from tests.conftest import NOW
from tests.progress.stories import log
from tests.steering.deciding_group import asked, seats

from .receiver import receiving
from .test_facts import event

pytestmark = pytest.mark.usefixtures("on_22_november")
PAGE = "/accounts/me/webhooks/"
ADDRESS = "https://ergens.example/in"
FORM = {
    "purpose": "Dashboard", "address": ADDRESS, "heard": ["maandlogs"], "last_on": "2026-12-31",
}  # fmt: skip
MINUTE = datetime.timedelta(minutes=1)
LATER = NOW + MINUTE


@pytest.fixture(autouse=True)
def counted_from_nothing(db):
    cache.clear()


@pytest.fixture
def receiver(tmp_path):
    with receiving(tmp_path) as found:
        yield found


def hook_of(person, address: str = ADDRESS, heard=tuple(Heard.values), at=None):
    last_on = NOW.date() + datetime.timedelta(days=30)
    return make_hook(person, "Proef", address, heard, last_on, at or NOW - MINUTE)


def happened(place) -> None:
    """An event that was moved, in the portal."""
    row = event(place)
    type(row).objects.filter(pk=row.pk).update(state="planned")
    row.refresh_from_db()
    starts = row.starts_at + datetime.timedelta(days=1)
    move(row, starts, starts + datetime.timedelta(hours=2), "Zaal bezet", place.leader, NOW)


def told() -> list[tuple[str, dict]]:
    return [(row.what, row.told) for row in Delivery.objects.order_by("fact", "what")]


def test_what_happens_is_told_by_its_numbers_and_nothing_else(merenland, receiver, settings):
    made = hook_of(merenland.leader, receiver.address)
    happened(merenland)
    assert plan(LATER) == 1 and plan(LATER) == 0
    assert deliver(LATER, receiver.wire) == 1 and deliver(LATER, receiver.wire) == 0
    [(_path, headers, body)] = receiver.got
    row = Delivery.objects.get()
    assert json.loads(body) == {
        "id": str(row.pk), "soort": "evenement.veranderd", "op": "2026-11-22T13:00:00+01:00",
        "gegevens": {"regio": "merenland", "evenement": row.told["evenement"]},
    }  # fmt: skip
    assert "Zaal" not in body.decode() and "Open dag" not in body.decode()
    assert (row.state, row.answer, row.attempts, row.settled_at) == ("sent", 204, 1, LATER)
    # What the portal asks of those that sign messages to it, holds for its own.
    settings.MAIL_HOOK_KEYS = [hook_key(made.secret)]
    assert headers["Webhook-Id"] == str(row.pk)
    assert is_signed(headers, body, LATER) and not is_signed(headers, body + b" ", LATER)
    settings.MAIL_HOOK_KEYS = [b"x" * 32]
    assert not is_signed(headers, body, LATER)


def test_a_log_and_a_correction_are_told_and_a_draft_is_not(merenland):
    hook_of(merenland.leader)
    says = {"2.1": {"status": "behind", "problem": "Geheim verhaal"}}
    log(merenland.region, "2026-10", says, submitted_at=NOW)
    first = CheckIn.objects.get()
    fields = {"region": merenland.region, "plan": merenland.plan, "month_on": first.month_on}
    draft = CheckIn.objects.create(**fields, version=2)
    plan(LATER)
    where = {"regio": "merenland", "maand": "2026-10"}
    assert told() == [("maandlog.ingediend", {**where, "versie": 1})]
    CheckIn.objects.filter(pk=draft.pk).update(
        state="submitted", submitted_at=LATER, correction_reason="Verteld"
    )
    plan(LATER)
    assert [names["versie"] for _what, names in told()] == [1, 2]


def test_a_decision_and_its_reopening_are_two_messages(merenland):
    users, change = seats(merenland, 2), asked(merenland)
    hook_of(merenland.leader)
    for user in users:
        cast_vote(change, user, "for", "", NOW)
    taken = conclude(change, merenland.chair, NOW)
    plan(LATER)
    numbers = {"regio": "merenland", "voorstel": change.pk, "besluit": taken.pk}
    assert told() == [("besluit.genomen", numbers)]
    reopen(change, merenland.chair, LATER, "Een stem ontbrak")
    plan(LATER)
    assert told() == [("besluit.genomen", numbers), ("besluit.heropend", numbers)]


def test_nobody_hears_more_than_a_person_may_read_and_chose(merenland, kustzoom, bureau):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track"}}, submitted_at=NOW)
    for place in (merenland, kustzoom):
        happened(place)
    hooks = {
        "leader": hook_of(merenland.leader),
        "chair": hook_of(merenland.chair),
        "bureau": hook_of(bureau),
        "logs only": hook_of(bureau, heard=["maandlogs"]),
        "made after it": hook_of(bureau, at=NOW + MINUTE / 2),
    }
    plan(LATER)
    heard = {
        name: sorted((row.what, row.told["regio"]) for row in made.hook.deliveries.all())
        for name, made in hooks.items()
    }
    a_log = ("maandlog.ingediend", "merenland")
    here, there = (("evenement.veranderd", region) for region in ("merenland", "kustzoom"))
    assert heard == {
        "leader": [here, a_log],
        "chair": [here],
        "bureau": [there, here, a_log],
        "logs only": [a_log],
        "made after it": [],
    }


def test_what_was_planned_is_not_sent_once_the_person_may_not_read_it(merenland, receiver):
    hook_of(merenland.leader, receiver.address)
    happened(merenland)
    plan(LATER)
    yesterday = NOW.date() - datetime.timedelta(days=1)
    Membership.objects.filter(user=merenland.leader).update(ends_on=yesterday)
    assert deliver(LATER, receiver.wire) == 1
    row = Delivery.objects.get()
    assert (row.state, row.why) == ("cancelled", "de rol opent dit niet meer")
    assert receiver.got == []


@pytest.mark.parametrize("end", ["revoked", "day", "account", "reset"])
def test_an_ended_webhook_sends_nothing_and_plans_nothing(merenland, browse, bureau, receiver, end):
    hook = hook_of(merenland.leader, receiver.address).hook
    happened(merenland)
    plan(LATER)
    now = LATER
    if end == "revoked":
        assert browse(merenland.chair).post(f"{PAGE}{hook.pk}/revoke/").status_code == 404
        assert browse(merenland.leader).post(f"{PAGE}{hook.pk}/revoke/").status_code == 302
    elif end == "day":
        now = hook.expires_at
    elif end == "account":
        disable(merenland.leader)
    else:
        keep_change(merenland.leader, "reset", bureau)
    deliver(now, receiver.wire)
    assert receiver.got == [] and Delivery.objects.get().state == "cancelled"
    happened(merenland)
    assert plan(now) == 0


def test_what_is_not_taken_is_tried_again_later_and_given_up_in_the_end(merenland, receiver):
    hook_of(merenland.leader, receiver.address)
    happened(merenland)
    plan(LATER)
    receiver.status, now, waits = 503, LATER, []
    while (row := Delivery.objects.get()).state == "waiting":
        waits.append(row.next_attempt_at - now)
        now = row.next_attempt_at
        assert deliver(now, receiver.wire) == 1 and deliver(now, receiver.wire) == 0
    minutes = [wait // MINUTE for wait in waits]
    assert minutes[:6] == [0, 1, 5, 15, 60, 240] and set(minutes[6:]) == {240}
    assert (row.state, row.answer) == ("failed", 503)
    assert datetime.timedelta(days=3) <= now - LATER < datetime.timedelta(days=3, hours=4)
    assert len({headers["Webhook-Id"] for _path, headers, _body in receiver.got}) == 1
    assert len({body for _path, _headers, body in receiver.got}) == 1


def test_one_that_does_not_answer_holds_no_other_up(merenland, receiver):
    hook_of(merenland.leader, "https://localhost:1/")
    other = hook_of(merenland.chair, receiver.address).hook
    for _number in range(3):
        happened(merenland)
    plan(LATER)
    assert deliver(LATER, receiver.wire) == 4  # one of the first, three of the other
    assert len(receiver.got) == 3
    assert set(other.deliveries.values_list("state", flat=True)) == {"sent"}


def test_a_sender_that_was_killed_halfway_sends_again_with_the_same_id(merenland, receiver):
    hook_of(merenland.leader, receiver.address)
    happened(merenland)
    plan(LATER)
    killed = claim(LATER, set())
    assert killed is not None and claim(LATER, set()) is None
    assert deliver(LATER + 4 * MINUTE, receiver.wire) == 0
    assert deliver(LATER + 5 * MINUTE, receiver.wire) == 1
    settle(killed, "failed", LATER + 6 * MINUTE, None, "te laat")  # it comes back, and is late
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.pk) == ("sent", 2, killed.pk)


def test_a_database_that_was_put_back_sends_nothing(merenland, receiver):
    hook_of(merenland.leader, receiver.address)
    happened(merenland)
    plan(LATER)
    may_work(LATER)
    stop(LATER)
    assert deliver(LATER, receiver.wire) == 0 and receiver.got == []


def test_the_secret_is_shown_once_and_kept_where_nobody_reads_it(merenland, browse):
    client = browse(merenland.leader)
    shown = client.post(f"{PAGE}make/", FORM).content.decode()
    secret = shown.split('value="whsec_')[1].split('"')[0]
    page = client.get(PAGE).content.decode()
    assert secret not in page and "Dashboard" in page and ADDRESS in page
    assert secret not in Webhook.objects.get().secret
    kept = str(list(Webhook.pgh_event_model.objects.values()))
    assert "maandlogs" in kept and ADDRESS not in kept and "fernet" not in kept


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(merenland, browse):
    client = browse(merenland.leader)
    for changes, sentence in (
        ({"purpose": ""}, "Schrijf waarvoor het is."),
        ({"address": ""}, "Schrijf naar welk adres"),
        ({"address": "http://ergens.example/"}, "begint met https://"),
        ({"address": "https://ergens.example:8443/"}, "poort"),
        ({"heard": []}, "Kies er minstens een."),
        ({"last_on": "2027-11-23"}, "Kies een dag van vandaag tot en met 22 november 2027"),
    ):
        answer = client.post(f"{PAGE}make/", FORM | changes)
        assert answer.status_code == 422 and sentence in answer.content.decode(), changes
        if "purpose" not in changes:
            assert 'value="Dashboard"' in answer.content.decode()
    assert not Webhook.objects.exists()


def test_nobody_has_more_webhooks_than_one_overlooks(merenland, browse):
    for _number in range(MOST_HOOKS):
        hook_of(merenland.leader)
    answer = browse(merenland.leader).post(f"{PAGE}make/", FORM)
    assert answer.status_code == 422 and "Trek er eerst een in" in answer.content.decode()
    assert Webhook.objects.count() == MOST_HOOKS


def test_a_webhook_is_told_by_mail_once(merenland, browse):
    browse(merenland.leader).post(f"{PAGE}make/", FORM)
    assert plan_safety(NOW) == 1 and plan_safety(NOW) == 0
    render_waiting(NOW)
    [mail] = Mail.objects.filter(kind="safety")
    words = " ".join(mail.text.split())
    assert mail.address == merenland.leader.email and "webhook" in mail.subject
    assert "22 november 2026 om 13.00 uur" in words and "afgemeld" not in words
    assert "ergens.example" not in words


def test_what_is_old_goes_and_a_message_never_comes_twice_by_that(merenland, receiver, settings):
    hook = hook_of(merenland.leader, receiver.address).hook
    happened(merenland)
    plan(LATER)
    deliver(LATER, receiver.wire)
    day = datetime.timedelta(days=1)
    assert due(LATER + 29 * day)["deliveries"] == 0 and due(LATER + 31 * day)["deliveries"] == 1
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "DELIVERY_KEPT_DAYS": 1}
    assert due(LATER + 3 * day)["deliveries"] == 0 and due(LATER + 8 * day)["deliveries"] == 1
    Delivery.objects.all().delete()
    assert plan(LATER + 8 * day) == 0
    year = 365 * day
    assert due(hook.expires_at + year - day)["webhooks"] == 0
    assert due(hook.expires_at + year + day)["webhooks"] == 1


def test_what_ended_a_webhook_is_kept_as_long_as_the_webhook(merenland, bureau, settings):
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "ADMIN_LOG_KEPT_DAYS": 1}
    hook_of(merenland.leader)
    keep_change(merenland.leader, "reset", bureau)
    later = NOW + datetime.timedelta(days=10)
    assert "reset" not in old_changes(later).values_list("what", flat=True)


def test_who_is_erased_leaves_no_webhook(merenland):
    hook_of(merenland.leader)
    happened(merenland)
    plan(LATER)
    Membership.objects.filter(user=merenland.leader).update(ends_on=NOW.date())
    erase_person(merenland.leader, None, NOW)
    assert not Webhook.objects.exists() and not Delivery.objects.exists()


def test_own_data_tells_of_webhooks_and_never_their_secret(merenland, browse):
    made = hook_of(merenland.leader)
    given = browse(merenland.leader).get("/accounts/me/export.json").getvalue().decode()
    assert ADDRESS in given and made.secret not in given and made.hook.secret not in given


def test_the_page_tells_the_last_messages_at_a_constant_cost(
    merenland, browse, receiver, django_assert_max_num_queries
):
    client = browse(merenland.leader)
    for _number in range(4):
        hook_of(merenland.leader, receiver.address)
    for _number in range(3):
        happened(merenland)
    plan(LATER)
    deliver(LATER, receiver.wire)
    with django_assert_max_num_queries(9):
        page = client.get(PAGE).content.decode()
    assert page.count("evenement.veranderd") == 12 and "antwoord: 204" in page
    assert "Zaal bezet" not in page
