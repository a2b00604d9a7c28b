"""A report begun, and its draft made anew. What a person wrote is never touched."""

import datetime

from django.db import transaction

from regions.accounts.models import User
from regions.models import Region
from regions.months import AMSTERDAM
from regions.reports.drafting.draft import Part, draft_of
from regions.reports.models import Report, ReportAnswer, ReportFormat

from .locking import locked_report, open_report, touch
from .under import changed_under

WRITTEN = ("heading", "position", "drafted", "is_gone")


@transaction.atomic
def start_report(
    region: Region,
    format: ReportFormat,
    days: tuple[datetime.date, datetime.date],
    by: User,
    now: datetime.datetime,
) -> Report:
    """A first draft. IntegrityError when there is one of this format and period."""
    report = Report.objects.create(
        region=region, format=format, starts_on=days[0], ends_on=days[1], created_by=by,
        created_at=now,
    )  # fmt: skip
    _redraw(locked_report(report), now)
    return report


@transaction.atomic
def refresh(report: Report, now: datetime.datetime) -> int:
    """The draft as the sources say it now; how many edited answers have news under them.

    ReportRefused when it was established.
    """
    return _redraw(open_report(report), now)


def _redraw(report: Report, now: datetime.datetime) -> int:
    today = now.astimezone(AMSTERDAM).date()
    draft = draft_of(report, report.format.questions.all(), today)
    known = {(row.question_id, row.subject): row for row in report.answers.all()}
    new: list[ReportAnswer] = []
    kept: list[ReportAnswer] = []
    gone: list[ReportAnswer] = []
    for part in draft.parts:
        row = known.pop((part.question.pk, part.subject), None)
        (kept if row else new).append(_drawn(row or ReportAnswer(report=report), part))
    for row in known.values():
        (kept if row.is_edited else gone).append(row)
        row.is_gone = True
    ReportAnswer.objects.filter(pk__in=[row.pk for row in gone]).delete()
    ReportAnswer.objects.bulk_update(kept, WRITTEN)
    ReportAnswer.objects.bulk_create(new)
    touch(report, figures=[figure.to_json() for figure in draft.figures], refreshed_at=now)
    return len([row for row in kept if changed_under(row)])


def _drawn(row: ReportAnswer, part: Part) -> ReportAnswer:
    row.question, row.subject = part.question, part.subject
    row.heading, row.position, row.is_gone = part.heading[:220], part.position, False
    row.drafted = [sentence.to_json() for sentence in part.sentences]
    return row
