"""A report begun, and an answer written."""

import datetime
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DayField
from regions.models import Region
from regions.reports.models import Report, ReportAnswer, ReportFormat

from .shown import text_shown

LONGEST_DAYS = 366 * 5


class StartForm(EditForm):
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Up to and including"))

    class Meta:
        model = Report
        fields = ["format", "starts_on", "ends_on"]

    def __init__(self, *args: Any, region: Region, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.region = region
        field: Any = self.fields["format"]
        field.queryset = ReportFormat.objects.on(today)
        field.empty_label = None
        field.label_from_instance = labelled

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        first, last = kept.get("starts_on"), kept.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        elif first and last and (last - first).days > LONGEST_DAYS:
            self.add_error("ends_on", _("A report covers at most five years."))
        elif first and last and self._is_there(kept.get("format"), first, last):
            self.add_error(None, _("There is already a report in this format and period."))
        return kept

    def _is_there(self, format: Any, first: datetime.date, last: datetime.date) -> bool:
        rows = Report.objects.filter(region=self.instance.region, format=format)
        return rows.filter(starts_on=first, ends_on=last).exists()


def labelled(format: ReportFormat) -> str:
    if format.is_official:
        return str(format)
    return _("%(format)s (concept, no official format)") % {"format": format}


class AnswerForm(EditForm):
    """`drafted_mark` is of the draft that the person saw beside the text."""

    drafted_mark = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ReportAnswer
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        answer: ReportAnswer = kwargs["instance"]
        kwargs["initial"] = {"text": text_shown(answer), "drafted_mark": mark_of(answer)}
        super().__init__(*args, **kwargs)
        self.fields["text"].label = answer.heading or str(answer.question)
        self.fields["text"].required = False

    def clean_text(self) -> str:
        return self.cleaned_data["text"] or ""

    def _post_clean(self) -> None:
        """What was typed reaches the row under its lock (`answering.write`), and nowhere before."""

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        seen, now = self.data.get(self.add_prefix("drafted_mark"), ""), mark_of(self.instance)
        if seen != now:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("drafted_mark")] = now  # type: ignore[index]
            self.add_error(
                "text",
                _(
                    "The sources were read again meanwhile. Look below at what they say now, and "
                    "save again to keep your text."
                ),
            )
        return kept


def mark_of(answer: ReportAnswer) -> str:
    told = "\n".join(sentence.text for sentence in answer.sentences)
    return blake2b(told.encode(errors="replace"), digest_size=6).hexdigest()
