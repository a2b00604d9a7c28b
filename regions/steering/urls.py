from django.urls import path

from . import views

urlpatterns = [
    path("regions/<slug:slug>/steering/", views.steering, name="steering"),
    path("regions/<slug:slug>/steering/edit/", views.edit, name="steering_edit"),
]
