"""The bureau's layouts: loaded from a file, read by everybody who takes a plan to Excel."""

from datetime import timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.plans.models import PlanLayout

from .forms import LayoutForm
from .layout import sheets_in


@require_http_methods(["GET", "HEAD", "POST"])
def layouts(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_saved(form):
        messages.success(request, _("The layout is loaded."))
        return redirect("bureau_layouts")
    rows = [(layout, sheets_in(layout)) for layout in PlanLayout.objects.all()]
    context = {"form": form, "rows": rows, "today": timezone.localdate()}
    return render(request, "plans/layouts.html", context, status=422 if form.errors else 200)


def _is_saved(form: LayoutForm) -> bool:
    """Somebody else may load the same name and first day at the same moment."""
    try:
        with transaction.atomic():
            form.cleaned_data["file"].save()
    except IntegrityError:
        form.add_error("file", _("There is already a layout of this name from this day."))
        return False
    return True


@require_safe
def layout_file(request: Request, pk: int) -> HttpResponse:
    """The file as it can be changed and loaded again."""
    require_bureau(request.user)
    row = get_object_or_404(PlanLayout, pk=pk)
    told = {
        "name": row.name,
        "source": row.source,
        "valid_from": row.valid_from_on.isoformat(),
        "valid_until": row.valid_until_on.isoformat() if row.valid_until_on else None,
        "sheets": row.sheets,
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(row.name)}.json"'
    return response


@require_POST
def end_layout(request: Request, pk: int) -> HttpResponse:
    """Yesterday was its last day; one that never held goes."""
    require_bureau(request.user)
    row = get_object_or_404(PlanLayout, pk=pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    if row.valid_from_on > yesterday:
        row.delete()
    else:
        row.valid_until_on = yesterday
        row.save(update_fields=["valid_until_on"])
    messages.success(request, _("The layout is no longer offered."))
    return redirect("bureau_layouts")
