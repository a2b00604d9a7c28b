"""Whether DUS-I is told, and what was sent; one form for the first answer and for later ones."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dossier.models import Notice
from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.partners.files import EvidenceField
from regions.plans.models import NoticeRule
from regions.web.lists import Choice, ListFilter

State = Notice.State
# What the rule that held proposes.
PROPOSED = {
    NoticeRule.Moment.AT_ONCE: State.PREPARED,
    NoticeRule.Moment.NEXT_REPORT: State.WITH_REPORT,
    NoticeRule.Moment.NONE: State.NOT_NEEDED,
}


class NoticeFilter(ListFilter):
    state = Choice(gettext_lazy("State"), gettext_lazy("all"), State.choices)
    about = Choice(gettext_lazy("About"), gettext_lazy("all"), Notice.About.choices)


class NoticeForm(EditForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Do we tell DUS-I?"), choices=State.choices, widget=forms.RadioSelect
    )
    sent_on = DutchDateField(
        label=gettext_lazy("Notified on"),
        required=False,
        help_text=gettext_lazy("The portal sends nothing to DUS-I: you do, and record it here."),
    )
    answered_on = DutchDateField(label=gettext_lazy("Answered on"), required=False)
    paper = EvidenceField(required=False, label=gettext_lazy("Add a file"))

    class Meta:
        model = Notice
        fields = [
            "title", "state", "reason", "text", "sent_on", "sent_by", "reference", "answered_on",
            "answer",
        ]  # fmt: skip
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 12}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "reason": gettext_lazy("Only when it is not needed."),
            "text": gettext_lazy("Prepared from what was recorded. Change what you like."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.about != Notice.About.OTHER:
            del self.fields["title"]
        if self.instance.pk is None:
            del self.fields["answered_on"], self.fields["answer"]

    def clean_sent_on(self) -> date | None:
        day = self.cleaned_data["sent_on"]
        return not_later(day, self.today) if day else None

    def clean_answered_on(self) -> date | None:
        day = self.cleaned_data["answered_on"]
        return not_later(day, self.today) if day else None

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        state, sent_on = kept.get("state"), kept.get("sent_on")
        if state == State.NOT_NEEDED and not (kept.get("reason") or "").strip():
            self.add_error("reason", _("Say why DUS-I need not know this."))
        if state == State.NOTIFIED and not sent_on and "sent_on" not in self.errors:
            self.add_error("sent_on", _("Give the day on which DUS-I was notified."))
        if state and state != State.NOTIFIED:
            self._clean_unsent(kept)
        return kept

    def _clean_unsent(self, kept: dict[str, Any]) -> None:
        """A day or an answer belongs to what was sent: said, never dropped in silence."""
        for name in ("sent_on", "answered_on"):
            if kept.get(name):
                self.add_error(name, _("Only for what was notified. Empty this, or choose that."))
