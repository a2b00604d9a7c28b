"""The admin for what is written in the portal only."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look things up: nothing is added, changed or deleted here."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
