"""Who reads a question, by name: whoever the door of `advisors.answers.doors` lets in."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.models import Question
from regions.access import ALLOWED, Action, know_roles, memberships_of, role_in
from regions.accounts.models import User
from regions.dutch import list_text
from regions.models import LEADER_ROLES, Membership

from .doors import door_of


@dataclass(frozen=True)
class Reader:
    """One person who reads a question, and what they have to do with it."""

    user: User
    part: str


def readers_of(question: Question) -> list[Reader]:
    """Who reads this question now, leaders first; also of a question that is not asked yet.

    Whoever could have to do with it is tried at the door, one query each.
    """
    today = localdate()
    talks = [role for role, actions in ALLOWED.items() if Action.TALK in actions]
    seated = Membership.objects.on(today).filter(region=question.region_id, role__in=talks)
    rows = question.invitations.all() if question.pk else []
    invited = {row.colleague_id for row in rows}
    near = [*invited, question.asked_by_id, question.assignee_id]
    people = list(
        User.objects.filter(
            Q(pk__in=seated.order_by().values("user")) | Q(pk__in=[pk for pk in near if pk]),
            is_active=True,
        ).order_by("name__dutch")
    )
    know_roles(people, today)
    facts = {
        "pk": question.pk or 0,
        "region": question.region_id,
        "asked_by": question.asked_by_id or 0,
        "assignee": question.assignee_id or 0,
        "is_confidential": question.is_confidential,
    }
    found = [
        Reader(person, _part(person, question, invited))
        for person in people
        if door_of(person).check(facts)
    ]
    return sorted(found, key=lambda reader: _place(reader.user, question))


def _part(person: User, question: Question, invited: set[int]) -> str:
    seats = [row for row in memberships_of(person) if row.region_id == question.region_id]
    if person.pk == question.assignee_id:
        return _("answers")
    for seat in seats:
        role = seat.get_role_display().lower()
        return _("stands in as %(role)s") % {"role": role} if seat.is_interim else role
    return _("thinks along") if person.pk in invited else ""


def _place(person: User, question: Question) -> int:
    role = role_in(person, question.region)
    return (role not in LEADER_ROLES) + (role is None)


def reader_text(question: Question, user: User) -> str:
    """Who reads this question, in one sentence to `user`."""
    readers = sorted(readers_of(question), key=lambda reader: reader.user.pk != user.pk)
    names = list_text([_name(reader, user) for reader in readers])
    if question.is_confidential:
        text = ngettext(
            "In confidence: only %(names)s reads this.",
            "In confidence: only %(names)s read this.",
            len(readers),
        )
    else:
        text = ngettext("Only %(names)s reads this.", "Only %(names)s read this.", len(readers))
    return text % {"names": names}


def _name(reader: Reader, user: User) -> str:
    if reader.user.pk == user.pk:
        return _("you")
    return f"{reader.user.name} ({reader.part})" if reader.part else reader.user.name
