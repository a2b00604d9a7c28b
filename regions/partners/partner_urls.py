"""Addresses of partners, talks and people."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
