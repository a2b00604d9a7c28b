from django.urls import path

from . import views

urlpatterns = [path("search/", views.find, name="search")]
