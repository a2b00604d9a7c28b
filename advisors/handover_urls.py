from django.urls import path

from . import handover_views

urlpatterns = [
    path("regions/<slug:slug>/handover/", handover_views.handover, name="handover"),
    path("regions/<slug:slug>/start/", handover_views.starter, name="starter"),
]
