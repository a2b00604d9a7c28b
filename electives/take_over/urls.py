"""The address where a region takes over an elective of another one."""

from django.urls import path

from . import views

urlpatterns = [
    path("electives/take-over/<int:pk>/", views.elective_take_over, name="elective_take_over"),
]
