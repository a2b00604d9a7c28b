from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .kinds.table import STOPS
from .models import SchoolHoliday, Subscription, SuppressedAddress


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(admin.ModelAdmin):
    list_display = ["title", "zone", "starts_on", "ends_on"]
    ordering = ["-starts_on"]


@admin.register(SuppressedAddress)
class SuppressedAddressAdmin(admin.ModelAdmin):
    list_display = ["address", "reason", "since"]
    search_fields = ["address"]


class SubscriptionForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=_("kind"), choices=[(stop.name, stop.title) for stop in STOPS.values()]
    )


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    form = SubscriptionForm
    list_display = ["user", "title", "steering_group", "unsubscribed_at"]
    list_select_related = ["user", "steering_group__region"]
    search_fields = ["user__name", "user__email"]

    @admin.display(description=_("kind"), ordering="kind")
    def title(self, row: Subscription) -> str:
        return str(STOPS[row.kind].title)
