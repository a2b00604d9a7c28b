"""The form of a rule about telling DUS-I."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.editing import EditForm
from regions.fields import DutchDateField
from regions.plans.models import NoticeRule


class RuleForm(EditForm):
    kind = forms.ChoiceField(label=_("Kind of change or setback"), choices=NoticeRule.Kind.choices)
    tell = forms.ChoiceField(
        label=_("Tell DUS-I"), choices=NoticeRule.Moment.choices, widget=forms.RadioSelect
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https"
    )
    valid_from_on = DutchDateField(label=_("Valid from"))
    valid_until_on = DutchDateField(
        label=_("Valid until"),
        required=False,
        help_text=_("The last day. Leave empty while the rule holds."),
    )

    class Meta:
        model = NoticeRule
        fields = [
            "kind",
            "tell",
            "text",
            "source",
            "source_url",
            "valid_from_on",
            "valid_until_on",
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 1000})}
        help_texts = {
            "text": _("One or two sentences, as the source says it. Everybody reads them."),
            "source": _("Name and section of the document, so that others can look it up."),
        }
