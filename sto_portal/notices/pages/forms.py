from django import forms
from django.utils.translation import gettext_lazy as _

from regions.web.lists import Choice, ListFilter, Words
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
        return self.cleaned_data["text"].strip()


class MailFilter(ListFilter):
    """What of the outbox is shown."""

    q = Words(_("Search"), example=_("Name or e-mail address"), box="grow", most=100)
    state = Choice(_("State"), _("All"), Mail.State.choices)
    kind = Choice(_("Kind"), _("All"), [(kind.name, kind.title) for kind in KINDS.values()])
    period = Choice(_("Period"), _("All"))
    region = Choice(_("Region"), _("All"))
    trouble = Choice(_("Trouble"), _("All"), [("yes", _("Could not be made or judged"))])
