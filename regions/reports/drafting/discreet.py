"""Nobody at a business is named in a report: what a log says of a contact person loses the name.

Addresses and telephone numbers go too, whoever they are of. What is written in confidence is read
nowhere in this room: the rooms that hold it stand above this one.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from regions.models import Region
from regions.partners.models import ContactPerson
from regions.reports.sentences import Sentence

MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
PHONE = r"(?<![\w€])(?:\+31|0031|0)[\s-]?(?:[0-9][\s-]?){8,9}(?!\w)"
Hide = Callable[[str], str]


def hider(region: Region) -> Hide:
    """What takes the contact persons of a region out of a text, in one query."""
    people = ContactPerson.objects.filter(partnership__region=region, erased_at=None)
    names = {" ".join(name.split()) for name in people.order_by().values_list("name", flat=True)}
    whole = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    person = re.compile(rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)") if whole else None
    address, phone = re.compile(MAIL), re.compile(PHONE)

    def hide(text: str) -> str:
        if person:
            text = person.sub(_("a contact person"), text)
        text = address.sub(_("(an address)"), text)
        return phone.sub(_("(a telephone number)"), text)

    return hide


def discreet(sentence: Sentence, hide: Hide) -> Sentence:
    origins = tuple(
        replace(origin, quote=hide(origin.quote), about=hide(origin.about))
        for origin in sentence.origins
    )
    return replace(sentence, text=hide(sentence.text), origins=origins)
