"""Passkey forms that refuse nonsense: what a browser sends is anybody's to write."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

from regions.text import Decoder

NONSENSE = (LookupError, TypeError, ValueError, AttributeError, struct.error)


class AnybodysMixin:
    """What the device said is read with the house's limits, also when a page shows it again."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].decoder = Decoder  # type: ignore[attr-defined]


class NamedMixin:
    """The name of a passkey, with a label and an end to its length."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"),
            max_length=60,
            required=self.fields["name"].required,
            help_text=_("For example the name of your phone or computer."),
        )
        self.order_fields(["name"])  # type: ignore[attr-defined]


class AddWebAuthnForm(AnybodysMixin, NamedMixin, library.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Also sign in with it, without a code by mail"), required=False, initial=True
        )

    def clean(self) -> dict:
        try:
            return super().clean()
        except forms.ValidationError:
            raise
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class EditWebAuthnForm(NamedMixin, library.EditWebAuthnForm):
    pass


class RefusingMixin(AnybodysMixin):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError:
            raise
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AuthenticateWebAuthnForm(RefusingMixin, library.AuthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(RefusingMixin, library.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(RefusingMixin, library.ReauthenticateWebAuthnForm):
    pass
