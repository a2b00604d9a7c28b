"""Addresses of partners and of co-financing, by subject."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("regions.partners.pages.urls")),
    path("", include("regions.partners.contributions.urls")),
    path("", include("regions.partners.proposals.urls")),
    path("", include("regions.partners.money_import.urls")),
    path("", include("regions.partners.accountant.urls")),
    path("", include("regions.partners.money.urls")),
]
