"""Themes and answer cards in the admin, for the bureau. Questions never are."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from advisors.models import AnswerCard, Theme


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    list_display = ("name", "position")
    list_editable = ("position",)
    search_fields = ("name",)


@admin.register(AnswerCard)
class AnswerCardAdmin(admin.ModelAdmin):
    list_display = (
        "title",
        "theme",
        "kind",
        "owner",
        "recheck_on",
        "is_for_starters",
        "published_at",
    )
    list_filter = ("theme", "kind", "is_for_starters")
    list_select_related = ("theme", "owner")
    search_fields = ("title", "answer")
    autocomplete_fields = ("owner", "theme")
    date_hierarchy = "recheck_on"
    actions = ("publish", "take_off")

    @admin.action(description=gettext_lazy("Publish"))
    def publish(self, request: HttpRequest, rows: Any) -> None:
        count = rows.filter(published_at=None).update(published_at=timezone.now())
        told = ngettext("%(n)s card is published.", "%(n)s cards are published.", count)
        messages.success(request, told % {"n": count})

    @admin.action(description=gettext_lazy("Take from the list"))
    def take_off(self, request: HttpRequest, rows: Any) -> None:
        count = rows.exclude(published_at=None).update(published_at=None)
        told = ngettext("%(n)s card is a draft again.", "%(n)s cards are drafts again.", count)
        messages.success(request, told % {"n": count})
