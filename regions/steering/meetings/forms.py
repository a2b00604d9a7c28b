"""What is filled in about a meeting: when and where, its rhythm, subjects, outcomes, answers."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regions.editing import EditForm
from regions.fields import ClockField, CountField, DutchDateField, read_when, when_of
from regions.steering.models import AgendaItem, Attendee, Meeting, MeetingRhythm, Outcome, Vote

MOST_MINUTES = 480


class MeetingForm(EditForm):
    """One meeting by hand."""

    day = DutchDateField(label=gettext_lazy("Day"))
    begins = ClockField(label=pgettext_lazy("clock", "From"))
    ends = ClockField(label=pgettext_lazy("clock", "Until"))
    watched = ("day", "begins", "ends")

    class Meta:
        model = Meeting
        fields = ["place", "invitation"]
        widgets = {"invitation": forms.Textarea({"rows": 3})}
        help_texts = {
            "place": gettext_lazy("A room, or the address of an online meeting."),
            "invitation": gettext_lazy("Stands in the mail. Not obliged."),
        }

    field_order = ["day", "begins", "ends", "place", "invitation"]

    def __init__(self, *args: Any, now: Any, **kwargs: Any) -> None:
        meeting = kwargs.get("instance")
        if meeting is not None and meeting.starts_at:
            first = when_of(meeting.starts_at, meeting.ends_at)
            first.pop("last_day")
            kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        read_when(self, kept)
        starts_at = kept.get("starts_at")
        if starts_at is None:
            return kept
        if starts_at <= self.now:
            self.add_error("day", _("This moment has passed. Choose a day to come."))
        self.instance.starts_at, self.instance.ends_at = starts_at, kept["ends_at"]
        same = Meeting.objects.standing().filter(
            steering_group=self.instance.steering_group, starts_at=starts_at
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("day", _("There is a meeting at this moment already."))
        return kept


class RhythmForm(EditForm):
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("In these months"),
        choices=list(MONTHS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one month.")},
    )
    begins = ClockField(label=pgettext_lazy("clock", "From"))
    ends = ClockField(label=pgettext_lazy("clock", "Until"))

    class Meta:
        model = MeetingRhythm
        fields = ["week", "weekday", "months", "begins", "ends", "place"]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        begins, ends = kept.get("begins"), kept.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end lies before the beginning."))
        return kept


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=300,
        help_text=gettext_lazy("The group reads it in the mail."),
        error_messages={"required": gettext_lazy("Write why; the group reads it.")},
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=Attendee.Answer.choices)


class SubjectForm(EditForm):
    minutes = CountField(label=gettext_lazy("How many minutes"))

    class Meta:
        model = AgendaItem
        fields = ["title", "text", "minutes"]
        widgets = {"text": forms.Textarea({"rows": 3})}

    def clean_minutes(self) -> int | None:
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes > MOST_MINUTES:
            raise forms.ValidationError(_("A subject takes at most eight hours."))
        return minutes


class OutcomeForm(EditForm):
    """Three fields: what was decided, what was agreed, who does it and when."""

    due_on = DutchDateField(label=gettext_lazy("When"), required=False)

    class Meta:
        model = Outcome
        fields = ["decision", "agreement", "who", "due_on"]
        widgets = {
            "decision": forms.Textarea({"rows": 3}),
            "agreement": forms.Textarea({"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        has_when = kept.get("who") or kept.get("due_on")
        if has_when and not kept.get("agreement") and "agreement" not in self.errors:
            self.add_error("agreement", _("Write what was agreed too."))
        return kept


class PresenceForm(forms.Form):
    present = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    guests = forms.CharField(label=gettext_lazy("Also present"), max_length=300, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people  # type: ignore[attr-defined]


class BallotForm(forms.Form):
    """The answer of one member who is present."""

    answer = forms.ChoiceField(required=False, choices=[("", "–"), *Vote.Answer.choices])
    note = forms.CharField(required=False, max_length=2000)
