"""Regions, schools and roles in the admin: to look at. The bureau keeps them in the portal."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import Membership, Region, School, SubRegion


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug", "kind", "tolerance_months")
    list_filter = ("kind",)
    search_fields = ("name", "slug")


@admin.register(SubRegion)
class SubRegionAdmin(ReadOnlyAdmin):
    list_display = ("name", "region", "lead_name")
    list_select_related = ("region",)
    search_fields = ("name", "region__name")


@admin.register(School)
class SchoolAdmin(ReadOnlyAdmin):
    list_display = ("name", "region", "kind", "place", "brin")
    list_filter = ("kind",)
    list_select_related = ("region",)
    search_fields = ("name", "place", "brin", "region__name")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("user", "role", "region", "starts_on", "ends_on", "is_interim")
    list_filter = ("role", "is_interim")
    list_select_related = ("user", "region")
    search_fields = ("user__name", "user__email", "region__name")
    date_hierarchy = "starts_on"
