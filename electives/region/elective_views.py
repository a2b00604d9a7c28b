"""Making an elective, changing it, showing it in the catalogue and taking it away."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from electives.doors import elective_at
from electives.models import Elective, Stage
from electives.path.forms import ElectiveForm
from electives.path.steps import begin
from regions.access import Action, Request, fetch_region
from regions.models import Region
from regions.months import Month
from regions.plans.models import Idea
from regions.saving import saved


@require_http_methods(["GET", "HEAD", "POST"])
def new_elective(request: Request, slug: str) -> HttpResponse:
    """From an activity of the plan; what is not in the plan goes to the idea list."""
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    today = timezone.localdate()
    initial = {"aims_at": Month.of(today).school_year + 2, "activity": request.GET.get("activity")}
    form = ElectiveForm(
        request.POST or None, instance=Elective(region=region), region=region, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        if form.is_idea_only:
            return _as_idea(request, region, form)
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        made: list[Elective] = []
        if saved(
            form,
            lambda: made.append(begin(region, request.user, today, form.activity_key(), values)),
        ):
            messages.success(request, _("The elective is there, as an idea."))
            return redirect("elective", slug, made[0].pk)
    return _form_page(request, form, region, None)


def _as_idea(request: Request, region: Region, form: ElectiveForm) -> HttpResponse:
    title = _("Elective: %(title)s") % {"title": form.cleaned_data["title"]}
    Idea.objects.create(
        region=region, title=title, text=form.cleaned_data["summary"], raised_by=request.user
    )
    messages.success(request, _("It is not in the plan, so it stands on the idea list now."))
    return redirect("ideas", region.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_elective(request: Request, slug: str, pk: int) -> HttpResponse:
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    form = ElectiveForm(request.POST or None, instance=row, region=row.region)
    if request.method == "POST" and form.is_valid():
        row.activity_key = form.activity_key()
        if saved(form, form.save):
            messages.success(request, _("The changes are saved."))
            return redirect("elective", slug, pk)
    return _form_page(request, form, row.region, row)


@require_POST
def publish(request: Request, slug: str, pk: int) -> HttpResponse:
    """Into the public catalogue, or out of it again."""
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    shows = "out" not in request.POST and not row.rejected_on
    row.published_at = (row.published_at or timezone.now()) if shows else None
    row.save(update_fields=["published_at"])
    if shows:
        messages.success(request, _("Everybody can find it in the catalogue now."))
    else:
        messages.success(request, _("It is not in the catalogue any more."))
    return redirect("elective", slug, pk)


@require_POST
def remove(request: Request, slug: str, pk: int) -> HttpResponse:
    """Only what is still an idea: later steps are history."""
    row = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    with transaction.atomic():
        Elective.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if row.steps.filter(stage__gt=Stage.IDEA).exists():
            messages.warning(request, _("It is past the idea. Reject it with the reason instead."))
            return redirect("elective", slug, pk)
        row.delete()
    messages.success(request, _("“%(title)s” was removed.") % {"title": row})
    return redirect("electives", slug)


def _form_page(
    request: Request, form: ElectiveForm, region: Region, row: Elective | None
) -> HttpResponse:
    context = {"form": form, "region": region, "elective": row}
    status = 422 if form.errors else 200
    return render(request, "electives/elective_form.html", context, status=status)
