from django.urls import path

from . import views

urlpatterns = [
    path("help/", views.manual, name="manual"),
    path("help/<slug:name>/", views.guide, name="guide"),
]
