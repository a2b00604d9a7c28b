"""What makes the story of a few regions: plan changes, ideas and questions."""

import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from advisors.models import Question
from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Idea, NoticeRule, Plan, PlanChange
from sto_portal.demo.rows import PlanRows
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.drafts import DraftPlan
from sto_portal.demo.story.merenland import INTERNSHIPS, draw_proposal, internship_week
from sto_portal.demo.story.people import LEO, SANNE
from sto_portal.demo.texts import text_of

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place


def record_past_change(
    region: Region, plans: list[Plan], drafts: list[DraftPlan], leader: User
) -> None:
    """Two activities were moved about a year ago, and the steering group agreed."""
    decided_on = drafts[1].approved_on
    asked_at = datetime.datetime.combine(
        decided_on - datetime.timedelta(days=20), datetime.time(9), datetime.UTC
    )
    PlanChange.objects.create(
        region=region,
        base_plan=plans[0],
        new_plan=plans[1],
        kind=PlanChange.Kind.TIME,
        title="Techniekclub en leerlab later klaar",
        reason="De zaal van de techniekclub en de ruimte van het leerlab komen later vrij.",
        effect="De techniekclub loopt een half jaar langer door; het leerlab opent drie maanden "
        "later. Het aantal leerlingen en het budget blijven gelijk.",
        state=PlanChange.State.ACCEPTED,
        created_at=asked_at,
        proposed_by=leader,
        proposed_at=asked_at,
        decided_on=decided_on,
        decided_by="Stuurgroep Merenland",
        register_year=decided_on.year,
        register_number=1,
        note="Akkoord. Nodigt u de basisscholen uit voor de opening van het leerlab?",
    )
    Plan.objects.filter(pk=plans[0].pk).update(state=Plan.State.SUPERSEDED)
    Plan.objects.filter(pk=plans[1].pk).update(
        state=Plan.State.APPROVED, approved_on=decided_on, reference=""
    )


def propose_change(place: "Place", clock: Clock, cast: dict[str, User]) -> None:
    """The week of internships has to move; the steering group is asked."""
    region, base, draft = place.region, place.plans[-1], place.versions[-1]
    asked_at = clock.instant(clock.today - datetime.timedelta(days=6), 11, 20)
    sanne = cast[SANNE.email]
    proposal = draw_proposal(draft, clock)
    rows = PlanRows()
    number = base.version + 1
    plan = rows.add(region, proposal, version=number, by=sanne, schools=place.schools)
    rows.save()
    _keep_original_dates(plan, draft)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED, submitted_at=asked_at)
    before = date_format(internship_week(draft), "F")
    after = date_format(internship_week(proposal), "F Y")
    PlanChange.objects.create(
        region=region,
        base_plan=base,
        new_plan=plan,
        kind=PlanChange.Kind.TIME,
        title=f"Stageweek verschuiven van {before} naar {after}",
        reason="Twee installatiebedrijven nemen dit jaar geen leerlingen aan. Met de stageweek in "
        f"{after} kunnen drie andere bedrijven samen één begeleider leveren.",
        effect=f"Activiteit {INTERNSHIPS} loopt twee maanden langer door. Het aantal stageplekken "
        "en het budget blijven gelijk.",
        options="De stageweek laten staan en drie bedrijven zoeken: dan vindt een deel van de "
        "leerlingen misschien geen plek.\nDe stages over twee weken verdelen: dan zijn er twee "
        "begeleiders nodig.",
        advice=f"Verschuif de stageweek naar {after}. Alleen dan heeft elke leerling een plek.",
        state=PlanChange.State.PROPOSED,
        created_at=asked_at,
        proposed_by=sanne,
        proposed_at=asked_at,
        decide_by=clock.today + datetime.timedelta(days=11),
    )


# Invented for the demonstration: (kind, tell, text).
_RULES = (
    ("time", "report", "Het doel blijft gelijk; de nieuwe datum komt in de voortgangsrapportage."),
    ("content", "report", "Leg uit met welke andere activiteit de regio hetzelfde doel bereikt."),
    ("goal", "at_once", "Een doel erbij of eraf verandert wat er is aangevraagd."),
    ("budget", "none", "Binnen de begroting schuiven mag de regio zelf besluiten."),
    ("lost", "report", "Leg uit wat niet meer wordt gehaald, en waarom."),
    ("stalled", "report", "Meld het als het doel erdoor in gevaar komt."),
)


