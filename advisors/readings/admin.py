"""Readings in the admin, for the bureau: who has which plan, and what came of it.

Nothing is added or deleted here, as remarks would go with it: taking back ends the access. Remarks
and feedback on logs are not in the admin.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from advisors.models import Reading


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):
    list_display = ("plan", "reader", "given_at", "due_on", "advice", "taken_back_at")
    list_filter = ("advice",)
    list_select_related = ("plan", "reader")
    search_fields = ("plan__title", "plan__region__name", "reader__name")
    date_hierarchy = "given_at"
    fields = readonly_fields = (
        "plan",
        "reader",
        "given_by",
        "given_at",
        "due_on",
        "advice",
        "advice_text",
        "advised_at",
        "taken_back_at",
    )
    actions = ("take_back",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Take back: the reader reaches the plan no more"))
    def take_back(self, request: HttpRequest, rows: Any) -> None:
        count = rows.filter(taken_back_at=None).update(taken_back_at=timezone.now())
        told = ngettext("%(n)s reading is taken back.", "%(n)s readings are taken back.", count)
        messages.success(request, told % {"n": count})
