from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("", soon, name="home"),
    path("accounts/role/", soon, name="switch_role"),
    path("bureau/regions/", soon, name="bureau_regions"),
    path("bureau/people/", soon, name="bureau_people"),
]
