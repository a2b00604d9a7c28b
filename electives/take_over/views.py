"""The page on which a region takes over what another region published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from electives.catalogue.catalogue import published
from electives.models import Elective
from electives.path.forms import TakeOverForm
from regions.access import Action, Request, fetch_region
from regions.models import Region
from regions.months import school_year_of
from regions.saving import saved

from .take_over import copy_in, luggage_of, take_over


@require_http_methods(["GET", "HEAD", "POST"])
def elective_take_over(request: Request, pk: int) -> HttpResponse:
    """Which region takes it over stands in the address."""
    origin = get_object_or_404(published().select_related("region"), pk=pk)
    region = fetch_region(request.user, request.GET.get("region", ""), Action.EDIT_ELECTIVES)
    there = copy_in(origin, region)
    if there is not None:
        messages.warning(request, _("Your region has this elective already: here it is."))
        return redirect("elective", region.slug, there.pk)
    today = timezone.localdate()
    form = TakeOverForm(
        request.POST if request.method == "POST" else None,
        instance=Elective(region=region),
        region=region,
        initial={"title": origin.title, "aims_at": school_year_of(today) + 1},
    )
    if request.method == "POST" and form.is_valid():
        made = _taken(request, origin, region, form)
        if made is not None:
            return redirect("elective", region.slug, made.pk)
    context = {
        "form": form,
        "origin": origin,
        "region": region,
        "luggage": luggage_of(origin),
        "has_plan": form.has_plan,
    }
    status = 422 if form.errors else 200
    return render(request, "electives/take_over.html", context, status=status)


def _taken(
    request: Request, origin: Elective, region: Region, form: TakeOverForm
) -> Elective | None:
    made: list[Elective] = []
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
    today = timezone.localdate()

    def keep() -> None:
        made.append(take_over(origin, region, request.user, today, form.activity_key(), fields))

    if not saved(form, keep):
        return None
    messages.success(
        request, _("It is yours now. “%(title)s” names its origin.") % {"title": made[0]}
    )
    return made[0]
