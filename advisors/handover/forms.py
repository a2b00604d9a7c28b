from django import forms

from advisors.models import PartingWord
from regions.editing import EditForm


class PartingWordForm(EditForm):
    class Meta:
        model = PartingWord
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def clean_text(self) -> str:
        return self.cleaned_data["text"].strip()
