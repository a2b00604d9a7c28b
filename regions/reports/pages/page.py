"""The page of one question of a report: its sentences, where they came from, and the remarks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from regions.access import Action, Request, can
from regions.asked import row_id
from regions.months import Month
from regions.progress.models import CheckIn
from regions.reports.editing.progress import Answered, all_answered, heading_of
from regions.reports.editing.shown import Piece, pieces_of, text_shown
from regions.reports.editing.under import Under, changed_under, open_gaps
from regions.reports.models import Report, ReportAnswer
from regions.reports.remarks.forms import RemarkForm, ReplyForm
from regions.reports.remarks.remarking import remarks_for
from regions.reports.sentences import Sentence


@dataclass
class Chosen:
    """The sentence of which the sources are shown, and its place in the answer."""

    piece: Piece
    answer: ReportAnswer


@dataclass
class ShownPart:
    """One answer on the page; `chosen` is the place of the sentence that was clicked."""

    answer: ReportAnswer
    chosen: int | None = None
    pieces: list[Piece] = field(init=False)
    gaps: list[Sentence] = field(init=False)
    news: list[Under] = field(init=False)

    def __post_init__(self) -> None:
        self.pieces = pieces_of(self.answer)
        self.gaps = open_gaps(self.answer)
        self.news = changed_under(self.answer)

    @cached_property
    def text(self) -> str:
        return text_shown(self.answer)

    @property
    def length(self) -> int:
        return len(self.text)


def question_page(
    request: Request,
    report: Report,
    number: int,
    remark: RemarkForm | None = None,
    reply: ReplyForm | None = None,
) -> HttpResponse:
    told = all_answered(report)
    current = next((one for one in told if one.question.position == number), None)
    if current is None:
        raise Http404
    parts = _parts(request, current.answers)
    form = remark or reply
    context = {
        **about(request, report, told),
        "current": current,
        "parts": parts,
        "chosen": _chosen(parts),
        **_remarks(request, report, current, reply),
        "remark_form": remark or RemarkForm(),
        "form": form,
        "next": next((one for one in told if one.question.position > number), None),
    }
    return render(request, "reports/report.html", context, status=422 if form else 200)


def about(request: Request, report: Report, told: Sequence[Answered]) -> dict[str, Any]:
    """What every page of a report shows: who may do what, and how far it is."""
    region, user = report.region, request.user
    return {
        "region": region,
        "report": report,
        "questions": told,
        "heading": heading_of(list(told)),
        "logs": logs_of(report),
        "news_count": sum(one.news for one in told),
        "gap_count": sum(one.gaps for one in told),
        "figures": report.figures,
        "may_write": can(user, Action.WRITE_REPORT, region) and not report.is_fixed,
        "may_establish": can(user, Action.ESTABLISH_REPORT, region)
        and report.state == Report.State.READING,
        "may_send": can(user, Action.SEND_REPORT, region) and report.is_fixed,
        "may_remark": can(user, Action.ADVISE, region) and not report.is_fixed,
        "opens_sources": can(user, Action.READ_LOG, region),
    }


@dataclass(frozen=True)
class Logs:
    """The logs of the period that the draft was made of, and how many came in after it."""

    count: int
    last: Month | None
    since: int


def logs_of(report: Report) -> Logs:
    """One query."""
    rows = CheckIn.objects.filter(
        region=report.region,
        state=CheckIn.State.SUBMITTED,
        month_on__range=(report.starts_on, report.ends_on),
    )
    read = Q(submitted_at__lte=report.refreshed_at) if report.refreshed_at else Q(pk=None)
    told = rows.aggregate(
        count=Count("month_on", filter=read, distinct=True),
        last=Max("month_on", filter=read),
        since=Count("pk", filter=~read),
    )
    last = told["last"]
    return Logs(told["count"], Month.of(last) if last else None, told["since"])


def _parts(request: Request, answers: Sequence[ReportAnswer]) -> list[ShownPart]:
    """The sentence is named as "answer-place" in the address."""
    answer, _dash, place = request.GET.get("sentence", "").partition("-")
    wanted, at = row_id(answer), row_id(place)
    return [ShownPart(row, at if row.pk == wanted else None) for row in answers]


def _chosen(parts: Sequence[ShownPart]) -> Chosen | None:
    for part in parts:
        if part.chosen is not None and part.chosen < len(part.pieces):
            return Chosen(part.pieces[part.chosen], part.answer)
    return None


def _remarks(
    request: Request, report: Report, current: Answered, reply: ReplyForm | None
) -> dict[str, Any]:
    rows = list(remarks_for(request.user, report))
    here = [row for row in rows if row.question_id == current.question.pk]
    waiting = [row for row in rows if row.replied_at is None]
    return {
        "remarks": here,
        "waiting": waiting,
        "waiting_elsewhere": len([row for row in waiting if row not in here]),
        "reply_form": reply,
    }
