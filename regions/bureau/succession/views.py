"""A region joins another, merges or splits: what happens, what goes along, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, fetch_region, require_bureau
from regions.dutch import date_text, list_text
from regions.models import Region, RegionChange, RegionSuccession
from regions.saving import saved

from .carrying import carry, take_back
from .forms import FORMS, TicksForm
from .outline import Outline


@require_safe
def changes(request: Request, slug: str) -> HttpResponse:
    """The three things that can become of a region."""
    require_bureau(request.user)
    here = fetch_region(request.user, slug, Action.MANAGE)
    if answer := _ended(request, here):
        return answer
    return render(request, "bureau/succession.html", {"region": here})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, kind: str) -> HttpResponse:
    """First which regions and from when, kept in the address; then what goes along."""
    require_bureau(request.user)
    here = fetch_region(request.user, slug, Action.MANAGE)
    if kind not in FORMS:
        raise Http404
    if answer := _ended(request, here):
        return answer
    form = FORMS[kind](request.GET if "from_on" in request.GET else None, here=here)
    form.fields["from_on"].initial = timezone.localdate()
    context: dict[str, Any] = {"region": here, "form": form, "kind": kind}
    if not form.is_valid():
        return render(request, "bureau/succession_form.html", context)
    outline = form.outline()
    ticks = TicksForm(request.POST if request.method == "POST" else None, outline=outline)

    def keep() -> None:
        ticked, because = ticks.cleaned_data["ticked"], form.cleaned_data["because"]
        carry(outline, ticked, because, request.user, timezone.now())

    if request.method == "POST" and ticks.is_valid() and saved(ticks, keep):
        messages.success(request, _told(outline))
        return redirect("bureau_region", slug)
    context |= {"outline": outline, "ticks": ticks, "tables": _tables(outline, ticks.shown)}
    status = 422 if ticks.errors else 200
    return render(request, "bureau/succession_check.html", context, status=status)


def _ended(request: Request, here: Region) -> HttpResponse | None:
    if not RegionSuccession.objects.filter(former=here).exists():
        return None
    messages.error(
        request, _("It is known already in which region %(name)s goes on.") % {"name": here}
    )
    return redirect("bureau_region", here.slug)


def _told(outline: Outline) -> str:
    told = {
        "formers": list_text([former.name for former in outline.formers]),
        "goals": list_text([goal.name for goal in outline.goals]),
        "day": date_text(outline.from_on),
    }
    if len(outline.formers) > 1:
        return _("%(formers)s go on as %(goals)s from %(day)s.") % told
    return _("%(formers)s goes on as %(goals)s from %(day)s.") % told


def _tables(outline: Outline, shown: set[str]) -> list[dict[str, Any]]:
    heads = {
        "part": _("Sub-regions"),
        "school": _("Schools"),
        "person": _("People and their roles"),
        "partner": _("Partners and their contact persons"),
    }
    return [
        {
            "kind": kind,
            "head": head,
            "rows": [
                {"item": item, "cells": _cells(outline, item, shown)} for item in outline.of(kind)
            ],
        }
        for kind, head in heads.items()
        if kind != "part" or outline.of(kind)  # most regions have none
    ]


def _cells(outline: Outline, item: Any, shown: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "key": item.key(number),
            "goal": goal.name,
            "stays": item.stays.get(number, ""),
            "on": item.key(number) in shown,
        }
        for number, goal in enumerate(outline.goals)
    ]


@require_POST
def undo_change(request: Request, pk: int) -> HttpResponse:
    """Everything that went along goes again; the regions that ended go on."""
    require_bureau(request.user)
    row = get_object_or_404(RegionChange, pk=pk)
    former = Region.objects.filter(pk__in=[int(one) for one in row.before]).order_by("pk").first()
    try:
        names = [region.name for region in take_back(row, timezone.now())]
        messages.success(
            request, _("%(names)s: everything is as it was before.") % {"names": list_text(names)}
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("bureau_region", former.slug) if former else redirect("bureau_regions")


def changes_of(region: Region) -> list[RegionChange]:
    """What became of a region, and what it came from; the latest first."""
    links = Q(successions__former=region) | Q(successions__successor=region)
    rows = RegionChange.objects.filter(links).distinct()
    return list(rows.prefetch_related("successions__former", "successions__successor"))
