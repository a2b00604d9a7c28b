"""Internships in the admin, to look up a cohort. Numbers of pupils stay between the region and its
ledger: small ones point at somebody."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import InternshipCohort


@admin.register(InternshipCohort)
class InternshipCohortAdmin(ReadOnlyAdmin):
    list_display = ("school", "track", "school_year", "last_chance_on")
    list_filter = ("school_year", "track")
    list_select_related = ("school",)
    search_fields = ("school__name", "school__region__name")
    exclude = ("needed",)
