from django.contrib import admin

from .models import SteeringGroup


@admin.register(SteeringGroup)
class SteeringGroupAdmin(admin.ModelAdmin):
    list_display = ["region", "label", "rhythm", "digest_working_day", "digests_from_on"]
    list_select_related = ["region"]
    search_fields = ["region__name"]
