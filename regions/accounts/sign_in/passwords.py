"""Passwords that are refused beside Django's own list: our own words, and those that leaked."""

import hashlib
import logging
import re
from typing import Any

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
OWN = (
    "sterktechniekonderwijs", "techniekonderwijs", "onderwijs", "techniek", "portaal", "sterk",
    "sto", "vmbo", "ondersteuner", "programmaleider", "stuurgroep", "bureau", "landelijk",
    "maandlog", "wachtwoord", "password", "welkom", "school", "regio", "jaar",
    "lente", "zomer", "herfst", "winter",
)  # fmt: skip
LEAST = 4  # letters that are left beside our own words
SECONDS = 3


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())


class Validator:
    """What is refused is said when it is; the form has one line of help for all of them."""

    def get_help_text(self) -> str:
        return ""


class OwnWordsValidator(Validator):
    """Words that everybody here knows are no password, whatever figures stand around them."""

    def validate(self, password: str, user: Any = None) -> None:
        left = _letters(password)
        words = sorted({*OWN, *_words_of(user)}, key=len, reverse=True)
        stripped = re.sub("|".join(map(re.escape, words)), "", left)
        if stripped != left and len(stripped) < LEAST:
            raise ValidationError(
                _("Others guess this: it is made of words of the portal. Take a few other words."),
                code="password_of_own_words",
            )


def _words_of(user: Any) -> set[str]:
    """The names of the regions where somebody has a role, and of who runs the portal."""
    names = {settings.ORGANISATION}
    if getattr(user, "pk", None):
        names |= set(user.memberships.values_list("region__name", flat=True))
    return {_letters(name) for name in names if name and len(_letters(name)) >= LEAST}


class LeakedPasswordValidator(Validator):
    """Asks a list of leaked passwords, without telling it the password or who wants it.

    Only the first five characters of a hash leave the portal, and only where `LEAKED_PASSWORDS`
    names a service. Where that does not answer, nobody is kept from a password.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if settings.LEAKED_PASSWORDS and self._has_leaked(password):
            raise ValidationError(
                _("This password stands on a list of leaked ones. Take another one."),
                code="password_leaked",
            )

    def _has_leaked(self, password: str) -> bool:
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        address = settings.LEAKED_PASSWORDS + digest[:5]
        padded = {"Add-Padding": "true"}  # the length of the answer tells nothing either
        try:
            answer = requests.get(address, timeout=SECONDS, allow_redirects=False, headers=padded)
        except requests.RequestException as trouble:
            logger.warning("No list of leaked passwords: %s", type(trouble).__name__)
            return False
        lines = (line.strip().partition(":") for line in answer.text.splitlines())
        counts = {end: count for end, _colon, count in lines}
        return answer.status_code == 200 and counts.get(digest[5:], "0") != "0"
