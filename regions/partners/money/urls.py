"""Addresses where the bureau keeps norm and hourly rate."""

from django.urls import path

from . import rate_views

BUREAU = "bureau/financing/"

urlpatterns = [
    path(BUREAU, rate_views.financing, name="bureau_financing"),
    path(f"{BUREAU}<slug:kind>/new/", rate_views.new_row, name="bureau_financing_new"),
    path(f"{BUREAU}<slug:kind>/<int:pk>/", rate_views.row, name="bureau_financing_row"),
]
