"""The last look before a mail goes: may this person still have it, and is it still true?"""

from datetime import datetime

from django.utils.translation import gettext as _

from regions.models import Region
from regions.months import AMSTERDAM

from .kinds.table import kind_of, reader_of
from .models import Mail, SuppressedAddress


def _is_closed(region: Region, now: datetime) -> bool:
    return region.closed_on is not None and region.closed_on <= now.astimezone(AMSTERDAM).date()


def reason_not_to_send(mail: Mail, now: datetime) -> str:
    """Why a mail must not go out any more, or "" when it may."""
    if SuppressedAddress.objects.filter(address__iexact=mail.address).exists():
        return _("this address does not work")
    if mail.region and _is_closed(mail.region, now):
        return _("this region is closed")
    kind = kind_of(mail)
    if kind.why_not is None:
        return ""
    reader = reader_of(mail)
    if reader is None:
        return _("this person may not sign in any more")
    return kind.why_not(mail, reader, now)
