from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("national/", soon, name="national"),
]
