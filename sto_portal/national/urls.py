from django.urls import path

from regions.web.lists import as_csv

from . import views

urlpatterns = [
    path("national/", views.national, name="national"),
    path("national/regions.csv", as_csv(views.national), name="national_csv"),
]
