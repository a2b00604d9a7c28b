from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import Acceptance, Decision, Mandate, SteeringGroup, Vote


@admin.register(SteeringGroup)
class SteeringGroupAdmin(ReadOnlyAdmin):
    list_display = ["region", "label", "rhythm", "digest_working_day", "mails_addenda"]
    list_select_related = ["region"]
    search_fields = ["region__name"]


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    list_display = ["steering_group", "version", "holds_from_on", "quorum_percent"]
    list_select_related = ["steering_group__region"]
    search_fields = ["steering_group__region__name"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["change", "is_accepted", "in_favour", "against", "members", "concluded_at"]
    list_select_related = ["change"]
    search_fields = ["change__region__name", "change__title"]


@admin.register(Vote)
class VoteAdmin(ReadOnlyAdmin):
    list_display = ["change", "user", "answer", "voted_at"]
    list_select_related = ["change", "user"]
    search_fields = ["change__region__name", "user__name"]


@admin.register(Acceptance)
class AcceptanceAdmin(ReadOnlyAdmin):
    list_display = ["mandate", "user", "accepted_at"]
    list_select_related = ["mandate__steering_group__region", "user"]
    search_fields = ["mandate__steering_group__region__name", "user__name"]
