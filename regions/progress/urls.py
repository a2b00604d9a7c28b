from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from regions.access import Action, fetch_region

from . import dashboard_urls


@require_safe
def soon(request: HttpRequest, slug: str, **kwargs: object) -> HttpResponse:
    fetch_region(request.user, slug, Action.READ_LOG)  # type: ignore[arg-type]
    return HttpResponse("soon")


urlpatterns = [
    *dashboard_urls.urlpatterns,
    path("regions/<slug:slug>/check-in/", soon, name="check_in"),
    path("regions/<slug:slug>/check-in/<month:month>/", soon, name="check_in_month"),
]
