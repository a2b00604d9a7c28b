"""The admin is for looking things up; an approved plan stays locked here too."""

from django.contrib import admin

from .models import (
    ActionLine,
    Activity,
    ColumnChoice,
    Idea,
    Milestone,
    NoticeRule,
    Plan,
    PlanChange,
    PlanLayout,
    PlanUpload,
    SheetChoice,
)


class NotWhenLocked(admin.ModelAdmin):
    """Read-only where the row belongs to a locked plan: the database would refuse it."""

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not _is_locked(obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return (
            super().has_delete_permission(request, obj) and obj is not None and not _is_locked(obj)
        )


def _is_locked(row) -> bool:
    match row:
        case Plan():
            return row.is_locked
        case ActionLine() | Activity():
            return row.plan.is_locked
        case Milestone():
            return row.activity.plan.is_locked
    return False


@admin.register(Plan)
class PlanAdmin(NotWhenLocked):
    list_display = ["title", "region", "version", "state", "approved_on"]
    list_filter = ["state"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(ActionLine)
class ActionLineAdmin(NotWhenLocked):
    list_display = ["code", "title", "plan"]
    list_select_related = ["plan"]
    search_fields = ["title", "plan__region__name"]


@admin.register(Activity)
class ActivityAdmin(NotWhenLocked):
    list_display = ["code", "title", "plan", "starts_on", "ends_on"]
    list_filter = ["kind"]
    list_select_related = ["plan"]
    raw_id_fields = ["plan", "line", "schools"]
    search_fields = ["title", "plan__region__name"]


@admin.register(Milestone)
class MilestoneAdmin(NotWhenLocked):
    list_display = ["title", "due_on", "activity"]
    list_select_related = ["activity"]
    raw_id_fields = ["activity"]
    search_fields = ["title", "activity__title"]


@admin.register(PlanChange)
class PlanChangeAdmin(admin.ModelAdmin):
    list_display = ["title", "region", "kind", "state", "decided_on"]
    list_filter = ["state", "kind"]
    list_select_related = ["region"]
    raw_id_fields = ["base_plan", "new_plan"]


@admin.register(Idea)
class IdeaAdmin(admin.ModelAdmin):
    list_display = ["title", "region", "state", "raised_at"]
    list_filter = ["state"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(PlanUpload)
class PlanUploadAdmin(admin.ModelAdmin):
    list_display = ["file_name", "region", "uploaded_by", "uploaded_at", "expires_at"]
    list_select_related = ["region", "uploaded_by"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(ColumnChoice)
class ColumnChoiceAdmin(admin.ModelAdmin):
    list_display = ["header", "field", "table", "region"]
    list_filter = ["table"]
    list_select_related = ["region"]
    search_fields = ["header", "region__name"]


@admin.register(SheetChoice)
class SheetChoiceAdmin(admin.ModelAdmin):
    list_display = ["title", "region"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(PlanLayout)
class PlanLayoutAdmin(admin.ModelAdmin):
    list_display = ["name", "source", "valid_from_on", "valid_until_on"]
    search_fields = ["name", "source"]


@admin.register(NoticeRule)
class NoticeRuleAdmin(admin.ModelAdmin):
    list_display = ["kind", "tell", "source", "valid_from_on", "valid_until_on"]
    list_filter = ["kind"]
