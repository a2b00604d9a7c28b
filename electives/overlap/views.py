"""The elective beside what exists: the nearest, the share that overlaps, and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from electives.models import Elective, Stage
from electives.models.path import MOST_OVERLAP
from regions.access import Action, Request, can, fetch

from .overlap import Near, nearest


@require_safe
def elective_overlap(request: Request, slug: str, pk: int) -> HttpResponse:
    rows = Elective.objects.filter(region__slug=slug).select_related("region").with_stage()
    elective = fetch(rows, request.user, Action.READ_ELECTIVES, pk=pk)
    near = nearest(elective)
    existing = [one.overlap.percent for one in near if one.is_existing]
    percent = max(existing, default=0)
    may_edit = can(request.user, Action.EDIT_ELECTIVES, elective)
    is_asked = elective.stage == Stage.IDEA and elective.counts_for_exam  # type: ignore[attr-defined]
    context = {
        "region": elective.region,
        "elective": elective,
        "near": near,
        "percent": percent,
        "most": MOST_OVERLAP,
        "finding": _finding(near, percent),
        "together": [one for one in near if one.is_to_share],
        "may_take": may_edit and is_asked and elective.rejected_on is None,
    }
    return render(request, "electives/overlap.html", context)


def _finding(near: list[Near], percent: int) -> str:
    if not percent:
        return _("Nothing that exists looks like it")
    nearest_one = next(one for one in near if one.is_existing)
    values = {"percent": percent, "title": nearest_one.title}
    if percent > MOST_OVERLAP:
        return _("%(percent)s%% overlap with %(title)s: that is too much") % values
    return _("%(percent)s%% overlap with %(title)s: it may go on") % values
