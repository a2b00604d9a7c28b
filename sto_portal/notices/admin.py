from django.contrib import admin

from .models import SchoolHoliday, Subscription, SuppressedAddress


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(admin.ModelAdmin):
    list_display = ["title", "starts_on", "ends_on"]
    ordering = ["-starts_on"]


@admin.register(SuppressedAddress)
class SuppressedAddressAdmin(admin.ModelAdmin):
    list_display = ["address", "reason", "since"]
    search_fields = ["address"]


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    list_display = ["user", "kind", "steering_group", "unsubscribed_at"]
    list_select_related = ["user", "steering_group__region"]
    search_fields = ["user__name", "user__email"]
