"""A year of feedback by every advisor, two nudges, and a plan with two readers."""

import datetime
from collections.abc import Iterator
from random import Random

from advisors.models import Nudge, PlanRemark, Reading, Review
from advisors.models.reviews import NUDGE_DAYS
from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import last_due_month
from regions.progress.models import CheckIn
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.people import LEO, NOOR, SANNE

SEED = "feedback"
YEAR = datetime.timedelta(days=365)
RECENT = datetime.timedelta(days=12)  # what the leaders did not read yet
TEXTS: dict[str, tuple[str, ...]] = {
    Review.Kind.QUESTION: (
        "Je schrijft dat de school later meedoet. Weet je al met welke klas?",
        "Welke bedrijven heb je nu nog niet gebeld?",
        "Wie neemt het over als de docent in maart weggaat?",
    ),
    Review.Kind.APPRECIATION: (
        "Mooi dat je de tegenvaller meteen benoemt, met wie hem oppakt.",
        "Drie bedrijven in één maand: knap gedaan.",
        "Duidelijke log. Ik begrijp in twee minuten hoe het gaat.",
    ),
    Review.Kind.ADVICE: (
        "Begin met één klas en breid dan uit; dat houdt de roosters eenvoudig.",
        "Vraag de voorzitter om dit besluit vóór de vergadering, dan verlies je geen maand.",
        "Leg de afspraak met het bedrijf vast op papier, ook als het contact goed is.",
    ),
}
OVER_A_PERIOD = (
    "Het laatste kwartaal zie ik rust in de uitvoering. Kijk samen met de stuurgroep alvast naar "
    "wat na de zomer doorgaat."
)
RETURNED = "Je noemt dat het niet lukt, maar niet wie het oppakt en wanneer."
REMARKS = (
    ("De nieuwe periode valt samen met de examens. Is daar met de scholen over gesproken?", True),
    ("Helder plan; de samenhang tussen de onderdelen mag sterker.", False),
)
REPLY = "Ja, de roostermakers van de drie scholen hebben de weken bevestigd."


def add_feedback(cast: dict[str, User], clock: Clock) -> None:
    """Reads the logs and who advises which region from the database."""
    leo = cast[LEO.email]
    advisors = _advisors(clock, leo)
    regions = [region for region, by in advisors.items() if by == leo]
    logs = _logs(list(advisors), clock)
    reviews = [review for log in logs for review in _of_log(log, advisors[log.region], clock)]
    home = Region.objects.get(
        memberships__user=cast[SANNE.email], memberships__role__in=LEADER_ROLES
    )
    reviews.append(_of_period(home, leo, clock))
    others = [log for log in logs if log.region in regions and log.region != home]
    if others:
        reviews = [review for review in reviews if review.check_in != others[-1]]
        reviews.append(_returned(others[-1], leo, clock))
    Review.objects.bulk_create(reviews)
    Nudge.objects.bulk_create(_nudges(regions, leo, clock))
    _read_plan(home, cast, clock)


def _advisors(clock: Clock, first: User) -> dict[Region, User]:
    """One advisor of each region that has any; `first` where that is one of them."""
    held = Membership.objects.on(clock.today).advisors().select_related("region", "user")
    rows = sorted(
        held,
        key=lambda membership: (
            membership.region_id,
            membership.user_id != first.pk,
            membership.pk,
        ),
    )
    advisors: dict[Region, User] = {}
    for membership in rows:
        if membership.region:
            advisors.setdefault(membership.region, membership.user)
    return advisors


def _logs(regions: list[Region], clock: Clock) -> list[CheckIn]:
    """The last version of each month of a year, the newest at the end."""
    rows = (
        CheckIn.objects.filter(
            region__in=regions,
            state=CheckIn.State.SUBMITTED,
            submitted_at__gte=clock.now - YEAR,
        )
        .select_related("region")
        .defer("active_openings")
        .order_by("month_on", "version", "region_id")
    )
    last = {(row.region_id, row.month_on): row for row in rows}
    return sorted(last.values(), key=lambda row: (row.submitted_at, row.pk))


