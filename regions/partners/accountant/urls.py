"""Addresses of the links for an accountant, and of what those open."""

from django.urls import path

from . import public_views, views

LINKS = "regions/<slug:slug>/accountant/"
OPEN = "accountant/<secret:token>/"

urlpatterns = [
    path(LINKS, views.links, name="accountant_links"),
    path(f"{LINKS}make/", views.make, name="accountant_make"),
    path(f"{LINKS}<int:pk>/revoke/", views.revoke_link, name="accountant_revoke"),
    path(OPEN, public_views.page, name="accountant"),
    path(f"{OPEN}spent.csv", public_views.spent_csv, name="accountant_spent"),
    path(f"{OPEN}cofinancing.csv", public_views.cofinancing_csv, name="accountant_gifts"),
    path(f"{OPEN}figures.xlsx", public_views.workbook, name="accountant_xlsx"),
]
