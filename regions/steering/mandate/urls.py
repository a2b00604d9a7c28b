from django.urls import path

from . import views

MANDATE = "regions/<slug:slug>/steering/mandate/"

urlpatterns = [
    path(MANDATE, views.mandate, name="steering_mandate"),
    path(f"{MANDATE}new/", views.new, name="mandate_new"),
]
