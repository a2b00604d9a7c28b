from django.http import HttpResponse
from django.urls import path


def soon(request, **kwargs):
    return HttpResponse("soon")


urlpatterns = [
    path("accounts/me/", soon, name="account"),
    path("accounts/demo/", soon, name="demo_sign_in"),
]
