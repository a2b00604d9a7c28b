from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Question


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Question
        fields = ["kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "kind": forms.RadioSelect}
        labels = {"kind": _("What is it about?"), "text": _("Your question")}

    def clean_text(self) -> str:
        return self.cleaned_data["text"].strip()


class AnswerForm(forms.ModelForm):
    answer = forms.CharField(
        label=_("Your answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Question
        fields = ["answer"]
