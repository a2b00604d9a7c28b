"""Submitted logs as they are read: every version of a month, and the receipt of the last."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from regions.dutch import list_text
from regions.models import Region
from regions.months import Month
from regions.progress.group_mail import group_mail_about
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet

from .afterthought import afterthought_until


@dataclass
class Version:
    log: CheckIn
    updates: list[ActivityUpdate] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return minutes_of(self.log)


def versions_of(region: Region, month: Month) -> list[Version]:
    """The submitted versions of a month, the one that counts first."""
    told = (
        ActivityUpdate.objects.exclude(status="")
        .select_related("activity")
        .order_by("activity__line__position", "activity__position", "activity_id")
        .prefetch_related(
            Prefetch("milestones_met", MilestoneMet.objects.select_related("milestone"))
        )
    )
    logs = (
        CheckIn.objects.filter(
            region=region, month_on=month.first_day, state=CheckIn.State.SUBMITTED
        )
        .select_related("submitted_by")
        .prefetch_related(Prefetch("updates", told, to_attr="told"))
        .order_by("-version")
    )
    return [Version(log, log.told) for log in logs]


def receipt_of(version: Version, now: datetime) -> dict[str, Any]:
    """What a leader hears after submitting."""
    mail = group_mail_about(version.log, now)
    until = afterthought_until(version.log)
    return {
        "version": version,
        "minutes": version.minutes,
        "mail": mail,
        "may_change_until": until if now < until else None,
        "readers": list_text(mail.readers) if mail else "",
    }


def minutes_of(log: CheckIn) -> int:
    """Active minutes, rounded up; 0 where nothing was counted."""
    return -(-log.active_seconds // 60)
