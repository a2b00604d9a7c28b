"""The form of one year: up to which day, and what was spent on each line of the budget."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.dutch import euros
from regions.fields import DayField, EurosField, not_later
from regions.models import Region
from regions.plans.models import SpentAmount, SpentYear

from .sums import YearSpent

SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
PREFIX = "line_"


class SpentForm(forms.Form):
    """An empty field says nothing; 0 says that nothing was spent."""

    until_on = DayField(label=gettext_lazy("Booked up to and including"))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any, region: Region, found: YearSpent) -> None:
        assert found.year is not None  # noqa: S101 - the page of all years has no form
        self.region, self.year = region, found.year
        super().__init__(data, initial=_initial(found))
        for activity, row in found.rows:
            name = PREFIX + row.line.key.hex
            self.fields[name] = EurosField(
                label=f"{activity}: {row.line.text}",
                required=False,
                initial=row.sum.spent_cents,
                widget=forms.TextInput(SHORT),
            )
            row.box = self[name]

    def clean_until_on(self) -> date:
        day = not_later(self.cleaned_data["until_on"], timezone.localdate())
        if day.year != self.year:
            raise forms.ValidationError(_("Choose a day of %(year)s.") % {"year": self.year})
        return day

    @property
    def typed(self) -> dict[UUID, int | None]:
        names = (name for name in self.fields if name.startswith(PREFIX))
        return {UUID(name.removeprefix(PREFIX)): self.cleaned_data.get(name) for name in names}

    @transaction.atomic
    def save(self, user: User) -> bool:
        """Whether it was kept; not when somebody else saved since the page was opened, and then
        each field that differs says what stands there now."""
        Region.objects.select_for_update(of=["self"]).get(pk=self.region.pk)
        row = SpentYear.objects.filter(region=self.region, year=self.year).first()
        if (row.revision if row else 0) != self.cleaned_data["revision"]:
            self._tell_what_changed(row)
            return False
        told = {"until_on": self.cleaned_data["until_on"], "entered_by": user}
        told["entered_at"] = timezone.now()
        if row is None:
            row = SpentYear.objects.create(region=self.region, year=self.year, **told)
        else:
            for name, value in {**told, "revision": row.revision + 1}.items():
                setattr(row, name, value)
            row.save()
        self._keep_amounts(row)
        return True

    def _keep_amounts(self, row: SpentYear) -> None:
        there = {amount.line_key: amount for amount in row.amounts.all()}
        for key, cents in self.typed.items():
            amount = there.get(key)
            if cents is None and amount:
                amount.delete()
            elif cents is not None and amount is None:
                SpentAmount.objects.create(year=row, line_key=key, cents=cents)
            elif amount is not None and amount.cents != cents:
                amount.cents = cents  # type: ignore[assignment]
                amount.save()

    def _tell_what_changed(self, row: SpentYear | None) -> None:
        now = dict(row.amounts.values_list("line_key", "cents")) if row else {}
        sentence = _("Somebody else saved meanwhile. Look at what differs, and save again.")
        self.add_error(None, sentence)
        for key, cents in self.typed.items():
            if now.get(key) != cents:
                stands = euros(now[key]) if key in now else _("nothing")
                self.add_error(
                    PREFIX + key.hex, _("Now there is: %(amount)s.") % {"amount": stands}
                )
        self.data = {**self.data.dict(), "revision": str(row.revision if row else 0)}  # type: ignore[attr-defined]


def _initial(found: YearSpent) -> dict[str, Any]:
    if found.kept is None:
        return {"revision": 0}
    return {"until_on": found.kept.until_on, "revision": found.kept.revision}
