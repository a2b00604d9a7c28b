from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("regions/<slug:slug>/plan/", soon, name="plan"),
    path("regions/<slug:slug>/ideas/", soon, name="ideas"),
]
