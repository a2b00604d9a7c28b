from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("regions/<slug:slug>/", soon, name="region"),
    path("regions/<slug:slug>/check-in/", soon, name="check_in"),
    path("regions/<slug:slug>/check-in/<month:month>/", soon, name="check_in_month"),
]
