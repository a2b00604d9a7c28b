from django.urls import path

from . import views

urlpatterns = [path("demo/<str:name>", views.workbook, name="demo_workbook")]
