"""Electives in the admin, for the bureau: the national list to keep, the rest to look things up.

No files, no numbers of pupils, no links and nothing of what businesses miss: those are between a
region and its businesses.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.web.read_only import ReadOnlyAdmin

from .models import Backing, Competence, Elective, ListedElective, Material, Offering, PathStep


@admin.register(ListedElective)
class ListedElectiveAdmin(admin.ModelAdmin):
    list_display = ("code", "title", "is_in_use", "loaded_at")
    list_filter = ("is_in_use",)
    search_fields = ("code", "title")


@admin.register(Competence)
class CompetenceAdmin(ReadOnlyAdmin):
    list_display = ("name", "region", "explanation")
    list_select_related = ("region",)
    search_fields = ("name", "region__name")


@admin.register(Elective)
class ElectiveAdmin(ReadOnlyAdmin):
    list_display = ("title", "region", "counts_for_exam", "aims_at", "published_at", "rejected_on")
    list_filter = ("counts_for_exam",)
    list_select_related = ("region",)
    search_fields = ("title", "region__name")
    exclude = ("activity_key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Elective]:
        return super().get_queryset(request).defer("search")


@admin.register(PathStep)
class PathStepAdmin(ReadOnlyAdmin):
    list_display = ("elective", "stage", "dated_on", "overlap_percent")
    list_filter = ("stage",)
    list_select_related = ("elective",)
    search_fields = ("elective__title", "elective__region__name")
    exclude = ("document",)


@admin.register(Backing)
class BackingAdmin(ReadOnlyAdmin):
    list_display = ("elective", "partnership", "role", "since_on", "may_be_named")
    list_filter = ("role",)
    list_select_related = ("elective", "partnership__business")
    search_fields = ("elective__title", "partnership__business__name")


@admin.register(Offering)
class OfferingAdmin(ReadOnlyAdmin):
    list_display = ("elective", "school", "school_year", "track")
    list_filter = ("school_year", "track")
    list_select_related = ("elective", "school")
    search_fields = ("elective__title", "school__name")
    exclude = ("pupils",)


@admin.register(Material)
class MaterialAdmin(ReadOnlyAdmin):
    list_display = ("title", "elective", "audience", "added_at")
    list_filter = ("audience",)
    list_select_related = ("elective",)
    search_fields = ("title", "elective__title")
    exclude = ("document",)
