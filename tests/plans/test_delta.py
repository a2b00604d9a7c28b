"""The exact difference: the old version with it is the new one, and each row comes from it."""

import datetime
import uuid
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import School, SubRegion
from regions.plans.difference.delta import Named, Version, WrongVersion, apply, delta_of, facts
from regions.plans.difference.difference import FIELDS, compare, difference_of
from regions.plans.difference.snapshot import snapshots
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.plans.versions import start_draft

FEW = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
KEYS = [f"key-{number}" for number in range(5)]
WORDS = st.sampled_from(["", "Stages", "Leerlab", "Robot & co", "Twee\nregels"])
DAYS = st.none() | st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 1, 9))
SCHOOLS = [Named(pk, name) for pk, name in enumerate(["Het Anker", "De Bolder", "De Bolder"])]


@st.composite
def versions(draw) -> Version:
    """A plan of a few lines, activities and milestones, as `snapshots` reads one."""
    codes = draw(st.lists(st.sampled_from("123"), min_size=1, unique=True))
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    place = {key: draw(st.sampled_from(codes)) for key in keys}
    numbers = draw(st.permutations([f"1.{number}" for number in range(len(keys))]))
    days = {"starts_on": datetime.date(2025, 1, 1), "ends_on": draw(DAYS) or datetime.date.max}
    found = facts(("plan",), {"title": draw(WORDS), "lines": tuple(codes), **days})
    for code in codes:
        within = tuple(key for key in keys if place[key] == code)
        found |= facts(("line", code), {"title": draw(WORDS), "activities": within})
    for key, number in zip(keys, numbers, strict=True):
        found |= facts(("activity", key), {"line": place[key], "code": number, **draw(activities)})
        for step in draw(st.lists(st.sampled_from(KEYS[:2]), unique=True)):
            found |= facts(("milestone", key, step), draw(milestones))
        for line in draw(st.lists(st.sampled_from(KEYS[:2]), unique=True)):
            found |= facts(("cost", key, line), draw(costs))
    return found


activities = st.fixed_dictionaries(
    {
        "title": WORDS,
        "delivers": WORDS,
        "kind": st.sampled_from(Activity.Kind.values),
        "audience": WORDS,
        "sub_region": st.none() | st.sampled_from(SCHOOLS),
        "schools": st.lists(st.sampled_from(SCHOOLS), unique=True).map(
            lambda chosen: tuple(sorted(chosen))
        ),
        "starts_on": DAYS,
        "ends_on": DAYS,
        "budget_cents": st.none() | st.integers(0, 3),
        "target": st.none() | st.integers(1, 3),
        "unit": WORDS,
        "owner": WORDS,
        "partners": WORDS,
    }
)
costs = st.fixed_dictionaries(
    {
        "text": WORDS,
        "kind": WORDS,
        "year": st.none() | st.integers(2025, 2027),
        "quantity": st.none() | st.decimals(1, 3, places=2),
        "unit": WORDS,
        "price_cents": st.integers(0, 3),
        "cents": st.integers(0, 3),
        "cofinancing_cents": st.integers(0, 3),
    }
)
milestones = st.fixed_dictionaries(
    {
        "title": WORDS,
        "due_on": st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 1, 9)),
        "share": st.none() | st.decimals(1, 3, places=2),
    }
)


@FEW
@given(versions(), versions())
def test_the_difference_applied_to_the_old_gives_the_new(before, after):
    delta = delta_of(before, after)
    assert apply(before, delta) == after
    assert (delta == {}) == (before == after)


@FEW
@given(versions(), versions(), versions())
def test_a_difference_fits_only_the_version_it_was_made_from(before, after, other):
    delta = delta_of(before, after)
    touched = [path for path, change in delta.items() if other.get(path) != change.before]
    if touched:
        with pytest.raises(WrongVersion):
            apply(other, delta)


@FEW
@given(versions(), versions())
def test_the_rows_hide_nothing(before, after):
    found = difference_of(before, after)
    rows = found.added + found.moved + found.changed + found.dropped
    assert found.is_empty == (before == after) == (not rows)
    told = [path for row in rows for path in row.tells]
    assert len(told) == len(set(told)), "told twice"
    orders = {("plan", "lines")} | {path for path in found.delta if path[2:] == ("activities",)}
    assert set(found.delta) - orders <= set(told) <= set(found.delta)
    assert all(row.tells and row.label for row in rows)


@given(versions(), st.randoms(use_true_random=False))
def test_another_order_of_the_same_activities_is_told(version, random):
    lines = [path for path, keys in version.items() if path[2:] == ("activities",) and keys[1:]]
    if not lines:
        return
    path = random.choice(lines)
    turned = {**version, path: tuple(reversed(version[path]))}
    (row,) = difference_of(version, turned).changed
    assert row.tells == {path}
    assert row.before != row.after


