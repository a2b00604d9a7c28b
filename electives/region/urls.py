"""Addresses of the electives of a region and the path of each."""

from django.urls import path

from . import elective_views, views

REGION = "regions/<slug:slug>/electives/"
ONE = f"{REGION}<int:pk>/"

urlpatterns = [
    path(REGION, views.electives, name="electives"),
    path(f"{REGION}new/", elective_views.new_elective, name="elective_new"),
    path(ONE, views.elective, name="elective"),
    path(f"{ONE}edit/", elective_views.edit_elective, name="elective_edit"),
    path(f"{ONE}step/", views.step, name="elective_step"),
    path(f"{ONE}back/", views.back, name="elective_back"),
    path(f"{ONE}reject/", views.reject, name="elective_reject"),
    path(f"{ONE}publish/", elective_views.publish, name="elective_publish"),
    path(f"{ONE}remove/", elective_views.remove, name="elective_remove"),
]
