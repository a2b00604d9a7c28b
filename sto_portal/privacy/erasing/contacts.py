"""Erasing a contact person: the talks, contributions and signatures stay, without the person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regions.accounts.models import User
from regions.partners.contacts.people import erase
from regions.partners.models import ContactMoment, ContactPerson
from sto_portal.privacy.models import Deed

from .columns import replace_names
from .finding import Place, places_of
from .words import words_of_contact

# What the leaders of a region may read of what others wrote; the bureau is told of the rest.
FOR_LEADERS = ("partners_", "labs_", "internships_", "electives_")


@dataclass(frozen=True)
class Preview:
    counts: dict[str, int]
    left: list[Place]


def preview(person: ContactPerson) -> Preview:
    """Worked out by doing it and taking it back."""
    with transaction.atomic():
        deed, left = _erase(person, None, timezone.now())
        transaction.set_rollback(True)
    seen = [place for place in left if place.table.startswith(FOR_LEADERS)]
    return Preview(deed.counts, seen)


@transaction.atomic
def erase_contact(person: ContactPerson, by: User | None, now: datetime) -> Deed:
    """Twice is as once."""
    deed, _left = _erase(person, by, now)
    deed.finish()
    return deed


def _erase(person: ContactPerson, by: User | None, now: datetime) -> tuple[Deed, list[Place]]:
    """The notes of talks with the person go whole: they are about what the two of them said."""
    region = person.partnership.region
    words = words_of_contact(person)
    deed = Deed.objects.create(kind=Deed.Kind.CONTACT, at=now, by=by)
    if person.erased_at is not None:
        return deed, []
    erase(person, now, timezone.localdate(now))
    notes = ContactMoment.objects.filter(person=person).exclude(note="")
    deed.add("notes", notes.update(note=""))
    deed.add("names", replace_names(words, region))
    left = places_of(words, region)
    deed.left = [place.to_json() for place in left]
    return deed, left
