"""A mail address as it goes over the wire: plain ASCII, a domain with other letters as punycode."""

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def on_the_wire(address: str) -> str:
    """jan@bücher.nl as jan@xn--bcher-kva.nl.

    Raises ValueError for what mail cannot carry, such as an accent before the @.
    """
    local, _at, domain = address.rpartition("@")
    if not local.isascii():
        raise ValueError(f"mail cannot carry {address}: letters with an accent before the @")
    if domain.isascii():
        return address
    return f"{local}@{idna.encode(domain, uts46=True).decode()}"


def is_carried_by_mail(address: str) -> None:
    """A validator of fields that hold an address."""
    try:
        on_the_wire(address)
    except ValueError:
        raise ValidationError(
            _("Mail cannot reach this address: write the part before the @ without accents.")
            if not address.rpartition("@")[0].isascii()
            else _("Mail cannot reach this address: the part after the @ is no domain.")
        ) from None


class MailAddressField(forms.EmailField):
    """An address that mail can be sent to; what is wrong with another is said."""

    default_validators = [is_carried_by_mail, *forms.EmailField.default_validators]
