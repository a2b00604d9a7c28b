"""Sessions, counters of attempts, and addresses that are proof in themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from pghistory.models import Context

from regions.accounts.models import AccountChange
from regions.labs.models import CalendarFeed
from regions.models import Membership, Role
from sto_portal.api.models import ApiToken, Webhook
from sto_portal.api.tokens import ENDS

from .models import Deed
from .rule import before

NOWHERE = "0.0.0.0"  # noqa: S104 - the address of a session whose own is no longer kept


def ended_sessions(now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=now)


def end_sessions(found: list[str], deed: Deed, now: datetime) -> None:
    Session.objects.filter(pk__in=found).delete()


def old_places(now: datetime) -> QuerySet[UserSession]:
    """Where somebody is signed in no longer, or has been for longer than an address is kept."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=now)
    is_old = Q(last_seen_at__lt=before("SESSION_ADDRESS_KEPT_DAYS", now))
    is_told = ~Q(ip=NOWHERE) | ~Q(user_agent="")
    rows = UserSession.objects.alias(is_alive=Exists(alive))
    return rows.filter(Q(is_alive=False) | (is_old & is_told))


def forget_places(found: list[int], deed: Deed, now: datetime) -> None:
    """A session that runs stays, so that it can be ended from afar; its address goes."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=now)
    rows = UserSession.objects.filter(pk__in=found).alias(is_alive=Exists(alive))
    rows.filter(is_alive=False).delete()
    UserSession.objects.filter(pk__in=found).update(ip=NOWHERE, user_agent="")


_COUNT = "SELECT count(*) FROM {0} WHERE expires < %s"
_DELETE = (
    "DELETE FROM {0} WHERE cache_key IN"
    " (SELECT cache_key FROM {0} WHERE expires < %s LIMIT %s FOR UPDATE SKIP LOCKED)"
)


@dataclass(frozen=True)
class Counters:
    """Attempts that are counted against guessing, by a hash of who tries; a table without model."""

    def count(self, now: datetime) -> int:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(_table()), [now])
            return cursor.fetchone()[0]

    def step(self, now: datetime, deed: Deed, name: str, most: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DELETE.format(_table()), [now, most])
            deed.add(name, cursor.rowcount)
            return cursor.rowcount


def _table() -> str:
    return connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))


def ended_feeds(now: datetime) -> QuerySet[CalendarFeed]:
    """Calendar addresses of people who hold no role that reads the events of the region."""
    holds = Membership.objects.on(timezone.localdate(now)).filter(
        Q(region=OuterRef("region")) | Q(role=Role.BUREAU), user=OuterRef("person")
    )
    return CalendarFeed.objects.filter(~Exists(holds))


def drop_feeds(found: list[int], deed: Deed, now: datetime) -> None:
    CalendarFeed.objects.filter(pk__in=found).delete()


def told_addresses(now: datetime) -> QuerySet[Context]:
    """Changes in the history that still tell on which page they were made."""
    since = before("HISTORY_ADDRESS_KEPT_DAYS", now)
    return Context.objects.filter(created_at__lt=since, metadata__has_key="url")


def forget_addresses(found: list[Any], deed: Deed, now: datetime) -> None:
    left = Func(F("metadata"), Value("url"), template="(%(expressions)s)", arg_joiner=" - ")
    Context.objects.filter(pk__in=found).update(metadata=left)


def old_admin_lines(now: datetime) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(action_time__lt=before("ADMIN_LOG_KEPT_DAYS", now))


def drop_admin_lines(found: list[int], deed: Deed, now: datetime) -> None:
    LogEntry.objects.filter(pk__in=found).delete()


def old_changes(now: datetime) -> QuerySet[AccountChange]:
    """But for those that ended a token: without them it would work again."""
    of_before = {"person": OuterRef("person"), "made_at__lt": OuterRef("at")}
    tokens, hooks = (model.objects.filter(**of_before) for model in (ApiToken, Webhook))
    ended = Q(Exists(tokens)) | Q(Exists(hooks))
    rows = AccountChange.objects.filter(at__lt=before("ADMIN_LOG_KEPT_DAYS", now))
    return rows.exclude(ended, what__in=ENDS)


def drop_changes(found: list[int], deed: Deed, now: datetime) -> None:
    AccountChange.objects.filter(pk__in=found).delete()
