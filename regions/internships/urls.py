"""Addresses of internships."""

from django.urls import path

from .cohort import views as cohort_views
from .overview import views as overview_views

ROOM = "regions/<slug:slug>/internships/"
COHORT = f"{ROOM}<int:pk>/"

urlpatterns = [
    path(ROOM, overview_views.internships, name="internships"),
    path(f"{ROOM}new/", cohort_views.new_cohort, name="cohort_new"),
    path(f"{ROOM}copy/<int:year>/", overview_views.copy_cohorts, name="cohorts_copy"),
    path(f"{ROOM}what-if/", overview_views.what_if, name="internships_what_if"),
    path(COHORT, cohort_views.cohort, name="cohort"),
    path(f"{COHORT}edit/", cohort_views.edit_cohort, name="cohort_edit"),
    path(f"{COHORT}business/", cohort_views.add_business, name="cohort_business"),
    path(f"{COHORT}entry/", cohort_views.add_entry, name="cohort_entry"),
    path(f"{COHORT}entries/<int:entry>/correct/", cohort_views.correct_entry, name="entry_correct"),
]
