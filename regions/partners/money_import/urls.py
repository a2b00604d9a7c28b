"""Addresses of the overview of contributions, and of their workbook in and out."""

from django.urls import path

from . import views

MONEY = "regions/<slug:slug>/partners/contributions/"

urlpatterns = [
    path(f"{MONEY}overview/", views.money_overview, name="contributions_overview"),
    path(f"{MONEY}export.xlsx", views.export, name="contributions_export"),
    path(f"{MONEY}template.xlsx", views.template, name="contributions_template"),
    path(f"{MONEY}import/", views.upload, name="contributions_import"),
    path(f"{MONEY}import/<uuid:pk>/", views.confirm, name="contributions_preview"),
]
