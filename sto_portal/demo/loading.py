"""Loading the demonstration: invent everything, insert it in bulk, build the snapshots."""

import datetime
import time
from collections.abc import Callable
from random import Random

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils.translation import override

from electives.apps import keep_lob
from regions.accounts.models import User
from regions.models import Membership, Region, Role, School, SubRegion
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import RegionMonth
from regions.steering.models import Acceptance, Mandate, SteeringGroup

from .advice.feedback import add_feedback
from .advice.lessons import add_lessons
from .advice.network import add_network
from .advice.questions import add_cards_and_questions
from .advice.talks import add_talks
from .around import add_around
from .mails import MONTHS_OF_DIGESTS, keep_mails
from .rooms.dossier import add_dossiers
from .rooms.electives import add_electives
from .rooms.events import add_events, add_public_pages
from .rooms.extras import add_ideas, add_questions, add_rules, propose_change, record_past_change
from .rooms.internships import add_internships
from .rooms.meetings.meetings import add_meetings
from .rooms.money import add_proposals
from .rooms.partners import add_partners
from .rooms.reports import add_report
from .rooms.spent import add_accountants, add_spent
from .rooms.steering import fifth_member, fill_groups
from .rows import LogRows, PlanRows, approve
from .story.clock import Clock
from .story.drifting import drift
from .story.inventing import SEED, Place, invented_places
from .story.people import COBIE, JELLE, LEO, NOOR, Crowd, cast_members, home_team, interim, team_of
from .story.places import draw_group, draw_mandate
from .story.stories import MERENLAND
from .story.telling import Teller
from .work_group import add_work_group

ADVISED_BY_ONE = 8
NEVER_HERE = 4  # members of steering groups who never signed in
KEPT = {"django_migrations", "django_content_type", "auth_permission", "plans_costkind"}
KEPT |= {"plans_planlayout", "reports_reportformat", "reports_reportquestion"}
KEPT |= {"partners_cofinancingnorm"}


