"""The progress report of Merenland, half way: edited, refreshed since, remarked on, being read."""

import datetime
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.reports.editing.answering import write
from regions.reports.editing.refreshing import refresh, start_report
from regions.reports.editing.shown import text_shown
from regions.reports.models import Report, ReportAnswer, ReportFormat
from regions.reports.remarks.remarking import remark, reply
from regions.reports.signing.signing import offer
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.people import LEO, SANNE

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

FORMAT = "Voortgangsrapportage STO"
MONTHS_BACK = 10
STAND, ACTIVITIES, OBLIGATIONS = 1, 2, 6
BUSINESSES = "3"  # the line in which the story of Merenland lies


def add_report(place: "Place", clock: Clock, cast: dict[str, User]) -> Report:
    """Begun a month ago, so that the log that came in since changed what lies under an edit."""
    sanne, leo = cast[SANNE.email], cast[LEO.email]
    format = ReportFormat.objects.get(name=FORMAT)
    days = clock.current.plus(-MONTHS_BACK).first_day, clock.current.plus(1).last_day
    begun = _ago(clock, 50)
    report = start_report(place.region, format, days, sanne, begun)
    _edit(report, sanne, begun)
    offer(report, _ago(clock, 9))
    _remarks(report, sanne, leo, clock)
    refresh(report, clock.now)
    return report


def _ago(clock: Clock, days: int) -> datetime.datetime:
    return clock.instant(clock.today - datetime.timedelta(days=days), 15, 10)


def _edit(report: Report, by: User, at: datetime.datetime) -> None:
    told = report.answers.select_related("question", "report")
    activities = told.get(question__position=ACTIVITIES, subject=BUSINESSES)
    _write(activities, "De bedrijven in de regio helpen elkaar bij het begeleiden.", by, at)
    obligations = told.get(question__position=OBLIGATIONS)
    _write(
        obligations,
        "Wij houden de administratie bij zoals de regeling vraagt. De wijziging van het plan staat"
        " in vraag 2; er was geen melding aan DUS-I nodig.",
        by,
        at,
    )


def _write(answer: ReportAnswer, sentence: str, by: User, at: datetime.datetime) -> None:
    write(answer, f"{text_shown(answer)} {sentence}", by, at)


def _remarks(report: Report, sanne: User, leo: User, clock: Clock) -> None:
    questions = {one.position: one for one in report.format.questions.all()}
    first = remark(
        report,
        questions[STAND],
        "Zet de wachtlijst van de techniekclub bovenaan. Dat laat zien dat het werkt.",
        leo,
        _ago(clock, 8),
    )
    first.report = report
    reply(first, "", sanne, _ago(clock, 7))
    remark(
        report,
        questions[ACTIVITIES],
        "Noem ook hoeveel leerlingen later stage lopen. Een lezer vraagt daar zeker naar.",
        leo,
        _ago(clock, 3),
    )
