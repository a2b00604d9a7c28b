"""What is asked before a person gets a role: a typing error in the address, another name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.addresses import probably
from regions.accounts.models import User

ANSWER = "email_as"


class TwoButtons(forms.Widget):
    """Each answer is a button that sends the form."""

    def __init__(self, meant: str, typed: str) -> None:
        super().__init__()
        self.meant, self.typed = meant, typed

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        answers = (
            (self.meant, "btn btn-primary", _("Yes, %(address)s")),
            (self.typed, "btn btn-quiet", _("No, %(address)s is right")),
        )
        buttons = format_html_join(
            " ",
            '<button name="{}" value="{}" class="{}">{}</button>',
            ((name, one, css, text % {"address": one}) for one, css, text in answers),
        )
        return format_html('<div class="row-x"{}>{}</div>', flatatt(attrs or {}), buttons)

    def id_for_label(self, id_: str) -> str:
        return ""


class AsksAddress:
    """For a form with a field `email`: asks once after what looks like a typing error."""

    fields: dict[str, forms.Field]
    data: Any

    def offer_answer(self) -> None:
        """The answer comes along hidden, so that nobody is asked twice."""
        hidden = forms.CharField(
            required=False, label=gettext_lazy("Which address is right?"), widget=forms.HiddenInput
        )
        named = list(self.fields.items())
        after = [name for name, _field in named].index("email") + 1
        self.fields = dict([*named[:after], (ANSWER, hidden), *named[after:]])

    def settled(self, typed: str) -> str:
        """The address that is meant. ValidationError asks, and shows both buttons."""
        meant = probably(typed)
        answer = str(self.data.get(ANSWER, "")).strip().lower()
        if (
            not meant
            or answer == typed.lower()
            or User.objects.filter(email__iexact=typed).exists()
        ):
            return typed
        if answer == meant:
            self.data = self.data.copy()
            self.data["email"] = meant
            return meant
        self.fields[ANSWER].widget = TwoButtons(meant, typed.lower())
        domain = meant.rpartition("@")[2]
        raise ValidationError(_("Do you mean %(domain)s?") % {"domain": domain})


def known_by_another_name(person: User, name: str) -> str:
    """What to say when a name was typed that is not that of the person, else ""."""
    if not name or " ".join(name.split()).casefold() == person.name.casefold():
        return ""
    message = _(
        "This address is of %(name)s. Leave the name empty to give %(name)s the role, or "
        "give another address."
    )
    return message % {"name": person.name}