def add_rules(clock: Clock) -> None:
    """Fictional rules about telling DUS-I; outside the demonstration the bureau writes them."""
    NoticeRule.objects.bulk_create(
        NoticeRule(
            kind=kind,
            tell=tell,
            text=f"Verzonnen voorbeeld: {text[0].lower()}{text[1:]}",
            source="Demonstratie",
            valid_from_on=clock.plan_starts_on,
        )
        for kind, tell, text in _RULES
    )


def _keep_original_dates(plan: Plan, draft: DraftPlan) -> None:
    """A next version keeps the first dates of every activity and milestone."""
    first = {draft_activity.code: draft_activity for draft_activity in draft.activities}
    due = {
        step.key: step.due_on
        for draft_activity in draft.activities
        for step in draft_activity.steps
    }
    activities = list(plan.activities.prefetch_related("milestones"))
    for row in activities:
        activity = first[row.code]
        row.original_starts_on, row.original_ends_on = activity.moved_from or (
            activity.starts_on,
            activity.ends_on,
        )
        for milestone in row.milestones.all():
            milestone.original_due_on = due[milestone.key]
            milestone.save()
        row.save()


def add_ideas(places: "list[Place]", clock: Clock) -> None:
    """A few ideas for everybody, and a list full of meddling for one."""
    rows, ideas = [], text_of("ideas")
    for number, place in enumerate(places):
        every = 4 if number < 8 else 8
        chosen = ideas["for_all"][number % every :: every]
        if place.story.meddles:
            chosen += ideas["meddling"]
        for age, (title, text, origin) in enumerate(chosen):
            days = 9 + 23 * age + place.random.randint(0, 12)
            rows.append(
                Idea(
                    region=place.region,
                    title=title,
                    text=text,
                    origin=origin,
                    raised_by=place.team.leader,
                    raised_at=clock.instant(clock.today - datetime.timedelta(days=days), 10),
                    state=place.random.choice(["new", "new", "discussed"]),
                )
            )
    Idea.objects.bulk_create(rows)


# (region, days ago, kind, question, answered after how many days, answer)
_QUESTIONS = (
    (
        "Merenland",
        9,
        "process",
        "Twee vakmensen willen voor de klas, maar hun bedrijf heeft geen vervanging. Hoe lossen "
        "andere regio’s dat op?",
        None,
        "",
    ),
    (
        "Veenrand-Oost",
        5,
        "process",
        "De stuurgroep praat mee over hoe wij het doen. Kun je bij de volgende vergadering de rol "
        "van de stuurgroep komen bespreken?",
        None,
        "",
    ),
    (
        "Maasoever",
        3,
        "process",
        "Drie activiteiten liggen stil en ik kom er alleen niet uit. Wil je meedenken over wat we "
        "eerst oppakken?",
        None,
        "",
    ),
    (
        "Heuvelrug-Zuid",
        40,
        "product",
        "Welke regio heeft al een keuzevak over warmtepompen dat wij mogen overnemen?",
        4,
        "Delta & Polder heeft er een. Ik heb jullie met elkaar in contact gebracht; het materiaal "
        "is vrij te gebruiken.",
    ),
    (
        "Merenland",
        62,
        "product",
        "Heb je een voorbeeld van een afspraak met bedrijven over machines in bruikleen?",
        2,
        "Ja. Ik stuur de afspraak die Kustzoom gebruikt; die past op één bladzijde.",
    ),
)


def add_questions(places: "list[Place]", cast: dict[str, User], clock: Clock) -> None:
    by_name = {place.story.name: place for place in places}
    rows = []
    for name, ago, kind, text, after, answer in _QUESTIONS:
        place, asked_on = by_name[name], clock.today - datetime.timedelta(days=ago)
        answered_at = (
            None
            if after is None
            else clock.instant(asked_on + datetime.timedelta(days=after), 13, 40)
        )
        rows.append(
            Question(
                region=place.region,
                kind=kind,
                asked_of=Question.AskedOf.ADVISOR,
                text=text,
                asked_by=place.team.leader,
                asked_at=clock.instant(asked_on, 9, 15),
                answer=answer,
                answered_by=cast[LEO.email] if answer else None,
                answered_at=answered_at,
            )
        )
    Question.objects.bulk_create(rows)
