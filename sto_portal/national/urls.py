from django.urls import path

from . import views

urlpatterns = [
    path("national/", views.national, name="national"),
    path("national/regions.csv", views.national_csv, name="national_csv"),
]
