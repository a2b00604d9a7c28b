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


def choices_for(mail: Mail) -> list[Choice]:
    return [one for one in CHOICES if one.from_state == mail.state and _is_allowed(mail, one)]


def choose(mail: Mail, code: str, by: User, now: datetime) -> bool:
    """Carry out a choice; False when it is not possible, or not any more."""
    choice = next((one for one in choices_for(mail) if one.code == code), None)
    if choice is None:
        return False
    done = decide(mail, choice.from_state, choice.to_state, now, by, str(choice.why))
    if done and code == "resend":
        SuppressedAddress.objects.filter(address__iexact=mail.address).delete()
    if done and choice.to_state == _PENDING:
        wake_sender()
    return done


def _is_allowed(mail: Mail, choice: Choice) -> bool:
    """A sign-in code is not sent again: it is of no use any more."""
    return not (kind_of(mail).carries_a_code and choice.to_state == _PENDING)
