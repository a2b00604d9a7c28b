"""Faults of our own: a mail that cannot be made or judged, a part that fails, no database.

None of them stops another mail or another part. A mail in trouble is tried a few times more, then
set aside where people see it.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F
from django.utils.translation import gettext as _

from regions.web.away import is_database_away
from sto_portal.notices.models import Mail

from .mails import back_off, decide, settle

logger = logging.getLogger(__name__)
MOST_TROUBLES = 5
PATIENCE = 8 * 60  # seconds, well within the lease of a mail
T = TypeVar("T")


def words_of(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:200]


def set_back(mail: Mail, now: datetime, trouble: Exception) -> None:
    """Write what is wrong with a mail that this process holds; after a few times it ends there.

    A mail that is not claimed is one that cannot be rendered. Whoever counted first, counts.
    """
    logger.error("Mail %s is in trouble", mail.key, exc_info=trouble)
    words, number = words_of(trouble), mail.troubles + 1
    counted = Mail.objects.filter(pk=mail.pk, state=mail.state, troubles=mail.troubles).update(
        troubles=F("troubles") + 1, trouble=words, next_attempt_at=now + back_off(number)
    )
    if not counted:
        return
    state, why = Mail.State.PENDING, words
    if number >= MOST_TROUBLES:
        state = Mail.State.DEAD
        why = _("set aside after %(n)s tries: %(trouble)s") % {"n": number, "trouble": words}
    if mail.state == Mail.State.SENDING:
        settle(mail, state, now, why)
    elif state == Mail.State.DEAD:
        decide(mail, Mail.State.PENDING, state, now, None, why)


def guarded(part: str, act: Callable[[], T], failed: list[str]) -> T | None:
    """What `act` gives; when it raises, `part` stands among the failed and the caller goes on."""
    try:
        return act()
    except Exception as trouble:
        if is_database_away(trouble):
            raise
        logger.exception("%s failed", part)
        failed.append(f"{part}: {words_of(trouble)}")
        return None


def patiently(act: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Do what may not be lost, again and again while the database is away.

    Raises what the database says when it stays away for longer than `seconds`.
    """
    begin, wait = time.monotonic(), 0.5
    while True:
        try:
            return act()
        except (DatabaseError, InterfaceError) as trouble:
            is_over = connection.in_atomic_block or time.monotonic() - begin > seconds
            if is_over or not is_database_away(trouble):
                raise
            logger.warning("The database is away; what the relay said is kept: %s", trouble)
            connection.close()
            time.sleep(wait)
            wait = min(2 * wait, 15)
