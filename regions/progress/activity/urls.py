from django.urls import path

from regions.web.lists import as_csv

from . import views

ONE = "regions/<slug:slug>/activities/<uuid:key>/"

urlpatterns = [
    path(ONE, views.activity, name="activity"),
    path(f"{ONE}months.csv", as_csv(views.activity), name="activity_csv"),
]
