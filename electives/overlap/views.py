"""The elective beside what exists: the nearest, the share that overlaps, and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from electives.models import Elective, Stage
from electives.models.path import MOST_OVERLAP
from regions.access import Action, Request, can, fetch

from .overlap import Near, nearest

FIRST = 2  # existing electives that the heading names


@require_safe
def elective_overlap(request: Request, slug: str, pk: int) -> HttpResponse:
    rows = Elective.objects.filter(region__slug=slug).select_related("region").with_stage()
    elective = fetch(rows, request.user, Action.READ_ELECTIVES, pk=pk)
    near = nearest(elective)
    may_edit = can(request.user, Action.EDIT_ELECTIVES, elective)
    is_asked = elective.stage == Stage.IDEA and elective.counts_for_exam  # type: ignore[attr-defined]
    context = {
        "region": elective.region,
        "elective": elective,
        "near": near,
        "most": MOST_OVERLAP,
        "finding": _finding(near),
        "together": [found for found in near if found.is_to_share],
        "may_take": may_edit and is_asked and elective.rejected_on is None,
    }
    return render(request, "electives/overlap.html", context)


def _finding(near: list[Near]) -> str:
    """What to read first; no verdict, which the commission gives."""
    titles = [row.title for row in near if row.is_existing][:FIRST]
    if not titles:
        return _("Nothing that exists looks like it")
    text = ngettext(
        "Read this one first: %(titles)s", "Read these two first: %(titles)s", len(titles)
    )
    return text % {"titles": ", ".join(titles)}
