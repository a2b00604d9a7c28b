from django.http import HttpResponse
from django.urls import path

from . import views


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/role/", views.switch_role, name="switch_role"),
    path("bureau/regions/", soon, name="bureau_regions"),
    path("bureau/people/", soon, name="bureau_people"),
]
