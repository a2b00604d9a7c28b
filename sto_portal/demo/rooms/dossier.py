"""What regions of the demonstration have with DUS-I: one of everything. All of it is invented, and
says so; the days move along with the day it is loaded."""

import datetime
import io
from typing import TYPE_CHECKING

import docx

from regions.accounts.models import User
from regions.dossier.models import (
    DossierFile,
    HandedIn,
    Letter,
    MomentException,
    MomentMove,
    Notice,
    Point,
    ReportingMoment,
)
from regions.dossier.notices.asks import Ask, asks_of
from regions.dossier.notices.wording import prepared
from regions.partners.models import Document
from sto_portal.demo.story.clock import Clock

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SOURCE = "Verzonnen voorbeeld van de demonstratie"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_YET = {"Maasoever", "Veenrand-Oost"}  # handed in nothing of what was due last


def add_dossiers(places: "list[Place]", bureau: User, clock: Clock) -> None:
    """After the decisions of steering groups: of some of them DUS-I was told."""
    by_name = {place.story.name: place for place in places}
    coming = _moments(places, bureau, clock)
    _apart(coming, by_name["Kustzoom"], bureau, clock)
    _told(by_name["Delta & Polder"], clock)
    _home(by_name["Merenland"], clock)


def _day(clock: Clock, days: int) -> datetime.date:
    return clock.today + datetime.timedelta(days=days)


def _moments(places: "list[Place]", bureau: User, clock: Clock) -> ReportingMoment:
    """One that is past and one that moved and comes near."""
    years = clock.plan_starts_on.year
    past = ReportingMoment.objects.create(
        kind=ReportingMoment.Kind.PROGRESS,
        title="Voortgangsrapportage, eerste twee jaar",
        due_on=_day(clock, -310),
        covers_from_on=clock.plan_starts_on,
        covers_until_on=clock.last_day(24),
        source=SOURCE,
        made_at=clock.instant(_day(clock, -500)),
    )
    coming = ReportingMoment.objects.create(
        kind=ReportingMoment.Kind.PROGRESS,
        title="Voortgangsrapportage, derde jaar",
        due_on=_day(clock, 45),
        covers_from_on=clock.first_day(24),
        covers_until_on=clock.last_day(36),
        source=SOURCE,
        made_at=clock.instant(_day(clock, -200)),
    )
    MomentMove.objects.create(
        moment=coming,
        from_on=_day(clock, 14),
        to_on=coming.due_on,
        source=f"{SOURCE}: regio’s kregen een maand langer",
        moved_by=bureau,
        moved_at=clock.instant(_day(clock, -70)),
    )
    HandedIn.objects.bulk_create(
        HandedIn(
            moment=past,
            region=place.region,
            sent_on=_day(clock, -330 + place.random.randint(0, 18)),
            reference=f"DEMO-VR-{years}-{number:03}",
            recorded_by=place.team.leader,
            recorded_at=clock.instant(_day(clock, -311)),
        )
        for number, place in enumerate(places, 1)
        if place.story.name not in NOT_YET
    )
    return coming


def _apart(coming: ReportingMoment, place: "Place", bureau: User, clock: Clock) -> None:
    due_on = coming.due_on + datetime.timedelta(days=30)
    told = {"moment": coming, "region": place.region, "source": f"{SOURCE}: uitstel"}
    MomentException.objects.create(due_on=due_on, **told)
    MomentMove.objects.create(
        from_on=coming.due_on,
        to_on=due_on,
        moved_by=bureau,
        moved_at=clock.instant(_day(clock, -12)),
        **told,
    )


