"""The network in the admin, for the bureau."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advisors.models import Absence, Expertise, Initiative, NetworkMeeting

from .absences import take_back


@admin.register(Expertise)
class ExpertiseAdmin(admin.ModelAdmin):
    list_display = ("advisor", "theme", "note")
    list_filter = ("theme",)
    list_select_related = ("advisor", "theme")
    search_fields = ("advisor__name", "theme__name", "note")
    autocomplete_fields = ("advisor",)


@admin.register(NetworkMeeting)
class NetworkMeetingAdmin(admin.ModelAdmin):
    list_display = ("title", "theme", "starts_at", "is_online", "cancelled_at")
    list_filter = ("theme", "is_online")
    list_select_related = ("theme",)
    search_fields = ("title", "text")
    date_hierarchy = "starts_at"
    exclude = ("made_by",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.made_by = obj.made_by or request.user
        super().save_model(request, obj, form, change)


@admin.register(Initiative)
class InitiativeAdmin(admin.ModelAdmin):
    """The words are the region's: the bureau reads, and withdraws what should not be shared."""

    list_display = ("title", "region", "theme", "shared_at", "withdrawn_at")
    list_filter = ("theme",)
    list_select_related = ("region", "theme")
    search_fields = ("title", "text", "region__name")
    fields = readonly_fields = (
        "region",
        "title",
        "text",
        "theme",
        "shared_by",
        "shared_at",
        "withdrawn_at",
    )
    actions = ("withdraw",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=gettext_lazy("Withdraw"))
    def withdraw(self, request: HttpRequest, rows: Any) -> None:
        count = rows.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
        told = ngettext("%(n)s initiative is withdrawn.", "%(n)s initiatives are withdrawn.", count)
        messages.success(request, told % {"n": count})


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    """Read, and taken back: who stands in holds memberships, which go with the absence."""

    list_display = ("advisor", "starts_on", "ends_on", "substitute")
    list_select_related = ("advisor", "substitute")
    search_fields = ("advisor__name", "substitute__name")
    fields = readonly_fields = ("advisor", "starts_on", "ends_on", "substitute", "made_by")
    actions = ("take_back",)
    date_hierarchy = "starts_on"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Take back: the advisor is there again"))
    def take_back(self, request: HttpRequest, rows: Any) -> None:
        today: date = timezone.localdate()
        for row in rows.filter(ends_on__gte=today):
            take_back(row, today)
        messages.success(request, _("Who stood in no longer reaches the regions by it."))
