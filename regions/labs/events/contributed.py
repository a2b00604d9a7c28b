"""What businesses may have contributed to an event that took place: proposed, never counted."""

from decimal import Decimal

from django.utils.timezone import localdate

from regions.labs.models import Attendance, Event
from regions.partners.models import Contribution, Proposal
from regions.partners.proposals.proposing import Happened, offer, share_on, withdraw

KINDS = {
    Event.Kind.GUEST_LESSON: Contribution.Kind.GUEST_LESSON,
    Event.Kind.COMPANY_VISIT: Contribution.Kind.SUPERVISION,
    Event.Kind.TEACHER_PLACEMENT: Contribution.Kind.SUPERVISION,
}


def propose_for(event: Event) -> None:
    """For each business of a held event; where that is corrected, what nobody took over goes."""
    partners = [] if event.state != Event.State.HELD else list(event.partners.values_list("pk"))
    pks = [pk for (pk,) in partners]
    people, percent = _counted(event)
    if people == 0:
        pks = []
    withdraw(Proposal.Source.EVENT, event.pk, keep=pks)
    if not pks:
        return
    hours = Decimal((event.ends_at - event.starts_at).total_seconds()) / 3600
    offer(
        Happened(
            Proposal.Source.EVENT,
            event.pk,
            KINDS.get(Event.Kind(event.kind), Contribution.Kind.HOURS),
            event.title,
            localdate(event.starts_at),
            event.activity_key,
            _each(people, len(pks)),
            hours.quantize(Decimal("0.01")),
            percent,
        ),
        pks,
    )


def _counted(event: Event) -> tuple[int | None, Decimal]:
    """The people of businesses; at a business its pupils, where a share of their time counts.

    None where nobody wrote down how many.
    """
    came = dict(event.attendances.values_list("group", "count"))
    pupils = came.get(Attendance.Group.PUPILS)
    if event.kind == Event.Kind.COMPANY_VISIT and pupils:
        share = share_on(localdate(event.starts_at))
        if share:
            return pupils, share
    return came.get(Attendance.Group.BUSINESS), Decimal(100)


def _each(people: int | None, businesses: int) -> int | None:
    """Who came from which of several businesses, nobody wrote down; unless it was one of each."""
    if people is None or businesses == 1:
        return people
    return 1 if people == businesses else None
