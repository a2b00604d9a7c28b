"""Holidays, dead addresses and choices of readers in the admin: to look at. The bureau keeps the
first in the portal and lifts the second at the mail of a person; the third are readers' own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from regions.web.read_only import ReadOnlyAdmin

from .kinds.table import STOPS
from .models import SchoolHoliday, Subscription, SuppressedAddress


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(ReadOnlyAdmin):
    list_display = ["title", "zone", "starts_on", "ends_on"]
    ordering = ["-starts_on"]


@admin.register(SuppressedAddress)
class SuppressedAddressAdmin(ReadOnlyAdmin):
    list_display = ["address", "reason", "since"]
    search_fields = ["address"]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ["user", "title", "steering_group", "unsubscribed_at"]
    fields = ("user", "title", "steering_group", "unsubscribed_at")
    list_select_related = ["user", "steering_group__region"]
    search_fields = ["user__name", "user__email"]

    readonly_fields = ("title",)

    @admin.display(description=_("kind"), ordering="kind")
    def title(self, row: Subscription) -> str:
        return str(STOPS[row.kind].title)
