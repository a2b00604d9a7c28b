"""A database that was put back from a backup, or copied, plans and sends nothing until an operator
says what happened since: it does not know what was mailed after the backup.

Two witnesses, looked at in every run:

* the home of the row: the cluster, the database and the table that it stands in. What `pg_restore`
  or a copy makes is a new table or a new database, and the row still names the old one.
* a mark outside the database, in STATE_DIR: the number of the last run. An older disk, snapshot or
  point in time has the same home, and a lower number than the mark. A missing mark tells nothing.
"""

import contextlib
import fcntl
import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sto_portal.notices.models import Installation

logger = logging.getLogger(__name__)
HOME = """concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    'notices_installation'::regclass::oid)"""


def may_work(now: datetime) -> bool:
    """Whether this is the database of the last run; when it is, this run counts."""
    marked = _read_mark()  # first: the database is never behind a mark that was read before it
    row, home = this_installation(now), current_home()
    if row.unknown_since is None and (row.home != home or row.number < marked.get(row.uid, 0)):
        stop(row.ran_at)
    counted = Installation.objects.filter(pk=row.pk, unknown_since=None)
    if not counted.update(number=F("number") + 1, ran_at=now):
        return False
    _write_mark()
    return True


def not_at_home() -> QuerySet[Installation]:
    """The row, when this database is stopped or not the one of the last run: for a condition."""
    at_home = Q(unknown_since=None, home=RawSQL(HOME, []))  # noqa: S611 - a constant
    return Installation.objects.exclude(at_home)


def stop(since: datetime) -> None:
    """Let nothing be planned or sent: it is unknown what was mailed after `since`."""
    this_installation(since)
    stopped = Installation.objects.filter(unknown_since=None).update(unknown_since=since)
    if stopped:
        logger.error("The database is not that of the last run: no mail is planned or sent.")


def go_on(now: datetime) -> None:
    """Somebody said what happened since: from here the database is at home where it stands."""
    row = this_installation(now)
    number = max(row.number, _read_mark().get(row.uid, 0)) + 1
    Installation.objects.update(home=current_home(), number=number, ran_at=now, unknown_since=None)
    _write_mark()


def unknown_since() -> datetime | None:
    """The instant after which it is unknown what was mailed; None where all is known."""
    return Installation.objects.values_list("unknown_since", flat=True).first()


def why_stopped(since: datetime) -> str:
    told = {
        "moment": date_format(timezone.localtime(since), "j F Y H.i"),
        "command": "quarantine_mail",
    }
    return (
        _(
            "This database was put back from a backup, or copied: no mail is planned or sent until "
            "somebody runs “manage.py %(command)s”. What was mailed after %(moment)s is unknown."
        )
        % told
    )


def this_installation(now: datetime) -> Installation:
    if not Installation.objects.exists():
        row = Installation(home=current_home(), ran_at=now)
        Installation.objects.bulk_create([row], ignore_conflicts=True)
    return Installation.objects.get()


def current_home() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HOME}")
        return cursor.fetchone()[0]


def _mark() -> Path:
    return Path(settings.STATE_DIR) / "outbox.mark"


def _read_mark() -> dict[UUID, int]:
    """The number of the last run by the installation that it is of; empty where nobody wrote it."""
    with contextlib.suppress(OSError, ValueError):
        uid, number = _mark().read_text().split()
        return {UUID(uid): int(number)}
    return {}


def _write_mark() -> None:
    """After the run was counted, so that the mark is never ahead of the database it came from."""
    row = Installation.objects.get()
    try:
        _mark().parent.mkdir(parents=True, exist_ok=True)
        with _mark().open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if row.number > _read_mark().get(row.uid, 0):
                file.truncate(0)
                file.write(f"{row.uid} {row.number}\n")
    except OSError as trouble:
        logger.warning("The mark of the outbox could not be written: %s", trouble)
