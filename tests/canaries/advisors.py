"""The canary words of the advisor's work: one function per part, which gives the ids by name."""

import datetime

from django.utils import timezone

from advisors.models import (
    Absence,
    AnswerCard,
    CardFile,
    Expertise,
    Initiative,
    Invitation,
    NetworkMeeting,
    Nudge,
    PartingWord,
    PlannedTalk,
    PlanRemark,
    Promise,
    Question,
    Reading,
    Review,
    TakeOver,
    Talk,
    TalkDraft,
    Theme,
)
from regions.models import Region
from tests.conftest import Place
from tests.progress.stories import log

DAY = datetime.date(2026, 11, 10)


def plant_talks(place: Place, inside: str) -> dict[str, int]:
    """A talk as coach, one as mediator, a promise and a planned talk; only the leaders and the
    advisor may read `inside`."""
    told = {"region": place.region, "author": place.advisor, "held_on": DAY}
    talk = Talk.objects.create(cap="coach", note=f"Besproken {inside}", with_whom=inside, **told)
    Talk.objects.create(cap="mediator", note=f"Geheim {inside}", **told)
    promise = Promise.objects.create(
        talk=talk,
        who="leader",
        text=f"Doet {inside}",
        handed_at=datetime.datetime.now(datetime.UTC),
    )
    typed = {"cap": "coach", "note": f"Half getypt {inside}"}
    TalkDraft.objects.create(region=place.region, author=place.advisor, fields=typed)
    planned = PlannedTalk.objects.create(region=place.region, kind="progress", planned_on=DAY)
    return {"talk": talk.pk, "promise": promise.pk, "planned_talk": planned.pk}


def plant_network(place: Place, inside: str) -> dict[str, int]:
    """An initiative, whose words travel, and one of another region that this one took over: what
    it says of that is `inside`. Expertise, a meeting and an absence of the region's advisor."""
    theme, _made = Theme.objects.get_or_create(name="Werving")
    shared = {"title": "Open bus", "text": "Een bus langs de scholen", "theme": theme}
    own = Initiative.objects.create(
        region=place.region, activity_key=place.plan.activities.get(code="1.1").key, **shared
    )
    elsewhere = Region.objects.exclude(pk=place.region.pk).first() or place.region
    foreign = Initiative.objects.create(region=elsewhere, **shared)
    taken = TakeOver.objects.create(
        initiative=foreign,
        region=place.region,
        activity_key=own.activity_key,
        note=f"Zo doen wij dat {inside}",
    )
    meeting = NetworkMeeting.objects.create(
        title="Werving die werkt",
        theme=theme,
        starts_at=datetime.datetime(2026, 12, 3, 14, tzinfo=datetime.UTC),
    )
    meeting.attendances.create(person=place.leader)
    absence = Absence.objects.create(
        advisor=place.advisor,
        starts_on=datetime.date(2026, 12, 1),
        ends_on=datetime.date(2026, 12, 4),
    )
    expertise = Expertise.objects.create(advisor=place.advisor, theme=theme)
    return {
        "initiative": own.pk, "initiative_elsewhere": foreign.pk, "take_over": taken.pk,
        "network_meeting": meeting.pk, "absence": absence.pk, "expertise": expertise.pk,
    }  # fmt: skip


def plant_questions(place: Place, inside: str) -> dict[str, int]:
    """A question in the open with a colleague invited, one in confidence, and a card of the
    region's advisor, which names nobody."""
    asked = {"region": place.region, "asked_of": "advisor", "asked_by": place.leader}
    question = Question.objects.create(text=f"Hoe nu {inside}?", **asked)
    Invitation.objects.create(question=question, colleague=place.advisor, note=f"Denk mee {inside}")
    Question.objects.create(
        text=f"Onder ons {inside}", is_confidential=True, assignee=place.advisor, **asked
    )
    card = AnswerCard.objects.create(
        title="Hoe vaak vergaderen?", answer="Vier keer.", owner=place.advisor, recheck_on=DAY,
        published_at=timezone.now(),
    )  # fmt: skip
    paper = CardFile.objects.create(
        card=card, name="voorbeeld.pdf", content_type="application/pdf", content=b"%PDF-", size=5
    )
    return {"question": question.pk, "card": card.pk, "card_file": paper.pk}


def plant_feedback(place: Place, inside: str) -> dict[str, int]:
    """A log with advice that only the leaders and the advisor may read, and a nudge."""
    told = log(place.region, "2026-08")
    review = Review.objects.create(
        region=place.region,
        check_in=told,
        kind="advice",
        text=f"Advies {inside}",
        author=place.advisor,
    )
    Nudge.objects.create(
        region=place.region, month_on="2026-07-01", sent_by=place.advisor,
        sent_on=DAY, free_on=DAY + datetime.timedelta(days=14),
    )  # fmt: skip
    PartingWord.objects.create(
        region=place.region, author=place.advisor, is_of_advisor=True, text=f"Let op {inside}"
    )
    return {"review": review.pk}


def plant_readings(place: Place, inside: str) -> dict[str, int]:
    """The plan was read by the region's advisor, who remarked and advised."""
    reading = Reading.objects.create(
        plan=place.plan,
        reader=place.advisor,
        advice="approve",
        advice_text=f"Goed {inside}",
        advised_at=timezone.now(),
    )
    remark = PlanRemark.objects.create(reading=reading, text=f"Let op {inside}")
    return {"reading": reading.pk, "plan_remark": remark.pk}
