"""Addresses of proposed contributions."""

from django.urls import path

from . import views

ALL = "regions/<slug:slug>/partners/contributions/proposed/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.proposals, name="proposals"),
    path(ONE, views.take_proposal, name="proposal_take"),
    path(f"{ONE}aside/", views.set_proposal_aside, name="proposal_aside"),
    path(f"{ONE}back/", views.put_proposal_back, name="proposal_back"),
]
