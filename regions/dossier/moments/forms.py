"""Forms of the bureau's moments, and of a region that hands something in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regions.dossier.models import HandedIn, ReportingMoment
from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.models import Region
from regions.web.lists import Choice, ListFilter

SOURCE = gettext_lazy("Where is this said? A letter with its date, or a page.")


class MomentFilter(ListFilter):
    when = Choice(
        gettext_lazy("When"),
        gettext_lazy("all"),
        [
            ("ahead", gettext_lazy("still to come")),
            ("past", gettext_lazy("past")),
            ("dropped", gettext_lazy("withdrawn")),
        ],
    )


class MomentForm(EditForm):
    """A moment; once it stands its day moves with a form of its own."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ReportingMoment.Kind.choices)
    acts = forms.ChoiceField(
        label=gettext_lazy("Who hands it in?"),
        choices=ReportingMoment.Acts.choices,
        help_text=gettext_lazy("They get the reminders, 60, 30 and 7 days before."),
    )
    due_on = DutchDateField(label=gettext_lazy("At DUS-I by"))
    covers_from_on = DutchDateField(
        label=gettext_lazy("About the period from"),
        required=False,
        help_text=gettext_lazy("May stay empty, with the next one."),
    )
    covers_until_on = DutchDateField(
        label=gettext_lazy("Until and including"), required=False, end=True
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, assume_scheme="https"
    )

    class Meta:
        model = ReportingMoment
        fields = [
            "kind", "title", "due_on", "covers_from_on", "covers_until_on", "acts", "region",
            "source", "source_url",
        ]  # fmt: skip
        help_texts = {
            "region": gettext_lazy("Leave empty for a moment of every region."),
            "source": SOURCE,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["due_on"], self.fields["region"]
        else:
            self.fields["region"].empty_label = _("every region")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    due_on = DutchDateField(label=gettext_lazy("New day"))
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, help_text=SOURCE)


class ExceptionForm(forms.Form):
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=gettext_lazy("Region"),
        empty_label=gettext_lazy("Choose a region"),
    )
    is_none = forms.BooleanField(
        label=gettext_lazy("This moment does not hold in that region"), required=False
    )
    due_on = DutchDateField(
        label=gettext_lazy("At DUS-I by"),
        required=False,
        help_text=gettext_lazy("Empty only when it does not hold there."),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, help_text=SOURCE)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if "due_on" in self.errors:
            return kept
        if kept.get("is_none"):
            kept["due_on"] = None
        elif not kept.get("due_on"):
            self.add_error("due_on", _("Give the day, or tick that it does not hold there."))
        return kept


class HandedInForm(EditForm):
    sent_on = DutchDateField(label=pgettext_lazy("handed in", "Sent on"))

    class Meta:
        model = HandedIn
        fields = ["sent_on", "reference"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_sent_on(self) -> date:
        return not_later(self.cleaned_data["sent_on"], self.today)
