"""Notices of a region: in lists, and those that the next report must tell."""

from datetime import date

from django.db.models import Max, QuerySet

from regions.dossier.models import HandedIn, Notice, ReportingMoment
from regions.models import Region


def notices_of(region: Region, state: str = "", about: str = "") -> QuerySet[Notice]:
    rows = Notice.objects.filter(region=region)
    rows = rows.filter(state=state) if state else rows
    return rows.filter(about=about) if about else rows


def last_report_on(region: Region) -> date | None:
    """When the region last handed in a report."""
    rows = HandedIn.objects.filter(region=region, moment__kind__in=ReportingMoment.REPORTS)
    return rows.aggregate(day=Max("sent_on"))["day"]


def to_report(region: Region) -> list[Notice]:
    """What was left for the next report, and no report was handed in since; two queries."""
    rows = Notice.objects.filter(region=region, state=Notice.State.WITH_REPORT)
    if day := last_report_on(region):
        rows = rows.filter(recorded_at__date__gt=day)
    return list(rows.order_by("recorded_at", "pk"))
