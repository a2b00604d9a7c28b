"""What pupils of a region practise: the map, and which activities serve career guidance."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from electives.models import Depth
from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.csv import csv_response
from regions.models import Region, School
from regions.web.lists import wants_csv

from .career import Career, career_of
from .filters import SchoolFilter
from .looks import figures, unseen
from .practice import serve
from .reading import skills_map as map_of
from .skills import SkillsMap
from .words import gaps, skills_heading


@require_safe
def skills_map(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_ELECTIVES)
    school = _school(request, region)
    today = timezone.localdate()
    found = map_of(region, today, school)
    if wants_csv(request):
        name = f"competenties-{region.slug}-{today}.csv"
        return csv_response(name, [_("Competence"), *_titles(found)], _lines(found))
    may_edit = can(request.user, Action.EDIT_ELECTIVES, region)
    context = {
        "region": region,
        "school": school,
        "filter": SchoolFilter(request.GET, school=region.schools.values_list("pk", "name")),
        "map": found,
        "finding": skills_heading(found),
        "gaps": gaps(found),
        "depths": [(depth, depth.label, "•" * depth.value) for depth in Depth],
        "figures": figures(region, today, can(request.user, Action.READ_EXACT, region)),
        "may_edit": may_edit,
    }
    return render(request, "electives/skills_map.html", context)


def _school(request: Request, region: Region) -> School | None:
    chosen = request.GET.get("school", "")
    if not chosen:
        return None
    return get_object_or_404(School, region=region, pk=row_id(chosen))


def _titles(found: SkillsMap) -> list[str]:
    return [column.title for column in found.columns]


def _lines(found: SkillsMap) -> Iterator[list[str]]:
    for line in found.lines:
        words = [str(cell.depth.label) if cell.depth else "" for cell in line.cells]
        yield [line.competence.name, *words]


@require_http_methods(["GET", "HEAD", "POST"])
def lob(request: Request, slug: str) -> HttpResponse:
    action = Action.EDIT_ELECTIVES if request.method == "POST" else Action.READ_ELECTIVES
    region = fetch_region(request.user, slug, action)
    career = career_of(region)
    if request.method == "POST":
        serve(region, career.chosen(set(request.POST)), career.keys)
        messages.success(request, _("It is saved."))
        return redirect("skills_lob", slug)
    if wants_csv(request):
        return _career_csv(region, career)
    may_edit = can(request.user, Action.EDIT_ELECTIVES, region)
    context = {
        "region": region,
        "career": career,
        "may_edit": may_edit,
        "figures": {"unseen": unseen(region)} if may_edit else {},
    }
    return render(request, "electives/lob.html", context)


def _career_csv(region: Region, career: Career) -> HttpResponse:
    rows = (
        [
            row.activity.code,
            row.activity.title,
            *(_("yes") if box.is_served else "" for box in row.boxes),
        ]
        for row in career.rows
    )
    header = [_("Code"), _("Activity"), *(competence.name for competence in career.competences)]
    return csv_response(f"lob-{region.slug}-{timezone.localdate()}.csv", header, rows)
