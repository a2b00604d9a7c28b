from django.urls import include, path

from sto_portal import home

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/role/", home.switch_role, name="switch_role"),
    path("", include("regions.bureau.urls")),
]
