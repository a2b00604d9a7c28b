"""What becomes of a region: it joins another, merges into a new one, or splits into two."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.bureau.closing.forms import because_field
from regions.fields import DayField
from regions.models import Region, RegionChange

from .outline import Goal, Outline, outline_of


class ChangeForm(forms.Form):
    """From which day, and why. `here` is the region from whose page it begins."""

    kind: RegionChange.Kind
    from_on = DayField(
        label=gettext_lazy("First day of the new situation"),
        help_text=gettext_lazy("Up to the day before nothing changes."),
    )
    because = because_field()

    def __init__(self, *args: Any, here: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        for name in ("into", "other"):
            if name in self.fields:
                open_ones = Region.objects.filter(closed_on=None, goes_on=None)
                self.fields[name].queryset = open_ones.exclude(pk=here.pk)  # type: ignore[attr-defined]

    def clean_from_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["from_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return day

    def _new_name(self, field: str) -> str:
        name = " ".join(self.cleaned_data[field].split())
        if Region.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a region with this name already. Choose another."))
        return name

    @property
    def formers(self) -> list[Region]:
        return [self.here]

    @property
    def goals(self) -> list[Goal]:
        return [Goal(name=self.cleaned_data["name"])]

    def outline(self) -> Outline:
        return outline_of(self.kind, self.formers, self.goals, self.cleaned_data["from_on"])


def _name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=Region._meta.get_field("name").max_length)


class JoinForm(ChangeForm):
    kind = RegionChange.Kind.JOIN
    into = forms.ModelChoiceField(Region.objects.none(), label=gettext_lazy("It joins"))
    field_order = ["into", "from_on", "because"]

    @property
    def goals(self) -> list[Goal]:
        into: Region = self.cleaned_data["into"]
        return [Goal(name=into.name, region=into)]


class MergeForm(ChangeForm):
    kind = RegionChange.Kind.MERGE
    other = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Together with this region")
    )
    name = _name(gettext_lazy("Name of the new region"))
    field_order = ["other", "name", "from_on", "because"]

    @property
    def formers(self) -> list[Region]:
        return [self.here, self.cleaned_data["other"]]

    def clean_name(self) -> str:
        return self._new_name("name")


class SplitForm(ChangeForm):
    kind = RegionChange.Kind.SPLIT
    name = _name(gettext_lazy("Name of the first new region"))
    second_name = _name(gettext_lazy("Name of the second new region"))
    field_order = ["name", "second_name", "from_on", "because"]

    def clean_name(self) -> str:
        return self._new_name("name")

    def clean_second_name(self) -> str:
        name = self._new_name("second_name")
        if name.casefold() == self.cleaned_data.get("name", "").casefold():
            raise ValidationError(_("The two new regions need two different names."))
        return name

    @property
    def goals(self) -> list[Goal]:
        return [Goal(name=self.cleaned_data[field]) for field in ("name", "second_name")]


FORMS: dict[str, type[ChangeForm]] = {form.kind: form for form in (JoinForm, MergeForm, SplitForm)}


class TicksForm(forms.Form):
    """What goes along: each tick is a row of the outline and the region that it goes to."""

    ticked = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Something changed meanwhile: look at the page again, then save once more."
            )
        },
    )

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outline = outline
        self.fields["ticked"].choices = [(key, key) for key in outline.keys]  # type: ignore[attr-defined]

    def clean_ticked(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["ticked"]
        for refusal in self.outline.refusals(set(ticked)):
            self.add_error("ticked", refusal)
        return ticked

    @property
    def shown(self) -> set[str]:
        return set(self.data.getlist("ticked")) if self.is_bound else self.outline.proposed  # type: ignore[attr-defined]
