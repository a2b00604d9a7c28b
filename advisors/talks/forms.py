"""A talk in a minute: the cap, the note, and what was agreed."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import Cap, PlannedTalk, Promise, Rhythm, Talk
from advisors.models.week import LONGEST_RHYTHM
from advisors.network.doors import advisors_on
from regions.accounts.models import User
from regions.editing import EditForm
from regions.fields import ClockField, DayField
from regions.models import Region
from regions.web.lists import Choice, ListFilter, Words

from .audience import BUTTONS, SENTENCES, reads_leader

PROMISE_ROWS = 3
TAPS = (10, 20, 30, 45)  # minutes that are one tap
NEAR = datetime.timedelta(days=7)  # a planned talk so near is the one that is held


class TalkFilter(ListFilter):
    q = Words(gettext_lazy("Words in the note"), most=200)
    region = Choice(gettext_lazy("Region"), gettext_lazy("all regions"))
    cap = Choice(gettext_lazy("Cap"), gettext_lazy("all caps"), Cap.choices)
    by = Choice(gettext_lazy("Whose"), gettext_lazy("of everybody"), [("me", gettext_lazy("mine"))])
    since = Choice(
        gettext_lazy("Period"),
        gettext_lazy("all years"),
        [("year", gettext_lazy("this year")), ("quarter", gettext_lazy("the last three months"))],
    )

    def __init__(self, query: Mapping[str, Any], **offers: Iterable[tuple[Any, Any]]) -> None:
        """Addresses that people kept ask for a `pet`."""
        super().__init__({"cap": query.get("pet", ""), **dict(query.items())}, **offers)


class TalkForm(EditForm):
    planned = forms.ModelChoiceField(
        PlannedTalk.objects.none(),
        required=False,
        label=gettext_lazy("This is the planned talk"),
        empty_label=gettext_lazy("no planned talk"),
    )
    taps = forms.ChoiceField(
        choices=[(minutes, minutes) for minutes in TAPS],
        required=False,
        label=gettext_lazy("minutes"),
        widget=forms.RadioSelect,
    )
    next_on = DayField(required=False, label=gettext_lazy("Next talk"))

    class Meta:
        model = Talk
        fields = [
            "cap", "note", "channel", "held_on", "with_whom", "minutes", "kind", "theme",
            "colleague",
        ]  # fmt: skip
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.NumberInput(attrs={"min": 1, "max": 960, "step": 5}),
        }
        field_classes = {"held_on": DayField}

    def __init__(self, *args, region: Region, user: User, today: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._choose("colleague", advisors_on(today).exclude(pk=user.pk))
        self._choose("planned", PlannedTalk.objects.filter(region=region, talk=None))
        for name in ("kind", "theme", "colleague"):
            self.fields[name].required = False

    def _choose(self, name: str, rows: QuerySet) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_held_on(self) -> datetime.date:
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Plan the talk instead."))
        return day

    def clean_next_on(self) -> datetime.date | None:
        day = self.cleaned_data["next_on"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if kept.get("minutes") is None and kept.get("taps"):
            kept["minutes"] = int(kept["taps"])
        return kept

    @property
    def caps(self) -> list[dict[str, object]]:
        """Each cap with its button and who reads the note, for the page and its script."""
        chosen = self["cap"].value()
        return [
            {
                "value": cap.value,
                "label": cap.label,
                "button": BUTTONS[cap],
                "sentence": SENTENCES[cap],
                "is_chosen": cap.value == chosen,
                "hides": not reads_leader(cap),
            }
            for cap in Cap
        ]


class PromiseForm(EditForm):
    class Meta:
        model = Promise
        fields = ["who", "text", "due_on"]
        field_classes = {"due_on": DayField}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        who = cast("forms.ChoiceField", self.fields["who"])
        who.initial = Promise.Who.ADVISOR
        who.choices = [(value, _("I") if value == Promise.Who.ADVISOR else label)
                       for value, label in Promise.Who.choices]  # fmt: skip

    def has_changed(self) -> bool:
        """Who it would be says nothing yet: a new agreement begins with its words or its day."""
        if self.instance.pk is None and not {"text", "due_on"} & set(self.changed_data):
            return False
        return super().has_changed()


PromiseFormSet = inlineformset_factory(
    Talk, Promise, form=PromiseForm, extra=PROMISE_ROWS, can_delete=True
)


class PlannedTalkForm(EditForm):
    class Meta:
        model = PlannedTalk
        fields = ["region", "kind", "planned_on", "starts_at", "themes"]
        widgets = {
            "region": forms.HiddenInput,
            "themes": forms.CheckboxSelectMultiple,
        }
        field_classes = {"planned_on": DayField, "starts_at": ClockField}

    def __init__(self, *args, region: Region, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # The constraint names the region, so the form must know it; the page cannot change it.
        self.fields["region"].disabled = True
        self.initial["region"] = region.pk


class RhythmForm(EditForm):
    class Meta:
        model = Rhythm
        fields = ["weeks"]
        widgets = {"weeks": forms.NumberInput(attrs={"min": 1, "max": LONGEST_RHYTHM})}


class NextForm(forms.Form):
    """The day of the next talk."""

    planned_on = DayField(label=gettext_lazy("on"))

    def __init__(self, *args, today: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_planned_on(self) -> datetime.date:
        day = self.cleaned_data["planned_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day
