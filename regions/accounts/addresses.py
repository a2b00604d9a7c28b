"""A mail address as it goes over the wire: plain ASCII, a domain with other letters as punycode."""

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Where very many people have their mail, and domains that look like these and are real.
WELL_KNOWN = (
    "gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.com", "icloud.com",
    "ziggo.nl", "kpnmail.nl", "xs4all.nl", "planet.nl", "hetnet.nl", "casema.nl", "yahoo.com",
)  # fmt: skip
REAL_TOO = {
    "hotmail.be", "hotmail.de", "hotmail.fr", "hotmail.co.uk", "outlook.be", "outlook.de",
    "outlook.fr", "live.be", "live.nl", "mail.com", "ymail.com", "email.com", "yahoo.fr",
}  # fmt: skip
MOST_APART = 2  # letters that are wrong, missing, too many or changed places


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


def probably(address: str) -> str:
    """What was probably meant by an address with a typing error in a well-known domain, else ""."""
    local, _at, domain = address.lower().rpartition("@")
    if domain in WELL_KNOWN or domain in REAL_TOO:
        return ""
    apart, likely = min((_apart(domain, known), known) for known in WELL_KNOWN)
    most = MOST_APART if len(likely) > len("live.com") else 1
    return f"{local}@{likely}" if apart <= most else ""


def _apart(one: str, other: str) -> int:
    """How many single errors lie between two words; two letters that changed places are one."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


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
