"""Addresses of the electives, by subject: each module names its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("electives.region.urls")),
    path("", include("electives.parts.urls")),
    path("", include("electives.take_over.urls")),
    path("", include("electives.catalogue.urls")),
    path("", include("electives.overlap.urls")),
    path("", include("electives.national_list.urls")),
    path("", include("electives.path.over_time_urls")),
    path("", include("electives.skills.urls")),
]
