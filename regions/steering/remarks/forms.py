"""Forms to pass something on, to answer it, and to put it on the idea list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.models import Region
from regions.months import Month
from regions.plans.models import Idea, PlanChange
from regions.steering.models import Remark
from regions.web.lists import Choice, ListFilter


class RemarkFilter(ListFilter):
    about = Choice(gettext_lazy("About"), gettext_lazy("Everything"), Remark.About.choices)


class RemarkForm(EditForm):
    """What a member passes on, about what, and from which page."""

    month = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Remark
        fields = ["about", "text", "is_for_meeting", "change"]
        error_messages = {
            "text": {
                "required": gettext_lazy("Write down what you want to pass on."),
                "max_length": gettext_lazy("Keep it under %(limit_value)d characters."),
            }
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "remark_%s", **kwargs})
        shown = PlanChange.objects.filter(region=region).exclude(state=PlanChange.State.DRAFT)
        self.fields["change"].queryset = shown  # type: ignore[attr-defined]

    def clean_month(self) -> Any:
        text = self.cleaned_data["month"]
        try:
            return Month.parse(text).first_day if text else None
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        """Advice never goes to the meeting: a tick that stayed behind is let go."""
        kept = super().clean() or {}
        if kept.get("about") != Remark.About.WHAT:
            kept["is_for_meeting"] = False
        self.instance.month_on = kept.get("month")
        return kept


class ReplyForm(EditForm):
    class Meta:
        model = Remark
        fields = ["reply"]
        labels = {"reply": gettext_lazy("Your reply")}
        widgets = {"reply": forms.Textarea(attrs={"rows": 4})}

    def clean_reply(self) -> str:
        text = self.cleaned_data["reply"].strip()
        if not text:
            raise forms.ValidationError(_("Write an answer, or choose Thank."))
        return text


class RemarkIdeaForm(EditForm):
    """What comes on the idea list; advice is put in the leader's own words."""

    class Meta:
        model = Idea
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    @classmethod
    def about(cls, remark: Remark) -> "RemarkIdeaForm":
        """Begin with the words of a question about the plan; advice was not written for all."""
        words = "" if remark.is_advice else " ".join(remark.text.split())
        return cls(initial={"title": words[:160], "text": words if len(words) > 160 else ""})
