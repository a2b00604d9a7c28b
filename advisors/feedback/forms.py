"""What an advisor says of a log or of a period."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import Review
from regions.editing import EditForm
from regions.months import Month

SAID = (Review.Kind.QUESTION, Review.Kind.APPRECIATION, Review.Kind.ADVICE)
MONTHS_BACK = 24


class SayForm(EditForm):
    class Meta:
        model = Review
        fields = ["kind", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"kind": gettext_lazy("This is"), "text": gettext_lazy("What you want to say")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in SAID]  # type: ignore[attr-defined]
        self.fields["text"].required = True


class ReturnForm(EditForm):
    class Meta:
        model = Review
        fields = ["reason", "text"]
        widgets = {"reason": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": gettext_lazy("Explanation (optional)")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Review.Reason.choices  # type: ignore[attr-defined]
        self.fields["reason"].required = True


class PeriodForm(SayForm):
    first = forms.TypedChoiceField(label=gettext_lazy("From month"), coerce=Month.parse)
    last = forms.TypedChoiceField(label=gettext_lazy("Until month"), coerce=Month.parse)
    field_order = ("first", "last", "kind", "text")

    def __init__(self, *args, running: Month, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        months = [running.plus(-back) for back in range(MONTHS_BACK)]
        for name, start in (("first", running.plus(-3)), ("last", running.previous)):
            self.fields[name].choices = [(str(month), month.label) for month in months]  # type: ignore[attr-defined]
            self.fields[name].initial = str(start)

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a first month that is not after the last."))
        elif first and last:
            self.instance.from_on, self.instance.until_on = first.first_day, last.first_day
        return data
