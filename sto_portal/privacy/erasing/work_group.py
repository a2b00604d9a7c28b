"""What a work group wrote, who was asked for it, and who carries out what."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from regions.plans.models import ActivityOwner
from regions.progress.models import CheckIn, WorkAsk, WorkLine
from sto_portal.notices.models import ReplyAddress
from sto_portal.privacy.models import Deed
from sto_portal.privacy.rule import before


def old_lines(now: datetime) -> QuerySet[WorkLine]:
    """What nobody took over: the log has been in for long, or the link ended long ago."""
    since = before("WORK_LINE_KEPT_DAYS", now)
    logs = CheckIn.objects.filter(
        region=OuterRef("ask__region"),
        month_on=OuterRef("ask__month_on"),
        submitted_at__lt=since,
    )
    told = Q(sent_at__isnull=False) | ~Q(ask__typed={})
    is_over = Q(Exists(logs)) | Q(ask__expires_at__lt=since) | Q(ask__revoked_at__lt=since)
    return WorkLine.objects.filter(told, is_over, taken_at=None)


def drop_lines(found: list[int], deed: Deed, now: datetime) -> None:
    """With what was typed of them; that somebody was asked stays."""
    asks = WorkLine.objects.filter(pk__in=found).values("ask")
    WorkAsk.objects.filter(pk__in=list(asks.values_list("ask", flat=True))).update(typed={})
    WorkLine.objects.filter(pk__in=found).delete()


def old_asks(now: datetime) -> QuerySet[WorkAsk]:
    return WorkAsk.objects.filter(expires_at__lt=before("WORK_ASK_KEPT_DAYS", now))


def drop_asks(found: list[int], deed: Deed, now: datetime) -> None:
    WorkAsk.objects.filter(pk__in=found).delete()


def old_owners(now: datetime) -> QuerySet[ActivityOwner]:
    """Noted long ago, and nobody was asked at that address since."""
    asks = WorkAsk.objects.filter(region=OuterRef("region"), email__iexact=OuterRef("email"))
    rows = ActivityOwner.objects.filter(set_at__lt=before("OWNER_KEPT_DAYS", now))
    return rows.exclude(Exists(asks))


def drop_owners(found: list[int], deed: Deed, now: datetime) -> None:
    ActivityOwner.objects.filter(pk__in=found).delete()


def old_replies(now: datetime) -> QuerySet[ReplyAddress]:
    return ReplyAddress.objects.filter(expires_at__lt=before("REPLY_KEPT_DAYS", now))


def drop_replies(found: list[int], deed: Deed, now: datetime) -> None:
    ReplyAddress.objects.filter(pk__in=found).delete()
