"""A format that was read is kept, whole or not at all; and written as a file again."""

import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from regions.reports.models import ReportFormat, ReportQuestion

from .reading import ReadFormat, read_format

SHIPPED = Path(__file__).parent / "shipped"


@transaction.atomic
def keep_format(found: ReadFormat) -> ReportFormat:
    """IntegrityError when there is one of this name and first day."""
    found.format.save()
    for question in found.questions:
        question.format = found.format
    ReportQuestion.objects.bulk_create(found.questions)
    return found.format


def shipped() -> list[ReadFormat]:
    """The concepts that come with the portal."""
    return [read_format(path.read_text()) for path in sorted(SHIPPED.glob("*.json"))]


def keep_shipped() -> list[ReportFormat]:
    """The concepts, as far as they are not there yet."""
    kept = []
    for found in shipped():
        head = found.format
        known = ReportFormat.objects.filter(name=head.name, valid_from_on=head.valid_from_on)
        kept.append(known.first() or keep_format(found))
    return kept


def end_format(row: ReportFormat, today: datetime.date) -> None:
    """Today is the last day on which a report can begin with it."""
    row.valid_until_on = today
    row.save(update_fields=["valid_until_on"])


def written(row: ReportFormat) -> dict[str, Any]:
    """The format as its file has it, so that it can be loaded elsewhere or changed."""
    told: dict[str, Any] = {
        "name": row.name,
        "kind": row.kind,
        "is_official": row.is_official,
        "source": row.source,
        "source_url": row.source_url,
        "valid_from": row.valid_from_on.isoformat(),
    }
    if row.valid_until_on:
        told["valid_until"] = row.valid_until_on.isoformat()
    told["questions"] = [_question(question) for question in row.questions.all()]
    return told


def _question(question: ReportQuestion) -> dict[str, Any]:
    told: dict[str, Any] = {
        "question": question.text,
        "explanation": question.explanation,
        "asked": question.scope,
        "from": list(question.sources),
    }
    if question.limit:
        told |= {"limit": question.limit, "limit_per_part": question.is_limit_per_part}
    return told
