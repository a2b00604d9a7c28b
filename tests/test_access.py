"""Every route × every role × own or other region × method.

A route without a row in `access_rows` fails. A cell says what somebody meets: "ok" (a page, a
redirect, or a form with errors), 403 (may look at the region, not do this), 404 (does not exist for
them), 405, or "login".
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from django.db import transaction
from django.forms import BaseForm, BaseFormSet
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from electives.models import Elective
from regions.accounts.models import User
from regions.editing import SEEN, EditForm
from regions.models import School
from regions.partners.models import Business, BusinessMerge
from regions.plans.imports.parsed import ParsedPlan
from regions.plans.models import Idea, NoticeRule, Plan, PlanChange, PlanLayout
from regions.plans.models.uploads import PlanUpload
from regions.plans.versions import start_draft
from regions.progress.models import Obstacle
from regions.steering.models import Remark
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan as plan_mail
from sto_portal.privacy.models import Deed

from .access_rows import ROWS, THIRD_PARTY, WAYS_IN
from .api.asking import by_token
from .canaries.advisors import (
    plant_feedback,
    plant_network,
    plant_questions,
    plant_readings,
    plant_talks,
)
from .canaries.dossier import plant_dossier
from .canaries.electives import plant_electives
from .canaries.lessons import plant_lessons
from .canaries.meetings import plant_meetings
from .canaries.money import plant_money
from .canaries.partners import plant_partners
from .canaries.reports import plant_reports
from .canaries.work_group import plant_work_group
from .conftest import NOW, Place, member, person, place
from .progress.stories import log, obstacle

pytestmark = pytest.mark.usefixtures("on_22_november")
ROLES = ("anonymous", "nobody", "leader", "deputy", "chair", "advisor", "bureau")
REGIONAL = ("leader", "deputy", "chair", "advisor")
DIGESTS_DUE = datetime.datetime(2026, 11, 10, 8, tzinfo=datetime.UTC)


@dataclass
class World:
    """A region where everything exists, people with each role in it, and strangers with each
    role in another region."""

    place: Place
    people: dict[str, User]
    strangers: dict[str, User]
    ids: dict[str, object] = field(default_factory=dict)


@pytest.fixture
def world(merenland, kustzoom, bureau) -> World:
    return world_of(merenland, kustzoom, bureau)


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The same, made once for all rows of the table: each of them takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            merenland = place("Merenland", "Sanne Wiggers", "Leo Dekker", "Marijke Kuiper")
            kustzoom = place("Kustzoom", "Karim Bakker", "Nora Postma", "Willem Visser")
            bureau = person("Bureau Beheer")
            member(bureau, "bureau")
            made = world_of(merenland, kustzoom, bureau)
        yield made
        transaction.set_rollback(True)


def world_of(merenland: Place, kustzoom: Place, bureau: User) -> World:
    people = {"nobody": person("Niemand Bekend"), "bureau": bureau}
    strangers: dict[str, User] = {}
    for own, cast in ((merenland, people), (kustzoom, strangers)):
        cast |= {"leader": own.leader, "chair": own.chair, "advisor": own.advisor}
        cast["deputy"] = person(f"Vervanger-{own.slug} Test")
        member(cast["deputy"], "deputy", own.region)
    return World(merenland, people, strangers, fill(merenland))


def fill(place: Place) -> dict[str, object]:
    """One of everything an address can name; the ids by the names that the rows use."""
    draft = start_draft(place.region, place.leader)
    plan_mail(DIGESTS_DUE)
    mail = Mail.objects.filter(region=place.region, link__isnull=False).first()
    upload = PlanUpload.objects.create(
        region=place.region,
        uploaded_by=place.leader,
        file_name="plan.xlsx",
        parsed=ParsedPlan().to_json(),
    )
    remark = Remark.objects.create(
        steering_group=place.group, about="how", text="Zo dan?", made_by=place.chair
    )
    kept, dropped = (Business.objects.create(name=name) for name in ("Een", "Twee"))
    merge = BusinessMerge.objects.create(kept=kept, dropped=dropped, undone_at=DIGESTS_DUE)
    rule_of_time = {"kind": "time", "tell": "report", "text": "Meld het.", "source": "Test"}
    return {
        "layout": PlanLayout.objects.first().pk,
        "rule": NoticeRule.objects.create(valid_from_on=draft.starts_on, **rule_of_time).pk,
        "line": draft.lines.first().pk,
        "activity": draft.activities.first().pk,
        "change": draft.change.pk,
        "idea": Idea.objects.create(region=place.region, title="Techniekbus").pk,
        "upload": upload.pk,
        "remark": remark.pk,
        "asks": plant_question(place).activity_key,
        "school": School.objects.create(region=place.region, name="Het Anker").pk,
        "shown": published_elective(place).pk,
        "membership": place.leader.memberships.get().pk,
        "person": place.leader.pk,
        "mail": mail.pk,
        "link": re.search(r"(?<!steering)/digests/(.+)/\s", mail.text)[1],
        "slug": place.slug,
        **plant_partners(place, "lied", "binnen"),
        **plant_money(place, "lied"),
        **plant_dossier(place, "lied", "binnen"),
        "decided": accepted_change(place),
        "stalled": stalled_activity(place),
        **plant_electives(place, "lied", "binnen"),
        **plant_talks(place, "binnen"),
        **plant_questions(place, "binnen"),
        **plant_network(place, "binnen"),
        **plant_lessons(place, "lied", "binnen"),
        **plant_feedback(place, "binnen"),
        **plant_readings(place, "binnen"),
        **plant_reports(place, "binnen"),
        **plant_meetings(place, "lied"),
        **plant_work_group(place, "lied", "binnen"),
        "deed": Deed.objects.create(kind="retention", counts={"mails": 1}).pk,
        "merge": merge.pk,
        "kept": kept.pk,
        "dropped": dropped.pk,
    }


def plant_question(place: Place) -> Obstacle:
    asks = {"is_stalled": True, "decision_asked": "Betaalt het programma de vervanging?"}
    return obstacle(place.region, "2.1", "2026-09", **asks)


def accepted_change(place: Place) -> int:
    """A change that was decided, of which nobody said yet whether DUS-I must know."""
    plan = Plan.objects.create(
        region=place.region, version=90, state=Plan.State.SUPERSEDED, title="Eerder",
        starts_on=place.plan.starts_on, ends_on=place.plan.ends_on,
        approved_on=place.plan.approved_on,
    )  # fmt: skip
    return PlanChange.objects.create(
        region=place.region, base_plan=place.plan, new_plan=plan, title="Later",
        state=PlanChange.State.ACCEPTED, decided_on=DIGESTS_DUE.date(),
    ).pk  # fmt: skip


def stalled_activity(place: Place) -> object:
    log(place.region, "2026-07", {"1.2": {"status": "stalled", "problem": "Geen zaal."}})
    return place.plan.activities.get(code="1.2").key


def published_elective(place: Place) -> Elective:
    return Elective.objects.create(
        region=place.region,
        title="Drones",
        summary="Vliegen en meten",
        profiles=["PIE"],
        published_at=DIGESTS_DUE,
        aims_at=2028,
        activity_key=place.plan.activities.get(code="1.1").key,
    )


def routes(patterns=None, prefix="") -> dict[str, str]:
    """Every named route of our own: {name: pattern}; one name may stand for many addresses."""
    found = {}
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not path.startswith(THIRD_PARTY):
                found |= routes(pattern.url_patterns, path)
        elif not path.startswith(WAYS_IN):
            found[pattern.name or path] = path
    return found


def test_every_route_has_a_row():
    assert set(routes()) == set(ROWS)


def meeting(response) -> object:
    if response.status_code in (302, 303) and response.url.startswith("/accounts/login/"):
        return "login"
    if response.status_code in (401, 403, 404, 405):
        return response.status_code
    assert response.status_code < 500, response.status_code
    return "ok"


def visit(client: Client, method: str, address: str) -> object:
    """What the client meets; what a post changed is taken back."""
    with transaction.atomic():
        met = meeting(getattr(client, method)(address))
        transaction.set_rollback(True)
    return met


@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_role_meets_what_the_table_says(standing_world, db, browse, name):
    world = standing_world
    row = ROWS[name]
    address = reverse(name, kwargs=row.kwargs(world.ids)) + row.query.format(**world.ids)
    come = by_token if row.is_by_token else browse
    wrong = []
    for method in ("get", "post"):
        for role in ROLES:
            client = Client() if role == "anonymous" else come(world.people[role])
            expected, met = row.expected(role, method), visit(client, method, address)
            if met != expected:
                wrong.append(f"{method} as {role}: {met}, not {expected}")
        for role in REGIONAL if row.is_regional else ():
            met = visit(come(world.strangers[role]), method, address)
            if met not in (404, 405):
                wrong.append(f"{method} as {role} of another region: {met}, not 404")
    assert not wrong, "\n".join(wrong)


def forms_shown(response) -> list[BaseForm]:
    """The forms that the page was made of, those of a formset one by one."""
    pages = response.context if isinstance(response.context, list) else [response.context or ()]
    shown = [value for page in pages for layer in page for value in layer.values()]
    several = [value for value in shown if isinstance(value, BaseFormSet)]
    forms = [*shown, *(form for formset in several for form in formset.forms)]
    return [form for form in forms if isinstance(form, BaseForm)]


def wrong_forms(response) -> list[str]:
    return [type(form).__name__ for form in forms_shown(response) if form.is_bound and form.errors]


def test_every_form_of_a_row_says_what_its_reader_saw(standing_world, db, browse):
    """A page that draws its fields itself may forget the one that nobody sees."""
    world = standing_world
    clients = {role: browse(world.people[role]) for role in ROLES[1:]}
    checked, missing = set(), []
    for name, row in ROWS.items():
        role = next((one for one in ROLES[1:] if row.expected(one, "post") == "ok"), None)
        if role is None or row.expected(role, "get") != "ok":
            continue
        address = reverse(name, kwargs=row.kwargs(world.ids)) + row.query.format(**world.ids)
        answer = clients[role].get(address)
        for form in forms_shown(answer):
            if isinstance(form, EditForm) and form.instance.pk is not None:
                checked.add(name)
                is_there = f'name="{form.add_prefix(SEEN)}"' in answer.content.decode()
                missing += [] if is_there else [f"{name}: {type(form).__name__}"]
    assert len(checked) > 20, checked
    assert not missing, "\n".join(missing)


def test_a_form_with_errors_is_answered_as_one_everywhere(standing_world, db, browse):
    """An empty form is sent to every address: the code of the answer alone says that it failed."""
    world = standing_world
    clients = {role: browse(world.people[role]) for role in ROLES[1:]}
    clients["anonymous"] = Client()
    seen, wrong = set(), []
    for name, row in ROWS.items():
        role = next((one for one in ROLES if row.expected(one, "post") == "ok"), None)
        if role is None:
            continue
        address = reverse(name, kwargs=row.kwargs(world.ids)) + row.query.format(**world.ids)
        with transaction.atomic():
            answer = clients[role].post(address)
            transaction.set_rollback(True)
        if forms := wrong_forms(answer):
            seen.add(name)
            wrong += [f"{name}: {answer.status_code} {forms}"] if answer.status_code == 200 else []
    assert len(seen) > 30
    assert not wrong, "\n".join(wrong)
