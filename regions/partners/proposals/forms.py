"""How many people and hours: as the source says, or as somebody knows."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.fields import CountField
from regions.partners.contributions.forms import MOST_HOURS, HoursField
from regions.partners.models import Proposal

from .proposing import hours_counted


class TakeOverForm(forms.Form):
    people = CountField(label=gettext_lazy("People of the business"))
    hours = HoursField(label=gettext_lazy("Hours each"))

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        initial = {"people": proposal.people, "hours": proposal.hours}
        super().__init__(*args, **{"initial": initial, "prefix": f"p{proposal.pk}", **kwargs})
        self.proposal = proposal
        if proposal.percent != 100:
            self.fields["people"].label = _("Pupils")

    def clean_people(self) -> int:
        people = self.cleaned_data["people"]
        if not people:
            raise ValidationError(_("Fill in how many people of this business, or pupils there."))
        return people

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        people, hours = kept.get("people"), kept.get("hours")
        if people and hours:
            total = hours_counted(people, hours, self.proposal.percent)
            if not Decimal(0) < total <= MOST_HOURS:
                self.add_error("hours", _("Together this is no number of hours that can count."))
        return kept
