"""Internships in the admin: counts per cohort. The ledger is written in the portal only."""

from django.contrib import admin

from .models import InternshipCohort


@admin.register(InternshipCohort)
class InternshipCohortAdmin(admin.ModelAdmin):
    list_display = ("school", "track", "school_year", "needed", "last_chance_on")
    list_filter = ("school_year", "track")
    list_select_related = ("school",)
    search_fields = ("school__name", "school__region__name")
    autocomplete_fields = ("school",)
