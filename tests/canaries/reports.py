"""The canary words of a progress report: its text, its sources and what is remarked about it."""

import datetime

from django.utils import timezone

from regions.reports.models import (
    Report,
    ReportAnswer,
    ReportFormat,
    ReportQuestion,
    ReportRemark,
)
from regions.reports.sentences import Origin, Sentence
from tests.conftest import Place

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


def plant_reports(place: Place, inside: str) -> dict[str, int]:
    """A report that is being read, with one answer and one remark; a steering group but for its
    lead applicant reads nothing of it."""
    format = ReportFormat.objects.create(
        name=f"Verslag van {place.slug}", source="Test", valid_from_on=FIRST
    )
    question = ReportQuestion.objects.create(
        format=format, position=1, text="Hoe gaat het?", sources=["good"]
    )
    report = Report.objects.create(
        region=place.region, format=format, starts_on=FIRST, ends_on=LAST, state="reading",
        offered_at=timezone.now(), refreshed_at=timezone.now(),
        reference=f"Kenmerk {inside}", return_reason=f"Nog niet {inside}",
    )  # fmt: skip
    origin = Origin("log okt", "Maandlog", f"/regions/{place.slug}/check-in/", LAST, inside, inside)
    answer = ReportAnswer.objects.create(
        report=report, question=question, text=f"Zo gaat het {inside}",
        drafted=[Sentence("good:1", f"Gaat goed {inside}", (origin,)).to_json()],
        edited_by=place.leader, edited_at=timezone.now(),
    )  # fmt: skip
    remark = ReportRemark.objects.create(
        report=report, question=question, text=f"Let op {inside}", made_by=place.advisor
    )
    return {
        "report": report.pk,
        "report_answer": answer.pk,
        "report_remark": remark.pk,
        "report_format": format.pk,
    }
