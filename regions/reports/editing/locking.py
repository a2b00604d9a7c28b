"""The lock under which a report is changed, and why it may not be."""

from django.utils.translation import gettext as _

from regions.reports.models import Report


class ReportRefused(Exception):
    """The report is in a state that does not allow this; the text is for the person who tried."""


def locked_report(report: Report) -> Report:
    """The report, locked in the running transaction."""
    rows = Report.objects.select_for_update(of=["self"]).select_related("region", "format")
    return rows.get(pk=report.pk)


def open_report(report: Report) -> Report:
    """The report, locked; ReportRefused when it was established and does not move any more."""
    locked = locked_report(report)
    if locked.is_fixed:
        raise ReportRefused(_("This report is established: its text does not change any more."))
    return locked


def touch(report: Report, **values: object) -> None:
    """Its text changed: whoever signs must have read this very text."""
    for name, value in values.items():
        setattr(report, name, value)
    report.revision += 1
    report.save(update_fields=["revision", *values])
