"""Writing an answer card. Names that slipped in are pointed out before it is saved."""

import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import AnswerCard, Question
from regions.editing import EditForm
from regions.fields import DayField
from regions.partners.files import EvidenceField
from regions.web.lists import Choice, ListFilter, Words

from .cards import names_in


class CardFilter(ListFilter):
    q = Words(gettext_lazy("Search"), most=200, box="grow")
    theme = Choice(gettext_lazy("Theme"), gettext_lazy("all themes"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("all kinds"), Question.Kind.choices)


class CardForm(EditForm):
    paper = EvidenceField(required=False, label=gettext_lazy("Document to give along"))
    names_are_meant = forms.BooleanField(
        required=False, label=gettext_lazy("These names may stand in the card")
    )

    class Meta:
        model = AnswerCard
        fields = ["title", "also_asked", "answer", "theme", "kind", "recheck_on", "is_for_starters"]
        widgets = {
            "answer": forms.Textarea(attrs={"rows": 7}),
            "also_asked": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {"recheck_on": DayField}

    def __init__(self, *args, questions: list[Question], today: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.today = questions, today
        self.names: list[str] = []

    def clean_recheck_on(self) -> datetime.date:
        day = self.cleaned_data["recheck_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day to come."))
        return day

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        text = "\n".join(str(cleaned.get(name, "")) for name in ("title", "also_asked", "answer"))
        self.names = names_in(text, self.questions, self.today)
        if self.names and not cleaned.get("names_are_meant"):
            told = ", ".join(self.names)
            self.add_error(
                "names_are_meant",
                _("The card names %(names)s. A card is for everybody: take names out.")
                % {"names": told},
            )
        return cleaned
