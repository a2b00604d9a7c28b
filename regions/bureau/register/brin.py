"""A BRIN as people type it: two digits and two letters, with the two digits of a site."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.models import School
from regions.models.regions import IS_BRIN

BETWEEN = re.compile(r"[\s./-]+")
WITH_SITE = 6
TYPED = 12  # with what stands between


def as_brin(text: str) -> str:
    """ "00xx-01" as 00XX01, whatever stands between."""
    return BETWEEN.sub("", text).upper()


def is_brin(code: str) -> bool:
    return re.match(IS_BRIN.regex, code) is not None


def lacks_site(code: str, kind: str) -> bool:
    """Whether the digits of the site are missed; an mbo institution may stand as a whole."""
    return bool(code) and len(code) < WITH_SITE and kind != School.Kind.MBO


def no_site() -> str:
    return _("Add the two digits of the site: for example 00XX01. Only an mbo may lack them.")


class BrinField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": TYPED})

    def clean(self, value: Any) -> str:
        code = as_brin(super().clean(value))
        if code and not is_brin(code):
            raise ValidationError(IS_BRIN.message)
        return code
