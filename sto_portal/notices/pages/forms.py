from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from sto_portal.notices.kinds.table import KINDS
from sto_portal.notices.models import Mail


class ForewordForm(forms.Form):
    """A few sentences of the leader; `revision` tells whether somebody else wrote meanwhile."""

    text = forms.CharField(
        label=_("Foreword"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At most 600 characters. It stands above the digest, with your name."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\x00", "").strip()


class MailFilterForm(forms.Form):
    """What of the outbox is shown; anything else in the address is ignored."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    region = forms.ModelChoiceField(
        Region.objects.order_by("name"), label=_("Region"), required=False, empty_label=_("All")
    )

    def __init__(self, *args, periods: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["state"].choices = [*every, *Mail.State.choices]  # type: ignore[attr-defined]
        kinds = [(kind.name, kind.title) for kind in KINDS.values()]
        self.fields["kind"].choices = [*every, *kinds]  # type: ignore[attr-defined]
        self.fields["period"].choices = [*every, *periods]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
