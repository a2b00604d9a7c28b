"""By which words a person is found in what others wrote, and what stands there afterwards."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, override

from regions.accounts.models import User
from regions.models import LEADER_ROLES, STEERING_ROLES, Role
from regions.partners.models import ContactPerson

FEWEST_DIGITS = 6  # of a telephone number; less is found everywhere


@dataclass(frozen=True)
class Words:
    """A full name, an address and a telephone number; what is empty is not looked for."""

    name: str
    email: str
    phone: str
    instead: str
    is_shared: bool = False  # somebody else bears this name too: it is nowhere replaced

    @property
    def sought(self) -> list[str]:
        return [word for word in (self.name, self.email, self.phone) if word]

    @property
    def replaced(self) -> list[str]:
        return [word for word in self.sought if not (self.is_shared and word == self.name)]

    def pattern(self) -> str:
        """A regular expression of Postgres for whole words only; "" when there are none."""
        return "|".join(_whole(word) for word in self.replaced)


def _whole(word: str) -> str:
    escaped = re.sub(r"([^\w\s])", r"\\\1", word)
    before = r"\m" if word[0].isalnum() else ""
    after = r"\M" if word[-1].isalnum() else ""
    return f"{before}{escaped}{after}"


def words_of_person(user: User) -> Words:
    name = user.name.strip()
    return Words(name, user.email, _phone(user.phone), stand_in(user), _is_shared(name, user=user))


def words_of_contact(person: ContactPerson) -> Words:
    name = person.name.strip()
    shared = _is_shared(name, contact=person)
    with override("nl"):
        instead = gettext("a contact person")
    return Words(name, person.email, _phone(person.phone), instead, shared)


def stand_in(user: User) -> str:
    """What stands in place of a name: the role that the person held last."""
    last = user.memberships.order_by("-starts_on", "-pk").values_list("role", flat=True).first()
    with override("nl"):
        if last in LEADER_ROLES:
            return gettext("a former programme leader")
        if last in STEERING_ROLES:
            return gettext("a former member")
        if last == Role.ADVISOR:
            return gettext("a former advisor")
        return gettext("a former user")


def _phone(text: str) -> str:
    text = text.strip()
    return text if len(re.findall("[0-9]", text)) >= FEWEST_DIGITS else ""


def _is_shared(name: str, user: User | None = None, contact: ContactPerson | None = None) -> bool:
    people = User.objects.filter(name__iexact=name, erased_at=None)
    contacts = ContactPerson.objects.filter(name__iexact=name, erased_at=None)
    if user:
        people = people.exclude(pk=user.pk)
    if contact:
        contacts = contacts.exclude(pk=contact.pk)
    return people.exists() or contacts.exists()