CHANGES = {
    "code": "9.9",
    "title": "Anders",
    "delivers": "Iets anders",
    "kind": "lab",
    "audience": "Leerjaar 4",
    "starts_on": datetime.date(2025, 2, 1),
    "ends_on": datetime.date(2028, 1, 1),
    "budget_cents": 1,
    "target": 7,
    "unit": "plekken",
    "owner": "Werkgroep Stages",
    "owner_email": "stages@school.example",
    "partners": "Bakkerij Kade",
    "sub_region": None,  # made in the test
    "line": None,
}
NOT_OF_A_VERSION = {
    "id",
    "plan",
    "key",
    "position",  # told as the order of the line
    "original_starts_on",
    "original_ends_on",
}


@pytest.fixture
def draft(merenland) -> Plan:
    return start_draft(merenland.region, merenland.leader)


def test_every_field_of_an_activity_is_a_fact_with_a_row():
    fields = {field.name for field in Activity._meta.concrete_fields} - NOT_OF_A_VERSION
    assert fields == set(CHANGES)
    told = {name for field in FIELDS["activity"] for name in field.names}
    assert told == fields | {"schools"}


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_change_of_one_field_is_one_row(merenland, draft, name):
    activity = draft.activities.get(code="1.1")
    value = CHANGES[name]
    if name == "sub_region":
        value = SubRegion.objects.create(region=merenland.region, name="Noord")
    if name == "line":
        value = draft.lines.get(code="2")
    setattr(activity, name, value)
    activity.save()
    found = compare(merenland.plan, draft)
    assert ("activity", str(activity.key), name) in found.delta
    assert len(found.moved) + len(found.changed) == 1
    assert not (found.added or found.dropped)


def test_schools_order_lines_and_the_plan_itself_have_rows(merenland, draft):
    first, second = draft.activities.get(code="1.1"), draft.activities.get(code="1.2")
    first.schools.add(School.objects.create(region=merenland.region, name="Het Anker"))
    Activity.objects.filter(pk=first.pk).update(position=3)
    ActionLine.objects.filter(plan=draft, code="2").update(position=0, title="Stages")
    Plan.objects.filter(pk=draft.pk).update(title="Plan 2", ends_on=datetime.date(2029, 1, 31))
    draft.refresh_from_db()
    found = compare(merenland.plan, draft)
    assert [(row.label, row.before, row.after) for row in found.changed] == [
        ("Het plan · titel", merenland.plan.title, "Plan 2"),
        ("Het plan · volgorde van de actielijnen", "1, 2", "2, 1"),
        ("2 Stages · titel", "Bedrijven en stages", "Stages"),
        ("1 Aantrekkelijk techniekaanbod · volgorde van de activiteiten", "1.1, 1.2", "1.2, 1.1"),
        (f"{first} · scholen", "", "Het Anker"),
    ]
    assert [row.after for row in found.moved] == ["1 jan 2025 – 31 jan 2029"]
    assert second.position == 2


def test_what_is_added_or_dropped_is_told_whole(merenland, draft):
    draft.activities.get(code="1.1").delete()
    new = Activity.objects.create(
        plan=draft,
        line=draft.lines.first(),
        code="1.3",
        title="Techniekbus",
        target=4,
        unit="ritten",
        budget_cents=5_000_00,
    )
    day = datetime.date(2027, 2, 1)
    Milestone.objects.create(activity=new, title="Bus besteld", due_on=day, share=Decimal("40"))
    found = compare(merenland.plan, draft)
    (added,), (dropped,) = found.added, found.dropped
    assert (added.before, added.after) == ("", "geen datums")
    notes = "\n".join(added.notes)
    for words in ("4 ritten", "€\xa05.000,00", "Mijlpaal ‘Bus besteld’", "1 februari 2027", "40%"):
        assert words in notes
    assert dropped.before == "1 jan 2026 – 30 jun 2027"
    assert "Mijlpaal ‘Bedrijven gevraagd’ (1.1): 1 juni 2026" in dropped.notes


def test_a_version_of_the_plan_in_the_database_round_trips(merenland, draft):
    activity = draft.activities.get(code="1.1")
    activity.milestones.first().delete()
    Milestone.objects.create(
        activity=activity, key=uuid.uuid4(), title="Nieuw", due_on=datetime.date(2027, 1, 1)
    )
    draft.activities.filter(code="2.1").update(budget_cents=None, target=None, unit="")
    draft.lines.create(code="3", title="Leerlabs", position=3)
    before, after = snapshots(merenland.plan, draft)
    assert apply(before, delta_of(before, after)) == after
    assert before == snapshots(merenland.plan)[0]
