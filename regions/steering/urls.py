from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("regions/<slug:slug>/steering/", soon, name="steering"),
]
