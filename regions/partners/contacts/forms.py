"""Forms of a talk with a partner, and of a person there."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.partners.models import ContactMoment, ContactPerson, Partnership

from .talking import Talked


class ContactForm(forms.Form):
    """A call in one line. One partner may have a person; several have only the line."""

    partner = forms.ModelMultipleChoiceField(
        Partnership.objects.none(),
        label=gettext_lazy("Business"),
        error_messages={"required": gettext_lazy("Choose a business.")},
    )
    note = forms.CharField(
        label=gettext_lazy("In one line"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("What you agreed, or what it was about. May stay empty."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=ContactMoment.Channel.choices,
        initial=ContactMoment.Channel.PHONE,
        widget=forms.RadioSelect,
    )
    held_on = DutchDateField(label=gettext_lazy("When"))
    person = forms.ModelChoiceField(
        ContactPerson.objects.none(),
        label=gettext_lazy("With whom"),
        required=False,
        empty_label=gettext_lazy("Not said"),
    )
    new_person = forms.CharField(
        label=gettext_lazy("Or a new person"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only a name; the rest can come later."),
    )
    next_on = DutchDateField(
        label=gettext_lazy("Call again on"),
        required=False,
        help_text=gettext_lazy("May stay empty. With your next talk it is done."),
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Any, chosen: list[Any], today: date, **kw: Any):
        begin = {
            "held_on": today,
            "batch": uuid.uuid4(),
            "partner": [partner.pk for partner in chosen],
        }
        super().__init__(*args, **{**kw, "initial": begin})
        self.today = today
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        if len(chosen) == 1:
            people = chosen[0].people.filter(left_on=None, erased_at=None)
            self.fields["person"].queryset = people  # type: ignore[attr-defined]
            if not people:
                del self.fields["person"]
                self.fields["new_person"].label = _("With whom")
        else:
            del self.fields["person"], self.fields["new_person"]
        if not chosen:
            self.fields["partner"].widget = forms.Select(
                choices=[
                    ("", _("Choose a business")),
                    *((partner.pk, str(partner)) for partner in partners),
                ]
            )

        if not self.is_bound:
            first = self.fields["note" if chosen else "partner"]
            first.widget.attrs["autofocus"] = True

    def clean_held_on(self) -> date:
        return not_later(self.cleaned_data["held_on"], self.today)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        check_next(self, kept)
        return kept

    def talked(self) -> Talked:
        kept = self.cleaned_data
        return Talked(
            held_on=kept["held_on"],
            channel=kept["channel"],
            note=kept["note"],
            person=kept.get("person"),
            new_person=kept.get("new_person", "").strip(),
            next_on=kept["next_on"],
        )


def check_next(form: forms.BaseForm, kept: dict[str, Any]) -> None:
    """The next contact comes after the one that is written down."""
    held_on, next_on = kept.get("held_on"), kept.get("next_on")
    if held_on and next_on and next_on <= held_on:
        form.add_error("next_on", _("Choose a day after this contact."))


class PersonForm(EditForm):
    class Meta:
        model = ContactPerson
        fields = ["name", "function", "email", "phone"]


class MomentForm(EditForm):
    """A contact that was written down, put right later."""

    held_on = DutchDateField(label=gettext_lazy("When"))
    next_on = DutchDateField(
        label=gettext_lazy("Call again on"),
        required=False,
        help_text=gettext_lazy("Make it empty when it is no longer needed."),
    )

    class Meta:
        model = ContactMoment
        fields = ["held_on", "channel", "person", "note", "next_on", "next_person"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        people = self.instance.partnership.people.filter(erased_at=None)
        for name in ("person", "next_person"):
            person = self.fields[name]
            person.queryset = people.order_by("name__dutch", "pk")  # type: ignore[attr-defined]
            person.empty_label = _("Not said")  # type: ignore[attr-defined]
        self.fields["next_person"].label = _("Call whom")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        check_next(self, kept)
        if not kept.get("next_on") and "next_on" not in self.errors:
            kept["next_person"] = None
        return kept

    def clean_held_on(self) -> date:
        return not_later(self.cleaned_data["held_on"], self.today)
