"""Which state may follow which, tried in SQL for every pair; and what happened stays told."""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction

from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import decide
from tests.conftest import person
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db

STATES = ["pending", "sending", "sent", "kept", "cancelled", "dead", "stale", "uncertain"]
# From the row to the column. "by": only when somebody's decision stands in the events.
TABLE = """
            pending sending sent kept cancelled dead stale uncertain
pending     yes     yes     -    -    yes       yes  yes   yes
sending     yes     yes     yes  yes  yes       yes  yes   yes
sent        -       -       yes  -    -         -    -     -
kept        -       -       -    yes  -         -    -     -
cancelled   -       -       -    -    yes       -    -     -
dead        by      -       -    -    -         yes  -     -
stale       -       -       -    -    -         -    yes   -
uncertain   yes     -       yes  -    yes       yes  yes   yes
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
TOLD = {(row[0], after): word for row in ROWS for after, word in zip(HEAD, row[1:], strict=True)}
PAIRS = list(itertools.product(STATES, STATES))
UPDATE = """UPDATE notices_mail SET state = %s, reason = 'x',
    phase = CASE WHEN %s = 'sending' THEN 'pre' ELSE '' END,
    fence = CASE WHEN %s = 'sending' THEN gen_random_uuid() END,
    lease_until = CASE WHEN %s = 'sending' THEN now() END,
    sent_at = CASE WHEN %s = 'sent' THEN COALESCE(sent_at, now()) END WHERE id = %s"""


def put(mail: Mail, state: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UPDATE, [state] * 5 + [mail.pk])


def born(waiting_mail, state: str) -> Mail:
    """A mail that came to this state by legal steps."""
    mail = waiting_mail()
    steps = {"sent": ["sending", "sent"], "kept": ["sending", "kept"], "pending": []}
    for step in steps.get(state, [state]):
        put(mail, step)
    return mail


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[f"{a}-{b}" for a, b in PAIRS])
def test_a_state_follows_another_by_the_table(waiting_mail, before, after):
    mail = born(waiting_mail, before)
    if TOLD[before, after] == "yes":
        put(mail, after)
    else:
        with pytest.raises(IntegrityError):
            put(mail, after)
    mail.refresh_from_db()
    assert mail.state == (after if TOLD[before, after] == "yes" else before)


def test_what_died_lives_again_by_somebody_who_is_named(waiting_mail):
    mail, somebody = born(waiting_mail, "dead"), person("Bureau Beheer")
    mail.events.create(from_state="dead", to_state="pending", at=DUE, why="by nobody")
    with pytest.raises(IntegrityError):
        put(mail, "pending")
    assert decide(mail, "dead", "pending", DUE, somebody, "opnieuw")
    put(mail, "dead")
    mail.events.create(from_state="pending", to_state="dead", at=DUE)
    with pytest.raises(IntegrityError):  # that word was for the time before
        put(mail, "pending")


def test_what_happened_does_not_change_and_is_not_removed(waiting_mail):
    somebody, other = person("Bureau Beheer"), person("Ander Iemand")
    event = waiting_mail().events.create(from_state="pending", to_state="dead", by=somebody)
    for change in ({"why": "x"}, {"to_state": "sent"}, {"at": DUE}, {"by": other}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(event).objects.filter(pk=event.pk).update(**change)
    for remove in (event.delete, event.mail.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            remove()


@pytest.mark.parametrize(
    "change",
    [
        {"message": None},
        {"address": "ander@demo.example"},
        {"message": None, "address": "ander@demo.example", "message_id": "<x@y>"},
        {"message": None, "address": "ander@demo.example", "state": "cancelled", "reason": "x"},
    ],
)
def test_bytes_are_only_made_anew_for_another_address_while_they_wait(waiting_mail, change):
    mail = waiting_mail()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**change)
    assert Mail.objects.filter(pk=mail.pk).update(message=None, address="ander@demo.example")
