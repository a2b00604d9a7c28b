from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("mail/", soon, name="mail"),
    path("regions/<slug:slug>/steering/digests/", soon, name="digests"),
    path("regions/<slug:slug>/steering/digests/<month:month>/", soon, name="digest"),
]
