"""Where it can be seen whether a mail was accepted, as EVIDENCE names it; none by default.

A source is a function from a mail to True (a relay took it), False (certainly none did) or None
(it cannot tell), made of an address and an instant: whatever is new is read when it is made. How to
add one: docs/evidence.md.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from sto_portal.notices.models import Mail

from . import imap, maildir, mbox, postfix, webhook

Evidence = Callable[[Mail], bool | None]
Opening = Callable[[SplitResult, datetime], Evidence]

SCHEMES: dict[str, Opening] = {
    "postfix": postfix.opened,
    "maildir": maildir.opened,
    "mbox": mbox.opened,
    "imaps": imap.opened,
    "imap": imap.opened,
    "webhook": webhook.opened,
}


def opened(address: str, now: datetime) -> Evidence:
    """The source at an address such as postfix:///var/log/mail.log.

    Raises ValueError for an address of none, and whatever the source raises when it cannot be read.
    """
    parts = urlsplit(address)
    if parts.scheme == "python":
        return import_string(parts.path)(parts, now)
    if parts.scheme not in SCHEMES:
        known = ", ".join(f"{name}:" for name in [*SCHEMES, "python"])
        # The address may hold a password, and this is shown at /mail/.
        raise ValueError(f"EVIDENCE knows {known} and not {parts.scheme or 'an address'}:")
    return SCHEMES[parts.scheme](parts, now)


def addresses() -> list[str]:
    return [address.strip() for address in settings.EVIDENCE if address.strip()]
