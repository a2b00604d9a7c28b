"""Addresses of electives over time."""

from django.urls import path

from . import over_time_views as views

urlpatterns = [
    path(
        "regions/<slug:slug>/electives/over-time/",
        views.electives_over_time,
        name="electives_over_time",
    ),
    path("national/electives/", views.national_electives, name="national_electives"),
]
