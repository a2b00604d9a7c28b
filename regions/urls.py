from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/role/", views.switch_role, name="switch_role"),
    path("", include("regions.bureau.urls")),
]
