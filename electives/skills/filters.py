"""What the address asks of the lists about what pupils practise."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.web.lists import Choice, ListFilter, Words

from .places import KINDS


class PlaceFilter(ListFilter):
    """`open` is asked by the link that counts where nothing is practised yet."""

    q = Words(_("Search"))
    kind = Choice(_("Kind"), _("All"), KINDS)
    sort = Choice(_("Order"), _("Kind"), [("most", _("Most competences first"))])
    open = Choice("", "", [("yes", "")], widget=forms.HiddenInput)


class LinkFilter(ListFilter):
    state = Choice(
        _("State"),
        _("All"),
        [
            ("waiting", _("Waits for an answer")),
            ("opened", _("Looked")),
            ("answered", _("Answered")),
        ],
    )
    sort = Choice(_("Order"), _("Newest first"), [("expires", _("Ends first"))])


class MissedFilter(ListFilter):
    state = Choice(_("State"), _("All"), [("new", _("New")), ("seen", _("Seen"))])
    sort = Choice(_("Order"), _("Newest first"), [("oldest", _("Oldest first"))])


class SchoolFilter(ListFilter):
    school = Choice(_("School"), _("All schools"))
