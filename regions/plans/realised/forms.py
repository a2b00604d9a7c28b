"""The form of one year: up to which day, and what was spent on each line of the budget."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.dutch import euros
from regions.fields import DayField, EurosField
from regions.models import Region
from regions.plans.models import SpentYear

from .keeping import amounts_of, booked_until, keep_year, year_of
from .sums import YearSpent

SHORT = {"class": "form-control short", "inputmode": "decimal", "autocomplete": "off"}
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
        return booked_until(self.cleaned_data["until_on"], self.year)

    @property
    def typed(self) -> dict[UUID, int | None]:
        names = (name for name in self.fields if name.startswith(PREFIX))
        return {UUID(name.removeprefix(PREFIX)): self.cleaned_data.get(name) for name in names}

    @transaction.atomic
    def save(self, user: User) -> bool:
        """Whether it was kept; not when somebody else saved since the page was opened, and then
        each field that differs says what stands there now."""
        Region.objects.select_for_update(of=["self"]).get(pk=self.region.pk)
        row = year_of(self.region, self.year)
        if (row.revision if row else 0) != self.cleaned_data["revision"]:
            self._tell_what_changed(row)
            return False
        keep_year(row, self.region, self.year, self.cleaned_data["until_on"], user, self.typed)
        return True

    def _tell_what_changed(self, row: SpentYear | None) -> None:
        now = amounts_of(row)
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
