"""Forms of a letter and of what it asks."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dossier.models import Letter, Point
from regions.dossier.moments.due import moments_for
from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.models import Region
from regions.partners.files import EvidenceField
from regions.web.lists import Choice, ListFilter


class LetterFilter(ListFilter):
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("all"), Letter.Kind.choices)


class LetterForm(EditForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Letter.Kind.choices)
    dated_on = DutchDateField(label=gettext_lazy("Date of the letter"))
    paper = EvidenceField(
        required=False,
        label=gettext_lazy("The letter itself"),
        help_text=gettext_lazy("A scan or file: PDF, png, jpg, docx or xlsx; at most 5 MB."),
    )

    class Meta:
        model = Letter
        fields = ["kind", "subject", "dated_on", "reference", "summary", "moment", "notice"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, region: Region, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offers = {"moment": moments_for(region), "notice": region.notices.exclude(sent_on=None)}
        for name, rows in offers.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("None")  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]

    def clean_dated_on(self) -> date:
        return not_later(self.cleaned_data["dated_on"], self.today)


class PointForm(EditForm):
    """A question has a day; a point of attention waits for the next report."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Point.Kind.choices, widget=forms.RadioSelect
    )
    due_on = DutchDateField(
        label=gettext_lazy("Answer by"),
        required=False,
        help_text=gettext_lazy("For a question. A week before, the portal reminds of it."),
    )
    done_on = DutchDateField(
        label=gettext_lazy("Done on"),
        required=False,
        help_text=gettext_lazy("Empty while it waits."),
    )

    class Meta:
        model = Point
        fields = ["kind", "text", "due_on", "done_on", "answer"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.pk is None:
            del self.fields["done_on"], self.fields["answer"]

    def clean_done_on(self) -> date | None:
        day = self.cleaned_data["done_on"]
        return not_later(day, self.today) if day else None

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        is_question = kept.get("kind") == Point.Kind.QUESTION
        if is_question and not kept.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("A question needs a day: by when must the answer come?"))
        return kept
