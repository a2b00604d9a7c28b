"""Who reaches which report.

A leader and the advisor read from the first concept on, and the bureau too; the lead applicant
once it is offered to be read. The rest of a steering group reads nothing of it.
"""

from django.db.models import QuerySet
from django.http import Http404

from regions.access import Action, can, fetch
from regions.accounts.models import User
from regions.models import Region

from .models import Report, ReportAnswer


def reports_for(user: User, region: Region) -> QuerySet[Report]:
    """The reports of a region that `user` may read there."""
    rows = Report.objects.filter(region=region).select_related("format", "region")
    if not can(user, Action.READ_REPORT, region):
        return rows.none()
    return rows if sees_concepts(user, region) else rows.exclude(state=Report.State.CONCEPT)


def sees_concepts(user: User, region: Region) -> bool:
    return can(user, Action.READ_DRAFT, region)


def fetch_report(user: User, slug: str, pk: int, action: Action = Action.READ_REPORT) -> Report:
    """One report, as `fetch`; a concept is not there for who may not read it yet."""
    rows = Report.objects.select_related("region", "format", "established_by")
    report = fetch(rows, user, action, region__slug=slug, pk=pk)
    if report.state == Report.State.CONCEPT and not sees_concepts(user, report.region):
        raise Http404
    return report


def fetch_answer(user: User, slug: str, pk: int, answer: int) -> ReportAnswer:
    """One part of a report that `user` writes."""
    report = fetch_report(user, slug, pk, Action.WRITE_REPORT)
    rows = ReportAnswer.objects.filter(report=report).select_related("question")
    row = fetch(rows, user, Action.WRITE_REPORT, pk=answer)
    row.report = report
    return row
