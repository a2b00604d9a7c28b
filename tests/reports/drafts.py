"""Reports to try: a region with eight logs, and a draft over the year."""

import datetime

from regions.accounts.models import User
from regions.models import Role
from regions.reports.editing.refreshing import start_report
from regions.reports.formats.loading import keep_shipped
from regions.reports.models import Report, ReportAnswer, ReportFormat, ReportQuestion
from tests.conftest import NOW, Place, member, person
from tests.progress.stories import log

YEAR = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
PRAISE = "Scholen noemen het dagdeel bij een bedrijf een sterk punt."
PROBLEM = "Twee installatiebedrijven nemen dit jaar geen leerlingen aan."
RECOVERY = "Drie bedrijven delen één begeleider."


def eight_logs(place: Place) -> None:
    """March to October: the elective on schedule, the orientation silent after June, the
    internships behind since April."""
    for number in range(3, 11):
        told = {
            "1.1": {"status": "on_track", "met": 1 if number == 5 else 0},
            "1.2": {"status": "on_track" if number < 7 else ""},
            "2.1": {"status": "on_track", "counted": number * 3},
        }
        if number > 3:
            told["2.1"] |= {"status": "behind", "problem": PROBLEM, "recovery": RECOVERY}
        good = PRAISE if number in (5, 6, 9) else ""
        log(place.region, f"2026-{number:02}", told, going_well=good)


def format_named(start: str) -> ReportFormat:
    return next(one for one in keep_shipped() if one.name.startswith(start))


def progress_report(place: Place, now: datetime.datetime = NOW) -> Report:
    return start_report(place.region, format_named("Voortgang"), YEAR, place.leader, now)


def asked(*sources: str, scope: str = "line", **fields: object) -> ReportFormat:
    """A format of one question."""
    format = ReportFormat.objects.create(
        name=f"Proef {ReportFormat.objects.count()}", source="Test", valid_from_on=YEAR[0]
    )
    ReportQuestion.objects.create(
        format=format, position=1, text="Hoe gaat het?", scope=scope, sources=list(sources),
        **fields,
    )  # fmt: skip
    return format


def report_on(place: Place, *sources: str, scope: str = "line", **fields: object) -> Report:
    format = asked(*sources, scope=scope, **fields)
    return start_report(place.region, format, YEAR, place.leader, NOW)


def part(report: Report, subject: str = "", number: int = 1) -> ReportAnswer:
    rows = ReportAnswer.objects.select_related("report", "question")
    return rows.get(report=report, question__position=number, subject=subject)


def texts(report: Report, subject: str = "", number: int = 1) -> list[str]:
    return [one.text for one in part(report, subject, number).sentences if not one.is_gap]


def gaps(report: Report, subject: str = "", number: int = 1) -> list[str]:
    return [one.text for one in part(report, subject, number).sentences if one.is_gap]


def lead_applicant(place: Place) -> User:
    user = person(f"Penvoerder-{place.slug} Test")
    member(user, Role.LEAD_APPLICANT, place.region)
    return user
