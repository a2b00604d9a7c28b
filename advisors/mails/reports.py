"""What is new about the reports to DUS-I: one can be read and signed, came back, or is signed."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.reports.models import Report

from .readers import Lately, News, Seats

State = Report.State


def reports(seats: Seats, lately: Lately) -> Iterator[News]:
    """For who acts next: the lead applicant and the advisor, or the leader; one query."""
    rows = Report.objects.filter(
        Q(state=State.READING, offered_at__range=lately)
        | Q(state=State.CONCEPT, returned_at__range=lately)
        | Q(state=State.ESTABLISHED, established_at__range=lately)
    )
    for report in rows.select_related("region", "format"):
        told = {"report": report, "region": report.region}
        path, page = report.get_absolute_url(), _("To the report")
        if report.state == State.READING:
            mark = f"{report.pk}:{report.offered_at:%Y-%m-%dT%H:%M:%S}"
            text = _("The %(report)s of %(region)s can be read now") % told
            for reader in seats.advisors[report.region_id]:
                yield News(f"report_read:{mark}", reader, text, page, path)
            text = _("The %(report)s of %(region)s waits for a signature") % told
            path = reverse("report_establish", args=[report.region.slug, report.pk])
            for reader in seats.lead_applicants[report.region_id]:
                yield News(f"report_sign:{mark}", reader, text, page, path)
            continue
        if report.state == State.CONCEPT:
            mark = f"back:{report.pk}:{report.returned_at:%Y-%m-%dT%H:%M:%S}"
            text = _("The %(report)s of %(region)s came back: something is not right yet") % told
        else:
            mark = f"signed:{report.pk}"
            text = _("The %(report)s of %(region)s is established and can go to DUS-I") % told
        for reader in seats.leaders[report.region_id]:
            yield News(f"report_{mark}", reader, text, page, path)
