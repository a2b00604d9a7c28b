"""Forms of partners: a business, how a region works with it, a talk, a person, a step."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.fields import DutchDateField
from regions.models import Region
from regions.plans.models import Plan

from .contacts.talking import Talked
from .files import EvidenceField
from .ladder.ladder import Rung
from .models import Business, ContactMoment, ContactPerson, Partnership, Proof


class BusinessForm(forms.ModelForm):
    """What the country knows of a business: its number is known once."""

    kvk = forms.CharField(
        label=gettext_lazy("KvK number"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Eight digits; may stay empty."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    class Meta:
        model = Business
        fields = ["name", "place", "sector", "kvk"]

    def clean_kvk(self) -> str:
        number = "".join(sign for sign in self.cleaned_data["kvk"] if sign not in " .-")
        if number and not (len(number) == 8 and number.isascii() and number.isdigit()):
            raise ValidationError(_("A KvK number has eight digits."))
        known = Business.objects.known().exclude(pk=self.instance.pk)
        if number and known.filter(kvk=number).exists():
            raise ValidationError(_("There is already a business with this KvK number."))
        return number


class PartnershipForm(forms.ModelForm):
    """How a region works with a business; the activities are those of the plan that holds."""

    started_on = DutchDateField(label=gettext_lazy("Partner since"))
    activities = forms.MultipleChoiceField(
        label=gettext_lazy("Activities of the plan that it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Partnership
        fields = ["brings", "ideal_days", "max_days", "started_on"]

    def __init__(self, *args: Any, region: Region, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        plan = Plan.objects.current().filter(region=region).first()
        rows = plan.activities.order_by("position") if plan else []
        field = self.fields["activities"]
        field.choices = [(str(one.key), f"{one.code} {one.title}") for one in rows]  # type: ignore[attr-defined]
        field.initial = self.instance.activity_keys
        if not field.choices:  # type: ignore[attr-defined]
            del self.fields["activities"]

    def clean_started_on(self) -> date:
        return _not_later(self.cleaned_data["started_on"], self.today)

    def save(self, commit: bool = True) -> Partnership:
        if "activities" in self.cleaned_data:
            offered = {key for key, _title in self.fields["activities"].choices}  # type: ignore[attr-defined]
            other = [key for key in self.instance.activity_keys if key not in offered]
            self.instance.activity_keys = [*self.cleaned_data["activities"], *other]
        return super().save(commit)


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
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Any, chosen: list[Any], today: date, **kw: Any):
        begin = {"held_on": today, "batch": uuid.uuid4(), "partner": [one.pk for one in chosen]}
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
                choices=[("", _("Choose a business")), *((one.pk, str(one)) for one in partners)]
            )

    def clean_held_on(self) -> date:
        return _not_later(self.cleaned_data["held_on"], self.today)

    def talked(self) -> Talked:
        kept = self.cleaned_data
        return Talked(
            held_on=kept["held_on"],
            channel=kept["channel"],
            note=kept["note"],
            person=kept.get("person"),
            new_person=kept.get("new_person", "").strip(),
        )


class PersonForm(forms.ModelForm):
    class Meta:
        model = ContactPerson
        fields = ["name", "function", "email", "phone"]


class StepForm(forms.Form):
    """Confirm the step that is proposed; another one asks why."""

    step = forms.ChoiceField(
        label=gettext_lazy("Step"), choices=Partnership.Step.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why another step than the facts carry?"),
        max_length=140,
        required=False,
        help_text=gettext_lazy("Only needed when you choose another step than is proposed."),
    )

    def __init__(self, *args: Any, proposed: Rung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        step = kept.get("step")
        if step and Rung.of(step) != self.proposed and not kept.get("reason"):
            self.add_error("reason", _("Write down why you choose another step."))
        return kept


class ProofForm(forms.ModelForm):
    """Evidence beside the talks."""

    dated_on = DutchDateField(label=gettext_lazy("Date"))
    valid_until_on = DutchDateField(
        label=gettext_lazy("Valid until"),
        required=False,
        end=True,
        help_text=gettext_lazy("May stay empty: then it holds without end."),
    )
    file = EvidenceField(label=gettext_lazy("File"), required=False)

    class Meta:
        model = Proof
        fields = ["kind", "text", "dated_on", "valid_until_on"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = Proof.Kind.choices  # type: ignore[attr-defined]

    def keep(self, region: Region, by: User) -> Proof:
        """The evidence, with the file where there is one."""
        if file := self.cleaned_data["file"]:
            self.instance.document = file.keep(region, by)
        return self.save()

    def clean_dated_on(self) -> date:
        return _not_later(self.cleaned_data["dated_on"], self.today)


def _not_later(day: date, today: date) -> date:
    if day > today:
        raise ValidationError(_("This day is still to come."))
    return day
