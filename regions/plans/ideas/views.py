"""The idea list: what is not in the plan waits here, and nothing is logged against it."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.plans.models import Activity, Idea, PlanChange
from regions.plans.versions import OPEN_CHANGE, PlanRefused, approved_plan
from regions.saving import saved
from regions.web.lists import list_page

from .forms import IdeaFilter, IdeaForm, IdeaStateForm
from .ideas import change_from_idea, may_rewrite, remove_idea

TAKEN = (*OPEN_CHANGE, PlanChange.State.ACCEPTED)


@require_http_methods(["GET", "HEAD", "POST"])
def ideas(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    may_add = can(request.user, Action.ADD_IDEA, region)
    if request.method == "POST":
        fetch_region(request.user, slug, Action.ADD_IDEA)
    form = IdeaForm(request.POST or None, instance=Idea(region=region, raised_by=request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The idea is on the list. The plan stays as it is."))
        return redirect("ideas", region.slug)
    return _list(request, region, form if may_add else None)


def _list(request: Request, region: Region, form: IdeaForm | None) -> HttpResponse:
    chosen = IdeaFilter(request.GET)
    rows = region.ideas.select_related("raised_by")
    if state := chosen.wanted["state"]:
        rows = rows.filter(state=state)
    return list_page(
        request,
        "plans/ideas.html",
        rows,
        lambda page: {
            "region": region,
            "form": form,
            "filter": chosen,
            "rows": with_titles(region, page),
            "open_count": region.ideas.filter(state=Idea.State.NEW).count(),
        },
        file=partial(_as_csv, region),
        status=422 if form and form.errors else 200,
    )


def with_titles(region: Region, rows) -> list[tuple[Idea, str]]:
    """Each idea with the activity it may belong to, in the plan that holds or held."""
    rows = list(rows)
    keys = {idea.activity_key for idea in rows if idea.activity_key}
    found = Activity.objects.filter(plan__region=region, key__in=keys).order_by("plan__version")
    titles = {activity.key: str(activity) for activity in found}
    return [(idea, titles.get(idea.activity_key, "")) for idea in rows]


@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: Request, slug: str, pk: int) -> HttpResponse:
    """One idea; the programme leader says what became of it."""
    rows = Idea.objects.filter(region__slug=slug).select_related("region", "raised_by")
    row = fetch(rows, request.user, Action.LOOK, pk=pk)
    may_edit = can(request.user, Action.EDIT_PLAN, row)
    if request.method == "POST":
        fetch(rows, request.user, Action.EDIT_PLAN, pk=pk)
    form = IdeaStateForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The idea is up to date."))
        return redirect("ideas", slug)
    ((_idea, title),) = with_titles(row.region, [row])
    changes = _changes_of(request, row)
    is_taken = any(change.state in TAKEN for change in changes)
    context = {
        "region": row.region,
        "idea": row,
        "activity": title,
        "changes": changes,
        "form": form if may_edit else None,
        "may_rewrite": may_rewrite(row, request.user) and can(request.user, Action.ADD_IDEA, row),
        "may_change": may_edit and not is_taken and approved_plan(row.region) is not None,
    }
    return render(request, "plans/idea.html", context, status=422 if form.errors else 200)


def _of_writer(request: Request, slug: str, pk: int) -> Idea:
    rows = Idea.objects.filter(region__slug=slug).select_related("region", "raised_by")
    return fetch(rows, request.user, Action.ADD_IDEA, pk=pk)


def _not_theirs(request: Request, slug: str, pk: int) -> HttpResponse:
    messages.error(
        request, _("Only who wrote an idea changes it, and only until it has been discussed.")
    )
    return redirect("idea", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_idea(request: Request, slug: str, pk: int) -> HttpResponse:
    """A typing error put right, by who wrote it and until something became of it."""
    row = _of_writer(request, slug, pk)
    if not may_rewrite(row, request.user):
        return _not_theirs(request, slug, pk)
    form = IdeaForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The idea is up to date."))
        return redirect("idea", slug, pk)
    context = {"region": row.region, "idea": row, "form": form}
    return render(request, "plans/idea_edit.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _of_writer(request, slug, pk)
    if not remove_idea(row, request.user):
        return _not_theirs(request, slug, pk)
    messages.success(request, _("The idea “%(title)s” was removed.") % {"title": row.title})
    return redirect("ideas", slug)


def _changes_of(request: Request, row: Idea):
    """The plan changes that were made from it; a draft only for who reads drafts."""
    rows = row.changes.all()
    if can(request.user, Action.READ_DRAFT, row):
        return rows
    return rows.exclude(proposed_at=None)


@require_POST
def start_change(request: Request, slug: str, pk: int) -> HttpResponse:
    """The only way from the list into the plan: a draft of a plan change."""
    rows = Idea.objects.filter(region__slug=slug).select_related("region", "raised_by")
    row = fetch(rows, request.user, Action.EDIT_PLAN, pk=pk)
    try:
        change = change_from_idea(row, request.user)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("idea", slug, pk)
    messages.success(
        request, _("A proposal is ready to be written. The approved plan stays as it is.")
    )
    return redirect("plan_change", slug, change.pk)


def _as_csv(region: Region, ideas: QuerySet[Idea]) -> HttpResponse:
    header = [
        _("Date"),
        _("Idea"),
        _("Explanation"),
        pgettext("an idea comes from", "From"),
        _("Added by"),
        _("Activity"),
    ]
    rows = (
        [
            timezone.localdate(idea.raised_at),
            idea.title,
            idea.text,
            idea.origin,
            idea.raised_by.name if idea.raised_by else "",
            title,
            idea.get_state_display(),
        ]
        for idea, title in with_titles(region, ideas)
    )
    name = f"ideeen-{region.slug}-{timezone.localdate()}.csv"
    return csv_response(name, [*header, _("State")], rows)
