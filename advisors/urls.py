from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("advisors/", soon, name="advisor"),
    path("advisors/questions/", soon, name="advisor_questions"),
    path("regions/<slug:slug>/questions/", soon, name="questions"),
]