def load(
    now: datetime.datetime,
    tell: Callable[[str], object] = lambda text: None,
    months_of_digests: int = MONTHS_OF_DIGESTS,
) -> None:
    """Everything in one transaction: the demonstration is there wholly, or not at all."""
    clock = Clock(now)
    with override("nl"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        _load(clock, _timed(tell), months_of_digests)


def wipe() -> None:
    """Empty every table of the portal but for what belongs to it, such as the concept formats;
    TRUNCATE passes the triggers that lock rows."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    tables &= set(connection.introspection.table_names())
    quoted = ", ".join(connection.ops.quote_name(table) for table in sorted(tables - KEPT))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {quoted}")
    keep_lob(DEFAULT_DB_ALIAS)


def is_empty() -> bool:
    return not Region.objects.exists() and not User.objects.exists()


def _timed(tell: Callable[[str], object]) -> Callable[[str], None]:
    started = time.monotonic()

    def say(text: str) -> None:
        tell(f"[{time.monotonic() - started:4.1f} s] {text}")

    return say


def _load(clock: Clock, say: Callable[[str], None], months_of_digests: int) -> None:
    crowd = Crowd(Random(f"{SEED} people"))
    cast = cast_members(crowd)
    places = invented_places(clock)
    say("Regions and people")
    _save_regions(places, crowd, cast, clock)
    say("Plans")
    rows = _save_plans(places, clock)
    say("Three years of logs")
    logs = _save_logs(places, rows, clock)
    merenland = next(place for place in places if place.story is MERENLAND)
    propose_change(merenland, clock, cast)
    add_rules(clock)
    add_ideas(places, clock)
    add_questions(places, cast, clock)
    say("Steering groups")
    fill_groups(places, cast, clock)
    sign_in(clock)
    say("Businesses, labs and events")
    add_partners(places, clock)
    add_events(places, clock)
    add_public_pages(places, clock)
    add_internships(places, clock)
    add_proposals(merenland)
    add_dossiers(places, cast[NOOR.email], clock)
    add_meetings(places, clock)
    say("Electives")
    add_electives(places, clock)
    say("Talks")
    add_talks(clock)
    add_network(clock)
    add_feedback(cast, clock)
    add_cards_and_questions(clock)
    say("Snapshots")
    rebuild([place.region for place in places], clock.now)
    add_lessons(cast, clock)
    add_spent(places, {merenland.region.pk: cast[COBIE.email]}, clock)
    add_accountants(merenland, cast[COBIE.email], clock)
    add_work_group(merenland, merenland.team.leader, clock)
    say("A report to DUS-I")
    add_report(merenland, clock, cast)
    add_around(places, cast[NOOR.email], clock)
    say("Digests and reminders")
    keep_mails(merenland.region, merenland.team.leader, clock, months_of_digests)
    say(
        f"{len(places)} regions, {len(crowd.users)} people, {len(logs.logs)} logs, "
        f"{len(logs.updates)} updates, {RegionMonth.objects.count()} snapshots"
    )


def _save_regions(places: list[Place], crowd: Crowd, cast: dict[str, User], clock: Clock) -> None:
    memberships: list[Membership] = []
    groups, mandates = [], []
    for place in places:
        region, story = place.region, place.story
        groups.append(draw_group(region, story, clock))
        mandates.append(draw_mandate(groups[-1], place.random, clock))
        is_home = story is MERENLAND
        place.team = team_of(region, crowd, home_team(cast) if is_home else {})
        fifth_member(place, crowd)
        if is_home:
            memberships.append(_since(clock, cast[COBIE.email], Role.CONTROLLER, region))
        if story.name == "Waterkant":
            memberships += interim(place.team, crowd, clock)
            memberships.append(_since(clock, cast[JELLE.email], Role.DEPUTY, region))
        else:
            memberships += place.team.memberships(clock)
    nieuwland = Region(name="Nieuwland", slug="nieuwland")
    memberships += _national(places, nieuwland, crowd, cast, clock)
    User.objects.bulk_create(crowd.users)
    Region.objects.bulk_create([*(place.region for place in places), nieuwland])
    SubRegion.objects.bulk_create([part for place in places for part in place.parts])
    School.objects.bulk_create([school for place in places for school in place.schools])
    groups.append(SteeringGroup(region=nieuwland, digests_from_on=clock.current.next.first_day))
    mandates.append(Mandate(steering_group=groups[-1], holds_from_on=clock.today))
    SteeringGroup.objects.bulk_create(groups)
    Mandate.objects.bulk_create(mandates)
    Membership.objects.bulk_create(memberships)


def sign_in(clock: Clock) -> None:
    """Everybody was here in the past weeks, but for four members who never answered."""
    answered = Acceptance.objects.values("user")
    quiet = User.objects.filter(memberships__role=Role.BUSINESS).exclude(pk__in=answered)
    away = set(quiet.order_by("pk").values_list("pk", flat=True)[:NEVER_HERE])
    here = list(User.objects.exclude(pk__in=away).order_by("pk"))
    for number, user in enumerate(here):
        user.last_login = clock.now - datetime.timedelta(hours=2 + number * 17 % 900)
    User.objects.bulk_update(here, ["last_login"], batch_size=500)


def _national(
    places: list[Place], nieuwland: Region, crowd: Crowd, cast: dict[str, User], clock: Clock
) -> list[Membership]:
    """Leo advises the eight; others advise the rest, eight each; the bureau has no region."""
    rows = [
        _since(clock, cast[NOOR.email], Role.BUREAU, None),
        _since(clock, cast[JELLE.email], Role.LEADER, nieuwland),
    ]
    regions = [*(place.region for place in places), nieuwland]
    for start in range(0, len(regions), ADVISED_BY_ONE):
        advisor = crowd.somebody() if start else cast[LEO.email]
        for region in regions[start : start + ADVISED_BY_ONE]:
            rows.append(_since(clock, advisor, Role.ADVISOR, region))
    return rows


def _since(clock: Clock, user: User, role: str, region: Region | None) -> Membership:
    return Membership(user=user, region=region, role=role, starts_on=clock.plan_starts_on)


def _save_plans(places: list[Place], clock: Clock) -> PlanRows:
    rows = PlanRows()
    for place in places:
        for version, draft in enumerate(place.versions, 1):
            plan = rows.add(
                place.region,
                draft,
                version=version,
                by=place.team.leader,
                parts=place.parts,
                schools=place.schools,
            )
            place.plans.append(plan)
    rows.save()
    approve({place.plans[0].pk: place.versions[0] for place in places})
    for place in places:
        if len(place.plans) > 1:
            record_past_change(place.region, place.plans, place.versions, place.team.leader)
    return rows


def _save_logs(places: list[Place], plans: PlanRows, clock: Clock) -> LogRows:
    logs = LogRows(clock, plans)
    for place in places:
        months = drift(place.story, place.plan_at, clock, is_current_logged(place, clock))
        saved = {id(draft): plan for draft, plan in zip(place.versions, place.plans, strict=True)}
        for log in Teller(place.story, clock, place.random).tell(months):
            logs.add(place.region, log, saved, place.team.leader, place.random)
    logs.save()
    return logs


def is_current_logged(place: Place, clock: Clock) -> bool:
    """Who logs before the month is over does so in its second half, or its last week."""
    early = place.random.random() < 0.4
    if place.story.logs_current is not None:
        return place.story.logs_current and clock.today.day >= 10
    return early and clock.today.day >= 22
