"""What the bureau or the owner writes of a rule: in general words, naming no region."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.answers.cards.cards import held_names
from advisors.models import RuleItem
from regions.editing import EditForm

from .doors import owners


class RuleForm(EditForm):
    class Meta:
        model = RuleItem
        fields = ["title", "owner", "outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 5})}
        labels = {
            "title": gettext_lazy("The rule, in general words"),
            "owner": gettext_lazy("Who finds out what may be done?"),
            "outcome": gettext_lazy("What came of it?"),
        }
        help_texts = {
            "outcome": gettext_lazy(
                "Leave this empty until it is known. Leaders, advisors and the bureau read it."
            )
        }

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["title"].required = True
        self.fields["owner"].queryset = owners(today)  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = _("Nobody yet")  # type: ignore[attr-defined]

    def _general(self, name: str) -> str:
        text = self.cleaned_data[name].strip()
        if names := held_names(text, [], self.today):
            told = {"names": ", ".join(names)}
            raise forms.ValidationError(_("This names %(names)s. Write it in general.") % told)
        return text

    def clean_title(self) -> str:
        return self._general("title")

    def clean_outcome(self) -> str:
        return self._general("outcome")

    def save(self, commit: bool = True) -> RuleItem:
        had = self.instance.outcome_on
        self.instance.outcome_on = (had or self.today) if self.instance.outcome else None
        return super().save(commit)
