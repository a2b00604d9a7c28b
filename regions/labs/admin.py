"""Labs and events in the admin, for the bureau."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import Event, Lab


@admin.register(Lab)
class LabAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "region")
    list_filter = ("kind",)
    list_select_related = ("region",)
    search_fields = ("name", "region__name")
    fields = ("region", "kind", "name")


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """To look at: what happened to an event is written in the portal, with its reason."""

    list_display = ("title", "kind", "region", "starts_at", "state")
    list_filter = ("kind", "state")
    list_select_related = ("region",)
    search_fields = ("title", "region__name")
