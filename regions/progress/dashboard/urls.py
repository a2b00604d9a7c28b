from django.urls import path

from . import views

urlpatterns = [
    path("regions/<slug:slug>/", views.region, name="region"),
    path(
        "regions/<slug:slug>/activities.csv",
        views.activities_csv,
        name="region_activities",
    ),
]
