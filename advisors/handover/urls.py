from django.urls import path

from . import views

urlpatterns = [
    path("regions/<slug:slug>/handover/", views.handover, name="handover"),
    path("regions/<slug:slug>/handover/word/", views.parting_word, name="parting_word"),
    path("regions/<slug:slug>/start/", views.starter, name="starter"),
]
