"""How things stand at the moment that somebody asks: the mail, the parts that send it, the broker
and the database. A few small queries; nothing by region or by person."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.metrics_core import Metric

from regions.web.away import DATABASE_AWAY
from sto_portal.notices.models import Installation, Mail, MailEvent
from sto_portal.notices.outbox.attention import LATELY
from sto_portal.notices.outbox.breaker import state_of_relay
from sto_portal.notices.outbox.heartbeats import pulses

from .jobs import BEAT, SENT_AT

QUEUES = ("celery", "codes")
WAIT = 1  # seconds for the broker
CONNECTIONS = """SELECT count(*), current_setting('max_connections')::int
    FROM pg_stat_activity WHERE backend_type = 'client backend'"""


class Standing:
    """A collector of prometheus_client, of one moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        yield from self._broker()
        try:
            found = [*_database(), *self._mail(), *self._parts()]
        except DATABASE_AWAY:
            yield Gauge("portal_database_up", "Whether Postgres answers.", 0)
        else:
            yield Gauge("portal_database_up", "Whether Postgres answers.", 1)
            yield from found

    def _mail(self) -> Iterator[Metric]:
        rows = Mail.objects.open().values("state").order_by("state")
        found = {
            row["state"]: row for row in rows.annotate(n=Count("pk"), oldest=Min("waiting_since"))
        }
        mails = Gauge("portal_mails", "Mails that are not at their end.", labels=["state"])
        for state in Mail.OPEN:
            mails.add_metric([state], found[state]["n"] if state in found else 0)
        yield mails
        oldest = found[Mail.State.PENDING]["oldest"] if Mail.State.PENDING in found else None
        told = "Seconds that the oldest mail waits to be sent."
        yield Gauge("portal_mail_oldest_pending_seconds", told, self._seconds_since(oldest))
        failed = MailEvent.objects.filter(
            to_state=Mail.State.DEAD, at__gt=self.now - LATELY
        ).aggregate(n=Count("mail", distinct=True))
        yield Gauge("portal_mails_failed", "Mails that failed in the past day.", failed["n"])
        since = state_of_relay().opened_at
        told = "Whether the mail server takes no mail at all."
        yield Gauge("portal_mail_breaker_open", told, int(since is not None))
        unknown = Installation.objects.filter(unknown_since__isnull=False).exists()
        told = "Whether mail waits for somebody to say what this database is."
        yield Gauge("portal_mail_stopped", told, int(unknown))

    def _parts(self) -> Iterator[Metric]:
        told = "Seconds since a part last ran; beat is by what of it reached a worker."
        ages = Gauge("portal_heartbeat_age_seconds", told, labels=["part"])
        well = Gauge("portal_heartbeat_well", "Whether its last run went well.", labels=["part"])
        for row in pulses():
            ages.add_metric([row.part], self._seconds_since(row.ran_at))
            well.add_metric([row.part], int(row.is_well))
        if beat := cache.get(BEAT):
            ages.add_metric(["beat"], max(self.now.timestamp() - beat, 0))
        yield from (ages, well)

    def _broker(self) -> Iterator[Metric]:
        up = Gauge("portal_broker_up", "Whether the broker answers.")
        jobs = Gauge("portal_queue_jobs", "Jobs that no worker took yet.", labels=["queue"])
        ages = Gauge(
            "portal_queue_age_seconds", "Seconds that the oldest job waits.", labels=["queue"]
        )
        try:
            told = _queues()
        except (redis.RedisError, OSError, ValueError):
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
            for name, (number, oldest) in told.items():
                jobs.add_metric([name], number)
                ages.add_metric([name], _age(oldest))
        yield from (up, jobs, ages)

    def _seconds_since(self, moment: datetime | None) -> float:
        return max((self.now - moment).total_seconds(), 0) if moment else 0


def _database() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        number, most = cursor.fetchone()
    told = "Connections to this Postgres, of the portal and of others."
    yield Gauge("portal_database_connections", told, number)
    told = "How many connections this Postgres takes."
    yield Gauge("portal_database_connections_most", told, most)


def _queues() -> dict[str, tuple[int, bytes | None]]:
    """How many jobs wait in each queue, and the oldest of them."""
    with redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT, socket_connect_timeout=WAIT
    ) as server:
        line = server.pipeline(transaction=False)
        for name in QUEUES:
            line.llen(name).lindex(name, -1)
        told = line.execute()
    return {name: (told[2 * n], told[2 * n + 1]) for n, name in enumerate(QUEUES)}


def _age(message: bytes | None) -> float:
    with suppress(TypeError, ValueError, KeyError):
        return max(
            timezone.now().timestamp() - float(json.loads(message or b"")["headers"][SENT_AT]), 0
        )
    return 0
