"""Addresses of the public catalogue."""

from django.urls import path

from regions.web.brakes import throttled
from regions.web.lists import as_csv

from . import views

catalogue_file = throttled("catalogue-csv", 20)(as_csv(views.catalogue))

urlpatterns = [
    path("electives/", views.catalogue, name="catalogue"),
    path(
        "electives/catalogue.csv",
        throttled("catalogue-csv", 20)(as_csv(views.catalogue)),
        name="catalogue_csv",
    ),
    path("electives/material/<int:pk>/", views.catalogue_material, name="catalogue_material"),
    path("electives/<int:pk>/<slug:title>/", views.catalogue_elective, name="catalogue_elective"),
]
