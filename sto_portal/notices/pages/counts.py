"""The outbox in numbers: what stands where, the oldest that waits, and whether it all adds up."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Sum

from regions.months import Month
from sto_portal.notices.kinds.digest_mail import DIGEST
from sto_portal.notices.kinds.table import KINDS
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.models.mail import MailQuerySet
from sto_portal.notices.outbox.heartbeats import SILENT_AFTER, parts, pulses
from sto_portal.notices.readdressing import AGAIN

ENDED = ("sent", "kept", "cancelled", "dead", "stale")
MOST_PERIODS = 12


@dataclass
class Balance:
    """The digests of one month: what was planned, and where it is now."""

    month: Month
    digests: int
    planned: int
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def open(self) -> int:
        return sum(self.counts[state] for state in Mail.OPEN)

    @property
    def ended(self) -> list[int]:
        return [self.counts[state] for state in ENDED]

    @property
    def difference(self) -> int:
        """Planned minus everything that is known; anything but 0 is a fault to look into."""
        return self.planned - self.open - sum(self.ended)


def balances() -> list[Balance]:
    """The last twelve months with digests, newest first, in two queries."""
    months = (
        Digest.objects.order_by("-month_on")
        .values("month_on")
        .annotate(digests=Count("pk"), planned=Sum("readers"))[:MOST_PERIODS]
    )
    found = {
        row["month_on"]: Balance(Month.of(row["month_on"]), row["digests"], row["planned"])
        for row in months
    }
    counts = (
        Mail.objects.filter(kind=DIGEST, period_on__in=list(found))
        .exclude(key__contains=AGAIN)
        .order_by()
        .values_list("period_on", "state")
        .annotate(number=Count("pk"))
    )
    for month_on, state, number in counts:
        found[month_on].counts[state] += number
    return list(found.values())


def counts_by_state(mails: MailQuerySet | None = None) -> list[dict[str, Any]]:
    """Per state, in the order of a mail's life: the total and the number per kind, of these mails
    or of all."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Mail.objects.all() if mails is None else mails.select_related(None).defer(None)
    grouped = rows.order_by().values_list("state", "kind").annotate(number=Count("pk"))
    for state, kind, number in grouped:
        counts[state][kind] = number
    return [
        {
            "state": state,
            "total": sum(counts[state].values()),
            "kinds": [counts[state].get(kind, 0) for kind in KINDS],
        }
        for state in Mail.State
    ]


def oldest_waiting() -> datetime | None:
    return Mail.objects.filter(state__in=Mail.OPEN).aggregate(oldest=Min("waiting_since"))["oldest"]


def heartbeats(now: datetime) -> list[dict[str, Any]]:
    """Each part with when it last ran; `is_silent` when that is too long ago, or never."""
    rows = {heartbeat.part: heartbeat for heartbeat in pulses()}
    return [
        {
            "title": part.label,
            "row": rows.get(part),
            "is_silent": part not in rows or now - rows[part].ran_at > SILENT_AFTER,
        }
        for part in parts()
    ]


def periods() -> list[date]:
    """Months that mails are about, newest first."""
    days = (
        Mail.objects.filter(period_on__isnull=False)
        .order_by("-period_on")
        .values_list("period_on", flat=True)
        .distinct()[:36]
    )
    return [day for day in days if day]
