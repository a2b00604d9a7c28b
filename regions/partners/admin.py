"""Businesses, norms and rates in the admin. Contact persons, talks and what a region has with a
business stay in the portal."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import Business, CofinancingNorm, HourlyRate


@admin.register(Business)
class BusinessAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "place", "sector", "kvk", "merged_into")
    list_filter = ("kind", "sector")
    list_select_related = ("merged_into",)
    search_fields = ("name", "kind", "place", "kvk")
    fields = ("name", "place", "sector", "kvk", "merged_into")


@admin.register(CofinancingNorm, HourlyRate)
class ValidityAdmin(ReadOnlyAdmin):
    """To look at: the bureau keeps them in the portal."""

    list_display = ("__str__", "valid_from_on", "valid_until_on", "source")
    search_fields = ("source",)
