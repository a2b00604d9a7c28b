"""What a leader writes for the public page, and what a visitor asks of the agenda."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.catalogue.filter import Named
from regions.editing import EditForm
from regions.labs.models import Event
from regions.models import Region
from regions.web.lists import Choice, ListFilter, Words

from .models import PublicPage

CONTACT = ("contact_name", "contact_phone", "contact_email")


class PublicPageForm(EditForm):
    class Meta:
        model = PublicPage
        fields = ["intro", "shows_labs", "shows_schools", *CONTACT, "may_be_named"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 4, "data-limit": 600})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = any(cleaned.get(name) for name in CONTACT)
        wrong = any(name in self.errors for name in CONTACT)
        if named and not cleaned.get("may_be_named"):
            self.add_error("may_be_named", _("Ask whether this person agrees, or name nobody."))
        elif cleaned.get("may_be_named") and not named and not wrong:
            self.add_error("contact_name", _("Write who agreed, or take the mark away."))
        return cleaned


class AgendaFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Title or place"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All"), Event.Kind.choices)
    region = Named(gettext_lazy("Region"), gettext_lazy("All regions"))

    def __init__(self, query: Mapping[str, Any], today: date) -> None:
        pages = PublicPage.objects.open_on(today)
        regions = Region.objects.filter(pk__in=pages.values("region"))
        super().__init__(query, region=regions.order_by("name__dutch").values_list("slug", "name"))
