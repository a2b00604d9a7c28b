from django.urls import path

from . import views

urlpatterns = [path("bureau/", views.today, name="today")]
