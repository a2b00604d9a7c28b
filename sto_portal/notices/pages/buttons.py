"""What the bureau can decide about a mail, and from which state."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from sto_portal.notices.kinds.table import kind_of
from sto_portal.notices.models import Mail, SuppressedAddress
from sto_portal.notices.outbox.mails import decide
from sto_portal.notices.outbox.waking import wake_sender
from sto_portal.notices.readdressing import address_anew, may_be_sent_anew, send_anew


@dataclass(frozen=True)
class Choice:
    """One button. `why` stands in the mail's history."""

    code: str
    title: str | Promise
    why: str | Promise
    from_state: str
    to_state: str
    warning: str | Promise = ""


_UNCERTAIN, _DEAD, _PENDING = Mail.State.UNCERTAIN, Mail.State.DEAD, Mail.State.PENDING
CHOICES = (
    Choice("sent", _("It arrived"), _("marked as sent"), _UNCERTAIN, Mail.State.SENT),
    Choice(
        "again",
        _("Send the same mail"),
        _("same bytes sent again"),
        _UNCERTAIN,
        _PENDING,
        _("Perhaps it arrived already. Then the reader gets it twice. Send it anyway?"),
    ),
    Choice("cancel", _("Cancel"), _("cancelled by the bureau"), _UNCERTAIN, Mail.State.CANCELLED),
    Choice("resend", _("Try again"), _("tried again by the bureau"), _DEAD, _PENDING),
    Choice("stop", _("Cancel"), _("cancelled by the bureau"), _PENDING, Mail.State.CANCELLED),
)

ANEW = "anew"


def choices_for(mail: Mail) -> list[Choice]:
    found = [
        choice
        for choice in CHOICES
        if choice.from_state == mail.state and _is_allowed(mail, choice)
    ]
    if may_be_sent_anew(mail):
        found.append(_anew(mail))
    return found


def _anew(mail: Mail) -> Choice:
    """Another mail about the same, to the address of today."""
    address = address_anew(mail)
    warning = _("The reader gets another mail about the same, at %(address)s. Send it?")
    return Choice(
        ANEW,
        _("Send again to %(address)s") % {"address": address},
        _("sent again as a new mail"),
        mail.state,
        mail.state,
        warning % {"address": address},
    )


def choose(mail: Mail, code: str, by: User, now: datetime) -> Mail | None:
    """Carry out a choice: the mail it came to, which is another one where it was sent anew; None
    when it is not possible, or not any more."""
    choice = next((possible for possible in choices_for(mail) if possible.code == code), None)
    if choice is None:
        return None
    if code == ANEW:
        anew = send_anew(mail, by, now)
        if anew:
            wake_sender()
        return anew
    done = decide(mail, choice.from_state, choice.to_state, now, by, str(choice.why))
    if done and code == "resend":
        SuppressedAddress.objects.filter(address__iexact=mail.address).delete()
    if done and choice.to_state == _PENDING:
        wake_sender()
    return mail if done else None


def _is_allowed(mail: Mail, choice: Choice) -> bool:
    """A sign-in code is of no use any more, and of a mail that was wiped nothing is left."""
    is_spent = kind_of(mail).carries_a_code or mail.wiped_by_id is not None
    return not (is_spent and choice.to_state == _PENDING)
