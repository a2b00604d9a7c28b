"""The bureau's page of norms, hourly rates and eligible budgets."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Request, require_bureau
from regions.csv import csv_response
from regions.models import Region
from regions.partners.models import CofinancingNorm, EligibleBudget, GuidanceShare, HourlyRate
from regions.plans.models import CostKind
from regions.saving import saved
from regions.web.lists import wants_csv

from .amounts import rate_on
from .rate_forms import BudgetForm, CostKindForm, NormForm, RateForm, ShareForm


@dataclass(frozen=True)
class Kind:
    form: type[forms.ModelForm]
    new: object  # headings
    change: object


KINDS = {
    "norms": Kind(NormForm, gettext_lazy("A new norm"), gettext_lazy("Change or end this norm")),
    "rates": Kind(
        RateForm, gettext_lazy("A new hourly rate"), gettext_lazy("Change or end this hourly rate")
    ),
    "shares": Kind(
        ShareForm,
        gettext_lazy("A new share of guidance"),
        gettext_lazy("Change or end this share of guidance"),
    ),
    "kinds": Kind(
        CostKindForm, gettext_lazy("A new kind of costs"), gettext_lazy("Change or end this kind")
    ),
    "budgets": Kind(
        BudgetForm, gettext_lazy("A new eligible budget"), gettext_lazy("Change this budget")
    ),
}


@require_safe
def financing(request: Request) -> HttpResponse:
    require_bureau(request.user)
    today = timezone.localdate()
    budgets = EligibleBudget.objects.select_related("region").order_by(
        "region__name", "-valid_from_on"
    )
    if wants_csv(request):
        return _as_csv(budgets)
    rates = list(HourlyRate.objects.all())
    holding = budgets.filter(valid_from_on__lte=today, valid_until_on__gte=today)
    context = {
        "norms": CofinancingNorm.objects.all(),
        "rates": rates,
        "rate": rate_on(rates, today),
        "budgets": budgets,
        "kinds": CostKind.objects.all(),
        "shares": GuidanceShare.objects.all(),
        "without": Region.objects.open_on(today)
        .exclude(pk__in=holding.values("region"))
        .order_by("name__dutch"),
        "today": today,
    }
    return render(request, "partners/rates.html", context)


def _as_csv(budgets) -> HttpResponse:
    header = [_("Region"), _("Euros"), _("First day"), _("Last day"), _("Source")]
    cells = (
        [row.region.name, row.cents / 100, row.valid_from_on, row.valid_until_on, row.source]
        for row in budgets
    )
    return csv_response("begrotingen.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def new_row(request: Request, kind: str) -> HttpResponse:
    require_bureau(request.user)
    found = _kind(kind)
    begin = {"region": request.GET.get("region", "")}
    form = found.form(request.POST or None, initial=begin)
    return _page(request, form, found.new)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, kind: str, pk: int) -> HttpResponse:
    require_bureau(request.user)
    found = _kind(kind)
    here = get_object_or_404(found.form._meta.model, pk=pk)
    return _page(request, found.form(request.POST or None, instance=here), found.change)


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _page(request: Request, form: forms.ModelForm, heading: object) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("It is saved. Amounts that were counted stay as they are."))
        return redirect("bureau_financing")
    context = {"form": form, "heading": heading, "back": ("bureau_financing", "")}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)
