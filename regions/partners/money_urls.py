"""Addresses of co-financing: contributions, slips, norm and overview."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
