"""Notices of a region: in lists, and those that the next report must tell."""

from datetime import date

from django.db.models import F, Max, Q, QuerySet, Subquery

from regions.dossier.models import HandedIn, Notice, ReportingMoment
from regions.models import Region


def notices_of(region: Region, state: str = "", about: str = "") -> QuerySet[Notice]:
    rows = Notice.objects.filter(region=region)
    rows = rows.filter(state=state) if state else rows
    return rows.filter(about=about) if about else rows


def to_report(region: Region, days: tuple[date, date] | None = None) -> list[Notice]:
    """What was left for the next report, and no report was handed in since; of `days`, both
    included, also what DUS-I was told then. One query."""
    reports = HandedIn.objects.filter(region=region, moment__kind__in=ReportingMoment.REPORTS)
    last = reports.values("region").annotate(day=Max("sent_on")).values("day")
    rows = Notice.objects.filter(region=region).annotate(last_report_on=Subquery(last))
    is_left = Q(state=Notice.State.WITH_REPORT) & (
        Q(last_report_on=None) | Q(recorded_at__date__gt=F("last_report_on"))
    )
    was_told = Q(state=Notice.State.NOTIFIED, sent_on__range=days) if days else Q(pk=None)
    return list(rows.filter(is_left | was_told).order_by("sent_on", "recorded_at", "pk"))
