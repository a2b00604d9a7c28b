"""Asking, answering, and asking a colleague to think along."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import Question
from advisors.network.doors import advisors_on
from regions.accounts.models import User
from regions.editing import EditForm
from regions.models import Membership


class QuestionForm(EditForm):
    """A leader may ask in confidence; an advisor asks a leader in the open."""

    class Meta:
        model = Question
        fields = ["text", "kind", "theme", "is_confidential", "assignee"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "kind": forms.RadioSelect}
        labels = {
            "kind": gettext_lazy("What is it about?"),
            "text": gettext_lazy("Your question"),
            "is_confidential": gettext_lazy("In confidence"),
            "assignee": gettext_lazy("To which advisor?"),
        }
        error_messages = {"kind": {"required": gettext_lazy("Choose what it is about.")}}
        help_texts = {
            "is_confidential": gettext_lazy(
                "Only you and the advisor that you choose read it; no colleague, no bureau."
            )
        }

    def __init__(self, *args, asks_leader: bool, today, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].empty_label = _("No theme")  # type: ignore[attr-defined]
        if asks_leader:
            del self.fields["is_confidential"], self.fields["assignee"]
        else:
            if "kind" not in (kwargs.get("initial") or {}):  # nobody chose it yet
                self.initial["kind"] = None
            rows = advisors_on(today).exclude(pk=self.instance.asked_by_id)
            self.fields["assignee"].queryset = rows  # type: ignore[attr-defined]
            self.fields["assignee"].choices = self._named(rows, today)  # type: ignore[attr-defined]

    def _named(self, advisors, today) -> list[tuple[Any, str]]:
        """The advisors of the region first, and called so."""
        held = Membership.objects.on(today).advisors().filter(region=self.instance.region)
        own = set(held.values_list("user", flat=True))
        text = _("%(name)s (your advisor)")
        named = [(one.pk, text % {"name": one} if one.pk in own else str(one)) for one in advisors]
        return [("", _("Choose…")), *sorted(named, key=lambda choice: choice[0] not in own)]

    def clean_text(self) -> str:
        return self.cleaned_data["text"].strip()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_confidential") and not cleaned.get("assignee"):
            self.add_error("assignee", _("Choose who reads what you ask in confidence."))
        if not cleaned.get("is_confidential"):
            cleaned["assignee"] = None
        return cleaned


class AnswerForm(EditForm):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = Question
        fields = ["answer"]


class ColleagueForm(forms.Form):
    """Whom to invite, or whom to hand the question to."""

    colleague = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Colleague"))
    note = forms.CharField(
        label=gettext_lazy("What do you want to know?"), max_length=300, required=False
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues  # type: ignore[attr-defined]


class ThoughtForm(forms.Form):
    thought = forms.CharField(
        label=gettext_lazy("What do you think?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
