"""Businesses in the admin. Contact persons, talks and contributions stay in the portal."""

from django.contrib import admin

from .models import Business


@admin.register(Business)
class BusinessAdmin(admin.ModelAdmin):
    list_display = ("name", "place", "sector", "kvk")
    list_filter = ("sector",)
    search_fields = ("name", "place", "kvk")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # doubles are merged in the portal, with undo
