"""What the answer of a mail server means, in words for people: one table of the statuses of RFC
3463, what their first two numbers say where the third is unknown, and codes without a status.

The words stand beside the answer, never instead of it: a server may say one thing and mean another.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ANSWER = re.compile(
    r"\s*(?P<code>[45]\d\d)?\b[ -]?(?:(?P<kind>[45])\.(?P<what>\d{1,3}\.\d{1,3})\b)?"
)
Words = dict[str, Promise]

# By the second and third number: the first only says whether it is for good.
STATUSES: Words = {
    "1.0": gettext_lazy("something is wrong with this address"),
    "1.1": gettext_lazy("this address does not exist"),
    "1.2": gettext_lazy("what stands after the @ takes no mail; look for a typing error"),
    "1.3": gettext_lazy("this address is not written as an address should be"),
    "1.6": gettext_lazy("this mailbox moved, and nobody knows where to"),
    "1.8": gettext_lazy("the address of the portal itself is not accepted"),
    "1.10": gettext_lazy("this organisation says that it takes no mail at all"),
    "2.0": gettext_lazy("something is wrong with the mailbox"),
    "2.1": gettext_lazy("this mailbox is switched off"),
    "2.2": gettext_lazy("the mailbox is full"),
    "2.3": gettext_lazy("the mail is larger than this mailbox takes"),
    "3.0": gettext_lazy("the mail server of the reader has a fault"),
    "3.1": gettext_lazy("the mail server of the reader is full"),
    "3.2": gettext_lazy("the mail server of the reader takes no mail at this moment"),
    "3.4": gettext_lazy("the mail is larger than the mail server takes"),
    "4.1": gettext_lazy("the mail server of the reader does not answer"),
    "4.2": gettext_lazy("the connection with the mail server of the reader broke"),
    "4.4": gettext_lazy("no mail server is found for this address"),
    "4.6": gettext_lazy("mail to this address goes round in a circle"),
    "4.7": gettext_lazy("it took too long to hand the mail over"),
    "7.0": gettext_lazy("the mail server of the reader takes no mail from the portal"),
    "7.1": gettext_lazy("the organisation of the reader does not let this mail in"),
    "7.8": gettext_lazy("the mail server does not accept the password of the portal"),
    "7.23": gettext_lazy("the mail server does not trust where the mail comes from (SPF)"),
    "7.26": gettext_lazy("the mail server does not trust where the mail comes from (SPF or DKIM)"),
}
GROUPS: Words = {
    "1": gettext_lazy("something is wrong with this address"),
    "2": gettext_lazy("something is wrong with the mailbox"),
    "3": gettext_lazy("the mail server of the reader has a fault"),
    "4": gettext_lazy("the mail server of the reader could not be reached"),
    "5": gettext_lazy("the mail servers did not understand each other"),
    "6": gettext_lazy("the mail server does not take what the mail looks like"),
    "7": gettext_lazy("the mail server does not let this mail in"),
}
CODES: Words = {
    "421": gettext_lazy("the mail server takes no mail at this moment"),
    "450": gettext_lazy("the mailbox cannot be reached at this moment"),
    "451": gettext_lazy("the mail server has a fault at this moment"),
    "452": gettext_lazy("the mail server or the mailbox is full"),
    "530": gettext_lazy("the mail server wants the portal to sign in first"),
    "535": gettext_lazy("the mail server does not accept the password of the portal"),
    "550": gettext_lazy("this address does not exist, or takes no mail"),
    "551": gettext_lazy("this address is not on that mail server"),
    "552": gettext_lazy("the mailbox is full, or the mail too large"),
    "553": gettext_lazy("this address is not written as an address should be"),
    "554": gettext_lazy("the mail server refuses this mail"),
}


def meaning(answer: str) -> str:
    """A sentence about an answer such as "550 5.1.1 unknown"; "" where it is none, or is taken."""
    found = ANSWER.match(answer)
    if found is None:
        return ""
    what, code = found["what"] or "", found["code"] or ""
    words = STATUSES.get(what) or GROUPS.get(what.partition(".")[0]) or CODES.get(code)
    if words is None:
        return ""
    text, is_for_now = str(words), (found["kind"] or code[:1]) == "4"
    told = text[0].upper() + text[1:]
    return _("%(text)s. This can pass by itself.") % {"text": told} if is_for_now else f"{told}."
