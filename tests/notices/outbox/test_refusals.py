"""What each reply of a relay at each step leaves of the mail and of the address.

The table is written out by hand: P waits for another try, S was sent, D is dead, U is uncertain; a
plus says that no other mail is sent to the address.
"""

import pytest

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail, SuppressedAddress
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db

STEPS = ["connect", "ehlo", "mail", "rcpt", "data", "body"]
TABLE = """
250 ok                           P S S S  P S
354 go on                        P P P P  S U
421 4.3.2 closing                P P P P  P P
450 4.2.0 greylisted             P P P P  P P
451 later                        P P P P  P P
452 4.2.2 full                   P P P P  P P
451 probéér later                P P P P  P P
550 5.1.1 no such user           P P P D+ D+ D+
550 5.1.8 sender rejected        P P P P  P P
550 5.7.1 not allowed            P P P P  P P
530 5.7.0 issue STARTTLS first   P P P P  P P
550 spam content rejected        P P P D+ P P
550 no such user                 P P P D+ P P
550 relaying denied              P P P P  P P
554 5.7.1 client host blocked    P P P P  P P
552 5.2.2 mailbox full           P P P D  P P
552 too large                    P P P D  P P
553 no such mailbox              P P P D+ P P
554 refused                      P P P D  P P
535 5.7.8 wrong password         P P P P  P P
535 wrong password               P P P P  P P
503 bad sequence                 P P P P  P P
garbage                          P P P P  P U
drop                             P P P P  P U
hang                             P P P P  P U
999 what                         P P P P  P U
100 what                         P P P P  P U
"""
CASES = [
    (reply.strip(), step, told)
    for line in TABLE.strip().splitlines()
    for reply, row in [(line[:33], line[33:].split())]
    for step, told in zip(STEPS, row, strict=True)
]
WORDS = {"pending": "P", "sent": "S", "dead": "D", "uncertain": "U"}


@pytest.mark.parametrize(("reply", "step", "told"), CASES, ids=[f"{c[0]}@{c[1]}" for c in CASES])
def test_a_refusal_is_about_what_it_names(waiting_mail, scripted, reply, step, told):
    mail = waiting_mail()
    scripted.script = {step: reply} | ({"helo": reply} if step == "ehlo" else {})
    deliver(DUE, scripted.relay_waiting(0.2))
    mail.refresh_from_db()
    is_suppressed = SuppressedAddress.objects.exists()
    assert WORDS[mail.state] + ("+" if is_suppressed else "") == told
    assert (mail.phase, mail.lease_until, mail.events.count()) == ("", None, 1)
    assert mail.reason or mail.state == "sent"
    assert len(scripted.bodies) == (step == "body" or told == "S")


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("mail", "530 5.7.0 Must issue a STARTTLS command first"),
        ("mail", "550 5.1.8 Sender address rejected"),
        ("body", "550 spam content rejected"),
        ("body", "swallow"),
        ("rcpt", "554 5.7.1 Relay access denied"),
        ("data", "554 no"),
    ],
)
def test_a_relay_that_refuses_everything_costs_no_mail_and_no_address(
    waiting_mail, scripted, step, reply
):
    """Of 743 mails it once left 743 dead, or 436 cancelled and 307 addresses suppressed."""
    mails = [waiting_mail(address=f"lezer{number}@demo.example") for number in range(30)]
    scripted.script = {step: reply}
    deliver(DUE, scripted.relay)
    states = list(Mail.objects.values_list("state", flat=True))
    lost = 3 if reply == "swallow" else 0  # the breaker opens at the third
    assert states.count("uncertain") == lost and states.count("pending") == len(mails) - lost
    assert not SuppressedAddress.objects.exists()
