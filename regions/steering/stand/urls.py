from django.urls import path

from . import views

urlpatterns = [
    path("regions/<slug:slug>/steering/standing/", views.standing, name="standing"),
    path("regions/<slug:slug>/steering/standing/pack/", views.meeting_pack, name="meeting_pack"),
]
