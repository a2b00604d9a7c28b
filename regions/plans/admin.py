"""Plans in the admin: to look at. They are written, approved and changed in the portal."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

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


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["title", "region", "version", "state", "approved_on"]
    list_filter = ["state"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(ActionLine)
class ActionLineAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "plan"]
    list_select_related = ["plan"]
    search_fields = ["title", "plan__region__name"]


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "plan", "starts_on", "ends_on"]
    list_filter = ["kind"]
    list_select_related = ["plan"]
    search_fields = ["title", "plan__region__name"]


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    list_display = ["title", "due_on", "activity"]
    list_select_related = ["activity"]
    search_fields = ["title", "activity__title"]


@admin.register(PlanChange)
class PlanChangeAdmin(ReadOnlyAdmin):
    list_display = ["title", "region", "kind", "state", "decided_on"]
    list_filter = ["state", "kind"]
    list_select_related = ["region"]


@admin.register(Idea)
class IdeaAdmin(ReadOnlyAdmin):
    list_display = ["title", "region", "state", "raised_at"]
    list_filter = ["state"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(PlanUpload)
class PlanUploadAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "region", "uploaded_by", "uploaded_at", "expires_at"]
    list_select_related = ["region", "uploaded_by"]


@admin.register(ColumnChoice)
class ColumnChoiceAdmin(ReadOnlyAdmin):
    list_display = ["header", "field", "table", "region"]
    list_filter = ["table"]
    list_select_related = ["region"]
    search_fields = ["header", "region__name"]


@admin.register(SheetChoice)
class SheetChoiceAdmin(ReadOnlyAdmin):
    list_display = ["title", "region"]
    list_select_related = ["region"]
    search_fields = ["title", "region__name"]


@admin.register(PlanLayout)
class PlanLayoutAdmin(ReadOnlyAdmin):
    list_display = ["name", "source", "valid_from_on", "valid_until_on"]
    search_fields = ["name", "source"]


@admin.register(NoticeRule)
class NoticeRuleAdmin(ReadOnlyAdmin):
    list_display = ["kind", "tell", "source", "valid_from_on", "valid_until_on"]
    list_filter = ["kind"]
