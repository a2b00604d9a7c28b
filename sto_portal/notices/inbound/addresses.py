"""The address at which one reader answers one reminder: signed, and of no use once it ended."""

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings

from regions.accounts.models import User
from regions.asked import row_id
from regions.models import Region
from regions.months import Month
from regions.secret_links import derived_token
from sto_portal.notices.models import ReplyAddress

OPEN_FOR = timedelta(days=14)
SIGNED = 24  # hexadecimal digits, 96 bits


def is_on() -> bool:
    return bool(settings.REPLIES.address)


def reply_address(
    mail_key: str, user: User, region: Region, month: Month, keys: Sequence[str], now: datetime
) -> ReplyAddress:
    """The one of a mail; made anew, a mail keeps its address and its numbers."""
    values = {
        "user": user, "region": region, "month_on": month.first_day, "keys": list(keys),
        "made_at": now, "expires_at": now + OPEN_FOR,
    }  # fmt: skip
    return ReplyAddress.objects.get_or_create(mail_key=mail_key, defaults=values)[0]


def address_of(row: ReplyAddress) -> str:
    local, _at, domain = settings.REPLIES.address.rpartition("@")
    return f"{local}+{row.pk}-{_signature(row.pk)}@{domain}"


def row_at(addresses: Iterable[str]) -> ReplyAddress | None:
    """The row of the first address that we signed, ended or not."""
    start, _at, domain = settings.REPLIES.address.lower().rpartition("@")
    for address in addresses:
        local, _at, host = parseaddr(address)[1].lower().rpartition("@")
        name, _plus, token = local.partition("+")
        number, _dash, signature = token.partition("-")
        pk = row_id(number)
        if pk is None or not start or (name, host) != (start, domain):
            continue
        if hmac.compare_digest(signature.encode(), _signature(pk).encode()):
            rows = ReplyAddress.objects.select_related("user", "region")
            return rows.filter(pk=pk).first()
    return None


def _signature(pk: int) -> str:
    return derived_token("reply", str(pk))[:SIGNED]
