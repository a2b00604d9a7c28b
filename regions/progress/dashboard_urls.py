from django.urls import path

from . import dashboard_views

urlpatterns = [
    path("regions/<slug:slug>/", dashboard_views.region, name="region"),
    path(
        "regions/<slug:slug>/activities.csv",
        dashboard_views.activities_csv,
        name="region_activities",
    ),
]
