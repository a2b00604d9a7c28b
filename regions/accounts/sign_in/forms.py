"""The library's forms with passwords, in plain words: labels above fields, and one line of help."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

HELP = _(
    "Eight characters or more. Not the own name, not one that many people use, and not only words "
    "of the portal."
)


class PlainMixin:
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = HELP


class LoginForm(PlainMixin, library.LoginForm):
    pass


class ResetForm(PlainMixin, library.ResetPasswordForm):
    pass


class ResetKeyForm(PlainMixin, library.ResetPasswordKeyForm):
    pass


class SetForm(PlainMixin, library.SetPasswordForm):
    pass


class ChangeForm(PlainMixin, library.ChangePasswordForm):
    pass


class AgainForm(PlainMixin, library.ReauthenticateForm):
    pass
