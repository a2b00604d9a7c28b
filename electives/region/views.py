"""The electives of a region and the path of each: reading, and taking the next step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from electives.doors import elective_at
from electives.models import Elective, PathStep, Stage
from electives.path.forms import PathStepForm, RejectForm
from electives.path.path import next_stage, obstacle
from electives.path.steps import take_back, take_step
from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.web.lists import list_page

from .listing import (
    ElectiveFilter,
    RegionElective,
    chosen,
    electives_heading,
    head_of,
    on_their_way,
    told_rows,
)
from .page import shown

ELECTIVES_A_PAGE = 20


@require_safe
def electives(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_ELECTIVES)
    today = timezone.localdate()
    everything = list(told_rows(region, today))
    form = ElectiveFilter(request.GET)

    def file(rows: list[RegionElective]) -> HttpResponse:
        return csv_response(f"keuzevakken-{slug}.csv", head_of(), (row.cells for row in rows))

    return list_page(
        request,
        "electives/region.html",
        chosen(everything, form.wanted),
        lambda _page: {
            "region": region,
            "finding": electives_heading(everything),
            "total": len(everything),
            "on_their_way": on_their_way(everything),
            "filter": form,
            "may_edit": can(request.user, Action.EDIT_ELECTIVES, region),
            "today": today,
        },
        size=ELECTIVES_A_PAGE,
        file=file,
    )


@require_safe
def elective(request: Request, slug: str, pk: int) -> HttpResponse:
    row = elective_at(request, slug, pk)
    return _page(request, row)


@require_POST
def step(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take the step that the page showed as the next one."""
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    steps, form = _step_form(request, row)
    stage = next_stage(Stage(steps[-1].stage) if steps else None, row.counts_for_exam)
    if form is None or stage is None or request.POST.get("stage") != str(stage.value):
        messages.warning(request, obstacle(row, steps) or _("This step was taken already."))
        return redirect("elective", slug, pk)
    if form.is_valid():
        fields = {**form.cleaned_data}
        file = fields.pop("document", None)
        try:
            take_step(row, stage, request.user, fields, file)
        except ValidationError as refused:
            form.add_error(None, refused)
    if form.errors:
        return _page(request, row, form)
    messages.success(request, _("“%(title)s”: %(step)s.") % {"title": row, "step": stage.label})
    return redirect("elective", slug, pk)


@require_POST
def back(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take the last step back; the first one stays."""
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    last = row.steps.exclude(stage=Stage.IDEA).order_by("-stage").first()
    if last is None or row.rejected_on or request.POST.get("stage") != str(last.stage):
        messages.warning(request, _("This step cannot be taken back any more."))
    else:
        try:
            take_back(last)
            messages.success(request, _("The step was taken back."))
        except ValidationError as refused:
            messages.warning(request, refused.messages[0])
    return redirect("elective", slug, pk)


@require_POST
def reject(request: Request, slug: str, pk: int) -> HttpResponse:
    """Reject with a reason; posted again with `undo` it stands where it stood."""
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    if "undo" in request.POST:
        row.rejected_on, row.rejected_reason = None, ""
        row.save(update_fields=["rejected_on", "rejected_reason"])
        messages.success(request, _("It stands again where it stood."))
        return redirect("elective", slug, pk)
    form = RejectForm(request.POST)
    if row.rejected_on or not form.is_valid():
        return _page(request, row, reject_form=form)
    row.rejected_on, row.rejected_reason = timezone.localdate(), form.cleaned_data["reason"]
    row.published_at = None
    row.save(update_fields=["rejected_on", "rejected_reason", "published_at"])
    messages.success(request, _("The rejection is written down, with its reason."))
    return redirect("elective", slug, pk)


def _step_form(
    request: Request, row: Elective, is_posted: bool = True
) -> tuple[list[PathStep], PathStepForm | None]:
    """The steps so far and the form of the next one; no form where none can follow."""
    steps = list(row.steps.select_related("taken_by", "document").defer("document__content"))
    stage = next_stage(Stage(steps[-1].stage) if steps else None, row.counts_for_exam)
    if stage is None or obstacle(row, steps):
        return steps, None
    today = timezone.localdate()
    return steps, PathStepForm(
        (is_posted and request.POST) or None,
        (is_posted and request.FILES) or None,
        stage=stage,
        after=steps[-1] if steps else None,
        today=today,
        initial={"dated_on": today},
    )


def _page(
    request: Request,
    row: Elective,
    form: PathStepForm | None = None,
    reject_form: RejectForm | None = None,
) -> HttpResponse:
    has_errors = form is not None or reject_form is not None
    if form is None:
        steps, fresh = _step_form(request, row, is_posted=reject_form is None)
    else:
        steps, fresh = list(row.steps.all()), form
    context: dict[str, Any] = {
        **shown(row, steps, request.user, timezone.localdate()),
        "form": fresh,
        "reject_form": reject_form or RejectForm(),
    }
    return render(request, "electives/elective.html", context, status=422 if has_errors else 200)
