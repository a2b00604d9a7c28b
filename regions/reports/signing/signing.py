"""From concept to sent: offered to be read, returned or established, and sent.

Who establishes has read this very text: `revision` of what was read goes along.
"""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.reports.editing.locking import ReportRefused, locked_report, open_report
from regions.reports.models import Report
from regions.reports.moments import hand_in

State = Report.State


@transaction.atomic
def offer(report: Report, now: datetime.datetime) -> None:
    """From now on the lead applicant reads along and may establish it."""
    row = open_report(report)
    if row.state == State.CONCEPT:
        row.state, row.offered_at, row.return_reason = State.READING, now, ""
        row.save(update_fields=["state", "offered_at", "return_reason"])


@transaction.atomic
def take_back(report: Report) -> None:
    row = open_report(report)
    if row.state == State.READING:
        row.state = State.CONCEPT
        row.save(update_fields=["state"])


@transaction.atomic
def give_back(report: Report, reason: str, now: datetime.datetime) -> None:
    """The lead applicant does not establish it yet, and says why."""
    row = open_report(report)
    if row.state != State.READING:
        raise ReportRefused(_("This report does not wait to be established (any more)."))
    row.state, row.return_reason, row.returned_at = State.CONCEPT, reason, now
    row.save(update_fields=["state", "return_reason", "returned_at"])


@transaction.atomic
def establish(report: Report, seen: str, by: User, now: datetime.datetime) -> None:
    """From now on it does not move; ReportRefused when it is not what was read."""
    row = open_report(report)
    if row.state != State.READING:
        raise ReportRefused(_("This report does not wait to be established (any more)."))
    if seen != str(row.revision):
        raise ReportRefused(_("The text changed while you read it. Read it again, then establish."))
    row.state, row.established_at, row.established_by = State.ESTABLISHED, now, by
    row.save(update_fields=["state", "established_at", "established_by"])


@transaction.atomic
def send(report: Report, sent_on: datetime.date, reference: str, by: User) -> None:
    """Write down when it went and under which reference; a slip of the pen is put right here.

    The reporting moment of its period is handed in by it.
    """
    row = locked_report(report)
    if not row.is_fixed:
        raise ReportRefused(_("Only a report that was established is sent."))
    before = {"sent_on": row.sent_on, "reference": row.reference}
    row.state, row.sent_on, row.reference = State.SENT, sent_on, reference
    row.save(update_fields=["state", "sent_on", "reference"])
    hand_in(row, before, by)


@transaction.atomic
def throw_away(report: Report) -> None:
    """A concept goes with everything in it."""
    open_report(report).delete()
