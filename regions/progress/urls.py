from django.http import HttpResponse
from django.urls import path

from . import dashboard_urls


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    *dashboard_urls.urlpatterns,
    path("regions/<slug:slug>/check-in/", soon, name="check_in"),
    path("regions/<slug:slug>/check-in/<month:month>/", soon, name="check_in_month"),
]
