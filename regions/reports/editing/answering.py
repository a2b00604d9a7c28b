"""What a person writes in a report: kept, taken over from the sources, or let go."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from regions.accounts.models import User
from regions.reports.models import ReportAnswer
from regions.reports.sentences import text_of
from regions.saving import AT_ONCE

from .locking import open_report, touch
from .under import changed_under, taken_over


def _held(answer: ReportAnswer) -> ReportAnswer:
    """The answer, with its report locked; ReportRefused when that was established."""
    report = open_report(answer.report)
    row = ReportAnswer.objects.select_related("question").get(pk=answer.pk)
    row.report = report
    return row


@transaction.atomic
def write(answer: ReportAnswer, text: str, by: User, now: datetime.datetime) -> None:
    """Keep what was written over the draft that its person saw; the draft itself is no edit.

    `answer` is as it was when the text was judged: ValidationError when it changed since.
    """
    row = _held(answer)
    if (row.text, row.drafted) != (answer.text, answer.drafted):
        raise ValidationError(AT_ONCE)
    text = "\n".join(text.split("\r\n")).strip()
    if text == text_of(row.sentences):
        _let_go(row)
    else:
        row.text, row.seen = text, row.drafted
        row.edited_by, row.edited_at = by, now
    _save(row)


@transaction.atomic
def back_to_draft(answer: ReportAnswer) -> None:
    """What was written goes; the sources speak again. What left the plan goes altogether."""
    row = _held(answer)
    if row.is_gone:
        row.delete()
        touch(row.report)
        return
    _let_go(row)
    _save(row)


@transaction.atomic
def settle(answer: ReportAnswer, key: str, is_taken: bool) -> bool:
    """Take over one change of the sources, or leave the text as it is; False when it is gone."""
    row = _held(answer)
    change = next((one for one in changed_under(row) if one.key == key), None)
    if change is None:
        return False
    if is_taken:
        row.text = taken_over(row.text or "", change)
    now = {one["key"]: one for one in row.drafted}
    seen = [one for one in row.seen if one["key"] != key]
    row.seen = [*seen, now[key]] if key in now else seen
    if row.text == text_of(row.sentences):
        _let_go(row)
    _save(row)
    return True


def _let_go(row: ReportAnswer) -> None:
    row.text, row.seen, row.edited_by, row.edited_at = None, [], None, None


def _save(row: ReportAnswer) -> None:
    row.save(update_fields=["text", "seen", "edited_by", "edited_at"])
    touch(row.report)