def _of_log(log: CheckIn, author: User, clock: Clock) -> Iterator[Review]:
    """Most logs are seen, many get a word, some get nothing."""
    random = Random(f"{SEED} {log.region.slug} {log.month_on}")
    came_in = log.submitted_at or clock.now
    at = came_in + datetime.timedelta(days=random.randint(1, 14), hours=random.randint(0, 5))
    if at > clock.now or random.random() < 0.12:
        return
    kinds: list[str] = [Review.Kind.SEEN]
    if random.random() < 0.45:
        kinds.append(random.choice(list(TEXTS)))
    read_at = at + datetime.timedelta(days=2) if clock.now - at > RECENT else None
    for kind in kinds:
        yield Review(
            region_id=log.region_id,
            check_in=log,
            kind=kind,
            text=random.choice(TEXTS[kind]) if kind in TEXTS else "",
            author=author,
            made_at=at,
            read_at=read_at,
        )


def _of_period(region: Region, author: User, clock: Clock) -> Review:
    return Review(
        region=region,
        kind=Review.Kind.ADVICE,
        text=OVER_A_PERIOD,
        from_on=clock.current.plus(-4).first_day,
        until_on=clock.current.plus(-2).first_day,
        author=author,
        made_at=clock.instant(clock.today - datetime.timedelta(days=3), 10),
    )


def _returned(log: CheckIn, author: User, clock: Clock) -> Review:
    came_in = log.submitted_at or clock.now
    return Review(
        region_id=log.region_id,
        check_in=log,
        kind=Review.Kind.RETURNED,
        reason=Review.Reason.RECOVERY,
        text=RETURNED,
        author=author,
        made_at=min(came_in + datetime.timedelta(days=1), clock.now),
    )


def _nudges(regions: list[Region], author: User, clock: Clock) -> Iterator[Nudge]:
    """One that still rests, about the log that is missing, and one of half a year ago."""
    due = last_due_month(clock.today)
    logged = CheckIn.objects.filter(
        month_on=due.first_day, state=CheckIn.State.SUBMITTED, region__in=regions
    ).values_list("region_id", flat=True)
    silent = [region for region in regions if region.pk not in set(logged)]
    told = [((silent or regions)[0], due, 5), (regions[-1], due.plus(-6), 180)]
    for region, month, days in told:
        yield _nudge(region, month, clock.today - datetime.timedelta(days=days), author)


def _nudge(region: Region, month: Month, day: datetime.date, author: User) -> Nudge:
    return Nudge(
        region=region,
        month_on=month.first_day,
        sent_by=author,
        sent_on=day,
        free_on=day + datetime.timedelta(days=NUDGE_DAYS),
    )


def _read_plan(region: Region, cast: dict[str, User], clock: Clock) -> None:
    """The proposal of the region: one colleague advised, the advisor still has to."""
    plan = Plan.objects.filter(region=region, state=Plan.State.SUBMITTED).first()
    leo = cast[LEO.email]
    colleague = (
        User.objects.filter(memberships__role=Role.ADVISOR).exclude(pk=leo.pk).order_by("pk")
    ).first()
    if plan is None or colleague is None:
        return
    given_at = clock.instant(clock.today - datetime.timedelta(days=5), 9)
    told = {"plan": plan, "given_by": cast[NOOR.email], "given_at": given_at}
    due_on = clock.today + datetime.timedelta(days=9)
    Reading.objects.create(reader=leo, due_on=due_on, **told)
    advised = Reading.objects.create(
        reader=colleague,
        due_on=due_on,
        advice=Reading.Advice.APPROVE_AFTER,
        advice_text="Goed onderbouwd. Neem de afspraak met de roostermakers nog op.",
        advised_at=clock.instant(clock.today - datetime.timedelta(days=2), 15),
        **told,
    )
    about_it = next(
        (activity for activity in plan.activities.all() if "tage" in activity.title), None
    )
    for text, is_about_one in REMARKS:
        about = about_it if is_about_one else None
        PlanRemark.objects.create(
            reading=advised,
            activity=about,
            about=str(about or ""),
            text=text,
            reply=REPLY if is_about_one else "",
            replied_by=cast[SANNE.email] if is_about_one else None,
            replied_at=clock.instant(clock.today - datetime.timedelta(days=1), 11)
            if is_about_one
            else None,
        )
