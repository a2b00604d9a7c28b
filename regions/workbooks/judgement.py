"""What a row of a file is to what the portal knows, asked anew at every look."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Fate(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGE = "change"


def look_again() -> str:
    """For who saves what is judged otherwise by now than on the page that they saw."""
    return _("The portal knows other things now than this page showed. Look once more, then save.")
