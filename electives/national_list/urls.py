"""Addresses of the national list of existing electives."""

from django.urls import path

from . import views

urlpatterns = [
    path("bureau/electives/", views.bureau_electives, name="bureau_electives"),
    path("bureau/electives/import/", views.bureau_electives_import, name="bureau_electives_import"),
    path(
        "bureau/electives/import/<uuid:pk>/",
        views.bureau_electives_preview,
        name="bureau_electives_preview",
    ),
]
