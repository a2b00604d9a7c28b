"""Address of the overlap of an elective."""

from django.urls import path

from . import views

urlpatterns = [
    path(
        "regions/<slug:slug>/electives/<int:pk>/overlap/",
        views.elective_overlap,
        name="elective_overlap",
    ),
]
