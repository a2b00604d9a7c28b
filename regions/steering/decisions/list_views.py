"""The list of decisions: what is asked, which questions wait, and what was taken, by number."""

from collections.abc import Iterable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.plans.models import PlanChange
from regions.steering.models import Decision, SteeringGroup
from regions.web.lists import list_page, wants_csv

from .ballots import mandate_on
from .forms import DecisionFilter
from .list import Asked, asked_of, taken_of
from .questions import LeaderQuestion, questions_of
from .register import Entry, register_of, years_of


@require_safe
def decisions(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    chosen = DecisionFilter(request.GET)
    now = timezone.now()
    asked = asked_of(region, now)
    questions = questions_of(region, now, mandate_on(region, timezone.localdate(now)))
    return list_page(
        request,
        "steering/decisions.html",
        taken_of(region, **chosen.wanted),
        lambda _page: {
            "region": region,
            "asked": asked,
            "questions": questions,
            "may_remark": can(request.user, Action.REMARK, region),
            "filter": chosen,
        },
        file=partial(_as_csv, region, asked, questions),
    )


def _as_csv(
    region: Region, asked: list[Asked], questions: list[LeaderQuestion], taken: Iterable[PlanChange]
) -> HttpResponse:
    """What the list shows, whole."""
    header = [
        _("Number"), _("Decision"), _("State"), _("Kind"), _("Asked on"), _("At the latest"),
        _("Decided on"), _("How"), _("Decided by"), _("Answered"), _("In favour"), _("Against"),
        _("No vote"), _("Not seen"),
    ]  # fmt: skip
    cells = [
        *(_asked_cells(row) for row in asked),
        *(_question_cells(question) for question in questions),
        *(_taken_cells(change) for change in taken),
    ]
    return csv_response(f"besluiten-{region.slug}-{timezone.localdate()}.csv", header, cells)


def _asked_cells(row: Asked) -> list[object]:
    """Until the decision only how many answered: who is in favour is nobody's business yet."""
    change, answered = row.change, row.tally.answered if row.tally else ""
    state, kind = change.get_state_display(), change.get_kind_display()
    return [
        change.number,
        row.title,
        state,
        kind,
        row.since,
        change.decide_by,
        *[""] * 3,
        answered,
        *[""] * 4,
    ]


def _question_cells(question: LeaderQuestion) -> list[object]:
    state = _("Question out of a monthly log")
    return ["", question.text, state, "", question.since.first_day, *[""] * 9]


def _taken_cells(one: PlanChange) -> list[object]:
    taken = next(iter(one.standing), None)  # type: ignore[attr-defined]
    return [
        one.number,
        one.title,
        one.get_state_display(),
        one.get_kind_display(),
        timezone.localdate(one.proposed_at) if one.proposed_at else "",
        one.decide_by,
        one.decided_on,
        _("in the portal") if taken else _("on paper"),
        one.decided_by,
        *_counts(taken),
    ]


def _counts(taken: Decision | None) -> list[object]:
    if taken is None:
        return [""] * 5
    answered = taken.members - taken.not_seen
    return [answered, taken.in_favour, taken.against, taken.abstained, taken.not_seen]


@require_safe
def register(request: Request, slug: str) -> HttpResponse:
    """Every decision of a year by its number, to print or to keep."""
    region = fetch_region(request.user, slug)
    years = years_of(region)
    chosen = request.GET.get("year", "")
    this_year = timezone.localdate().year
    year = int(chosen) if chosen in map(str, years) else next(iter(years), this_year)
    entries = register_of(region, year)
    if wants_csv(request):
        return _register_as_csv(region, year, entries)
    group = SteeringGroup.objects.filter(region=region).first()
    context = {"region": region, "group": group, "years": years, "year": year, "entries": entries}
    return render(request, "steering/register.html", context)


def _register_as_csv(region: Region, year: int, entries: list[Entry]) -> HttpResponse:
    header = [
        _("Number"), _("Decision"), _("Kind"), _("Outcome"), _("Decided on"), _("Decided by"),
        _("In favour"), _("Against"), _("No vote"), _("Not seen"), _("Holds from"),
        _("Why it was not waited for"), _("Reopened"), _("Note"),
    ]  # fmt: skip
    rows = (
        [
            entry.number,
            entry.title,
            entry.kind,
            entry.outcome,
            entry.decided_on,
            entry.decided_by,
            *entry.counts,
            entry.holds_from_on,
            entry.early_reason,
            " / ".join(entry.reopened),
            entry.note,
        ]
        for entry in entries
    )
    return csv_response(f"besluitenregister-{region.slug}-{year}.csv", header, rows)
