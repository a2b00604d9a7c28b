from django.urls import path

from regions.web.lists import as_csv

from . import views

urlpatterns = [
    path("regions/<slug:slug>/", views.region, name="region"),
    path(
        "regions/<slug:slug>/activities.csv",
        as_csv(views.region),
        name="region_activities",
    ),
]
