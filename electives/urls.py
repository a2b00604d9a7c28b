"""Addresses of the electives, by subject: each module names its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("electives.path_urls")),
    path("", include("electives.part_urls")),
    path("", include("electives.catalogue_urls")),
    path("", include("electives.overlap_urls")),
    path("", include("electives.list_urls")),
    path("", include("electives.over_time_urls")),
    path("", include("electives.skills_urls")),
]
