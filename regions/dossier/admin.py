"""The dossier in the admin: to look at. What happens to it is written in the portal."""

from django.contrib import admin

from regions.web.read_only import ReadOnlyAdmin

from .models import Letter, Notice, ReportingMoment


@admin.register(ReportingMoment)
class ReportingMomentAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "due_on", "region", "dropped_on")
    list_filter = ("kind",)
    list_select_related = ("region",)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("title", "about", "state", "region", "sent_on")
    list_filter = ("about", "state")
    list_select_related = ("region",)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ("subject", "kind", "region", "dated_on")
    list_filter = ("kind",)
    list_select_related = ("region",)
