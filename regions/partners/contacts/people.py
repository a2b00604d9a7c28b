"""Contact persons: no more than is needed, to take along on request, and to erase."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regions.access import Action, Request, fetch
from regions.partners.models import ContactMoment, ContactPerson


@transaction.atomic
def erase(person: ContactPerson, now: datetime, today: date) -> None:
    """Forget who it was; the talks stay, with somebody whose name is gone."""
    row = ContactPerson.objects.select_for_update().get(pk=person.pk)
    row.name = _("a contact person")
    row.function = row.email = row.phone = ""
    row.left_on = row.left_on or today
    row.erased_at = row.erased_at or now
    row.save()


def person_at(request: Request, slug: str, pk: int) -> ContactPerson:
    """Somebody at a business of a region, for who may edit its partners."""
    rows = ContactPerson.objects.filter(partnership__region__slug=slug).select_related(
        "partnership__region", "partnership__business"
    )
    return fetch(rows, request.user, Action.EDIT_PARTNERS, pk=pk)


def data_of(person: ContactPerson) -> dict[str, Any]:
    """Everything that is kept about one person, ready for JSON."""
    moments = ContactMoment.objects.filter(person=person).order_by("held_on", "pk")
    agreed = ContactMoment.objects.filter(next_person=person).order_by("next_on", "pk")
    return {
        "name": person.name,
        "function": person.function,
        "email": person.email,
        "phone": person.phone,
        "left_on": person.left_on,
        "business": person.partnership.business.name,
        "region": person.partnership.region.name,
        "talks": [
            {"on": moment.held_on, "how": moment.get_channel_display(), "note": moment.note}
            for moment in moments
        ],
        "next_contacts": [moment.next_on for moment in agreed],
    }
