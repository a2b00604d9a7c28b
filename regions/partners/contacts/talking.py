"""Contact moments: one line for one or more partners, harmless when sent twice, undone at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from regions.accounts.models import User
from regions.models import Region
from regions.partners.models import ContactMoment, ContactPerson, Partnership

UNDO_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Talked:
    """What was typed; a new person is known from then on."""

    held_on: date
    channel: str
    note: str = ""
    person: ContactPerson | None = None
    new_person: str = ""
    next_on: date | None = None  # with the same person, until somebody says another


@dataclass(frozen=True)
class Logged:
    """What was kept: nothing when it was kept before. `added` is a person who is known since."""

    moments: list[ContactMoment]
    added: ContactPerson | None = None


@transaction.atomic
def log_contact(
    partners: Sequence[Partnership], talked: Talked, batch: uuid.UUID, by: User
) -> Logged:
    """One moment per partner; none again when this `batch` was kept before."""
    ids = sorted(partner.pk for partner in partners)
    locked = list(Partnership.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if ContactMoment.objects.filter(batch=batch).exists():
        return Logged([])
    person, added = talked.person, None
    if talked.new_person and len(locked) == 1:
        person, added = _person(locked[0], talked.new_person)
    here = person.partnership_id if person else None
    moments = ContactMoment.objects.bulk_create(
        ContactMoment(
            partnership=partnership,
            person=person if here == partnership.pk else None,
            next_on=talked.next_on,
            next_person=person if talked.next_on and here == partnership.pk else None,
            held_on=talked.held_on,
            channel=talked.channel,
            note=talked.note,
            batch=batch,
            logged_by=by,
        )
        for partnership in locked
    )
    return Logged(moments, added)


def _person(partnership: Partnership, name: str) -> tuple[ContactPerson, ContactPerson | None]:
    """Somebody with this name who works there, or a new person, who is then given twice."""
    known = partnership.people.filter(name__iexact=name, left_on=None, erased_at=None).first()
    if known:
        return known, None
    added = ContactPerson.objects.create(partnership=partnership, name=name)
    return added, added


def to_undo(region: Region, batch: str, by: User, now: datetime) -> list[ContactMoment]:
    """The moments that this person logged just now, as one batch."""
    try:
        wanted = uuid.UUID(batch)
    except ValueError:
        return []
    rows = ContactMoment.objects.filter(
        batch=wanted, logged_by=by, partnership__region=region, logged_at__gte=now - UNDO_FOR
    )
    return list(rows.select_related("partnership__business", "person"))


@transaction.atomic
def undo_contact(moments: list[ContactMoment], added: int | None = None) -> None:
    """Take the moments away, and the person who was `added` with them, when nothing else has it."""
    people = {moment.person for moment in moments if moment.person and moment.person_id == added}
    ContactMoment.objects.filter(pk__in=[moment.pk for moment in moments]).delete()
    for person in people:
        if not person.moments.exists():
            person.delete()
