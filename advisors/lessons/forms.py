"""Naming a cause, agreeing to share, asking about it, and the filters of the lists."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.answers.cards.cards import held_names
from advisors.models import Question
from regions.editing import EditForm
from regions.models import Region
from regions.partners.models import ContactPerson, Partnership
from regions.plans.models import Activity
from regions.progress.models import Cause, Obstacle
from regions.web.lists import Choice, ListFilter, Words

from .doors import naming_text

NAMED, UNNAMED = "named", "unnamed"


class ObstacleFilter(ListFilter):
    q = Words(gettext_lazy("Words"), most=200, box="grow")
    state = Choice(gettext_lazy("State"), gettext_lazy("All"), Obstacle.State.choices)
    cause = Choice(gettext_lazy("Cause"), gettext_lazy("All causes"), Cause.choices)


class WayFilter(ListFilter):
    q = Words(gettext_lazy("Words"), most=200, box="grow")
    kind = Choice(
        gettext_lazy("Kind of activity"), gettext_lazy("All kinds"), Activity.Kind.choices
    )
    cause = Choice(gettext_lazy("Cause"), gettext_lazy("All causes"), Cause.choices)


class CauseForm(EditForm):
    class Meta:
        model = Obstacle
        fields = ["cause"]
        widgets = {"cause": forms.Select(attrs={"class": "form-select"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = [("", _("Not said")), *Cause.choices]  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """The two texts that others read, whether the region is named, and the consent itself."""

    problem = forms.CharField(
        label=gettext_lazy("What did not succeed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    approach = forms.CharField(
        label=gettext_lazy("How did you pick it up?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Write what another region can do as well. Name no people and no businesses."
        ),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("With or without the name of your region?"), widget=forms.RadioSelect
    )
    names_are_meant = forms.BooleanField(
        required=False, label=gettext_lazy("These names may stand in the text")
    )

    def __init__(self, *args: Any, place: Region, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.today = place, today
        self.names: list[str] = []
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            (NAMED, naming_text(place, True)),
            (UNNAMED, naming_text(place, False)),
        ]

    @property
    def names_region(self) -> bool:
        return self.cleaned_data["region"] == NAMED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = "\n".join(str(cleaned.get(name, "")) for name in ("problem", "approach"))
        own = self.place.name if cleaned.get("region") == NAMED else ""
        self.names = [name for name in names_in(text, self.place, self.today) if name != own]
        if self.names and not cleaned.get("names_are_meant"):
            told = ", ".join(self.names)
            self.add_error(
                "names_are_meant",
                _("The text names %(names)s. Every region reads it: take names out.")
                % {"names": told},
            )
        return cleaned


def names_in(text: str, place: Region, today: datetime.date) -> list[str]:
    """Names that the text holds: of regions, schools, businesses and people of this one."""
    contacts = ContactPerson.objects.filter(partnership__region=place, erased_at=None)
    partners = Partnership.objects.filter(region=place)
    return held_names(
        text,
        [place.pk],
        today,
        contacts.values_list("name", flat=True),
        partners.values_list("business__name", flat=True),
    )


class AskForm(EditForm):
    """A question to the leader that comes with how another region did it."""

    class Meta:
        model = Question
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        labels = {"text": gettext_lazy("Your question")}

    def clean_text(self) -> str:
        return self.cleaned_data["text"].strip()
