"""What the advisor remarks about a report before it goes, and what the leader answers."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regions.access import Action, can
from regions.accounts.models import User
from regions.reports.editing.locking import ReportRefused, open_report
from regions.reports.models import Report, ReportQuestion, ReportRemark


def remarks_for(user: User, report: Report) -> QuerySet[ReportRemark]:
    """Between leader and advisor, and the bureau; who signs reads the report alone."""
    rows = report.remarks.select_related("made_by", "replied_by")
    return rows if can(user, Action.READ_DRAFT, report.region) else rows.none()


@transaction.atomic
def remark(
    report: Report, question: ReportQuestion, text: str, by: User, now: datetime.datetime
) -> ReportRemark:
    """ReportRefused once the report is established."""
    held = open_report(report)
    return held.remarks.create(question=question, text=text, made_by=by, made_at=now)


@transaction.atomic
def reply(found: ReportRemark, text: str, by: User, now: datetime.datetime) -> None:
    """An answer; without words it says that the text was changed."""
    open_report(found.report)
    found.reply, found.replied_by, found.replied_at = text, by, now
    found.save(update_fields=["reply", "replied_by", "replied_at"])


@transaction.atomic
def drop(found: ReportRemark) -> None:
    """An own remark goes, as long as nobody answered it."""
    open_report(found.report)
    row = ReportRemark.objects.select_for_update(of=["self"]).get(pk=found.pk)
    if row.replied_at:
        raise ReportRefused(_("This remark was answered meanwhile, so it stays."))
    row.delete()
