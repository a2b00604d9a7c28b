from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class ReachForm(forms.ModelForm):
    """How the advisor, the leaders and the bureau reach somebody; both may stay empty."""

    class Meta:
        model = User
        fields = ["phone", "days"]
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})}
        help_texts = {"days": _("For example: Monday to Thursday, best after 15:00.")}

    def save(self, commit: bool = True) -> User:
        """Nothing else of the person: the bureau may close the account at the same moment."""
        self.instance.save(update_fields=self._meta.fields)
        return self.instance
