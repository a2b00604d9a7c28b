"""A remark, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.reports.models import ReportRemark


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(EditForm):
    class Meta:
        model = ReportRemark
        fields = ["reply"]
        widgets = {"reply": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = False