def _told(place: "Place", clock: Clock) -> None:
    """Of a goal that was added DUS-I was notified, and it answered."""
    region, leader = place.region, place.team.leader
    changes = [ask for ask in asks_of(region, clock.today) if ask.change]
    goal = next(ask for ask in changes if ask.change and ask.change.kind == "goal")
    notice = _notice(goal, place, clock, days=3)
    notice.state, notice.sent_on = Notice.State.NOTIFIED, goal.on + datetime.timedelta(days=3)
    notice.sent_by, notice.reference = leader.name, "DEMO-MELD-017"
    notice.answered_on = goal.on + datetime.timedelta(days=24)
    notice.answer = "Akkoord. Neem het nieuwe doel op in de volgende voortgangsrapportage."
    notice.save()
    letter = Letter.objects.create(
        region=region,
        kind=Letter.Kind.ANSWER,
        dated_on=notice.answered_on,
        subject="Antwoord op de melding van een nieuw doel",
        reference="DEMO-BRIEF-204",
        summary="Het doel mag erbij. De begroting blijft gelijk.",
        notice=notice,
        added_by=leader,
        added_at=clock.instant(notice.answered_on),
    )
    _file(letter, "antwoord-op-melding.docx", clock)
    Point.objects.create(
        letter=letter,
        kind=Point.Kind.ATTENTION,
        text="Laat in de volgende rapportage zien hoeveel ouders meededen.",
    )
    for ask in changes:
        if ask is not goal:
            other = _notice(ask, place, clock, days=9)
            other.state = Notice.State.WITH_REPORT
            other.save()


def _notice(ask: Ask, place: "Place", clock: Clock, days: int) -> Notice:
    notice = ask.notice(place.region)
    notice.text = prepared(ask, place.region)
    notice.recorded_by = place.team.leader
    notice.recorded_at = clock.instant(ask.on + datetime.timedelta(days=days))
    return notice


def _home(place: "Place", clock: Clock) -> None:
    """Merenland: the decision on the grant, and a letter that asks something."""
    region, leader = place.region, place.team.leader
    decided_on = clock.plan_starts_on - datetime.timedelta(days=40)
    grant = Letter.objects.create(
        region=region,
        kind=Letter.Kind.DECISION,
        dated_on=decided_on,
        subject="Besluit over de subsidie",
        reference="DEMO-SUB-001",
        summary="De subsidie voor vier jaar is toegekend.",
        added_by=leader,
        added_at=clock.instant(decided_on),
    )
    _file(grant, "besluit-subsidie.docx", clock)
    asked_on = _day(clock, -11)
    letter = Letter.objects.create(
        region=region,
        kind=Letter.Kind.QUESTIONS,
        dated_on=asked_on,
        subject="Vragen over de voortgangsrapportage van de eerste twee jaar",
        reference="DEMO-BRIEF-188",
        summary="De rapportage is ontvangen. Er zijn twee vragen en een aandachtspunt.",
        added_by=leader,
        added_at=clock.instant(asked_on),
    )
    _file(letter, "vragen-voortgang.docx", clock)
    Point.objects.bulk_create(
        [
            Point(
                letter=letter,
                text="Hoe worden de stages ingehaald die vorig jaar niet doorgingen?",
                due_on=_day(clock, 10),
            ),
            Point(
                letter=letter,
                text="Welke bedrijven leveren de bijdragen aan het leerlab?",
                due_on=_day(clock, 3),
                done_on=_day(clock, -4),
                done_by=leader,
                answer="De lijst van bedrijven met bedragen is op die dag verstuurd.",
            ),
            Point(
                letter=letter,
                kind=Point.Kind.ATTENTION,
                text="Beschrijf bij de keuzevakken ook wat leerlingen ervan vonden.",
            ),
        ]
    )


def _file(letter: Letter, name: str, clock: Clock) -> None:
    paper, kept = docx.Document(), io.BytesIO()
    paper.add_heading(letter.subject, 1)
    paper.add_paragraph(f"{SOURCE}. {letter.summary}")
    paper.core_properties.created = clock.now.replace(tzinfo=None)
    paper.save(kept)
    document = Document.objects.create(
        region=letter.region,
        name=name,
        content_type=WORD,
        content=kept.getvalue(),
        size=len(kept.getvalue()),
        uploaded_by=letter.added_by,
        uploaded_at=letter.added_at,
    )
    DossierFile.objects.create(letter=letter, document=document)
