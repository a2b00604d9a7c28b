"""The last look before a mail goes: may this person still have it, and is it still true?"""

from datetime import datetime

from django.utils.translation import gettext as _

from .kinds.table import kind_of, reader_of
from .models import Mail, SuppressedAddress


def reason_not_to_send(mail: Mail, now: datetime) -> str:
    """Why a mail must not go out any more, or "" when it may."""
    if SuppressedAddress.objects.filter(address__iexact=mail.address).exists():
        return _("this address does not work")
    kind = kind_of(mail)
    if kind.why_not is None:
        return ""
    reader = reader_of(mail)
    if reader is None:
        return _("this person may not sign in any more")
    return kind.why_not(mail, reader, now)
