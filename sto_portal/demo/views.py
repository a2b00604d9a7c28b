"""The sample workbooks, made on the spot so that they fit the plan of the demonstration."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Request

from .workbook import faulty_workbook, sample_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOKS = {
    "voorbeeld-plan.xlsx": sample_workbook,
    "voorbeeld-plan-met-fouten.xlsx": faulty_workbook,
}


@require_safe
def workbook(request: Request, name: str) -> HttpResponse:
    """Fictional from the first cell to the last, so anyone who is signed in may have it."""
    if not settings.DEMO or name not in WORKBOOKS:
        raise Http404
    response = HttpResponse(WORKBOOKS[name](timezone.now()), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
