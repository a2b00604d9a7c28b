"""The path of an elective on its pages, and the rules that tell it."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from electives.models import Elective, PathStep, Stage
from electives.path.path import apply_by, countdown, next_stage, stages_of
from electives.path.steps import begin, take_step
from regions.months import school_year_of
from regions.plans.models import Idea

TODAY = datetime.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def elective(merenland) -> Elective:
    fields = {"title": "Robotica", "summary": "Robots.", "profiles": ["PIE"], "aims_at": 2028}
    key = merenland.plan.activities.get(code="1.1").key
    return begin(merenland.region, merenland.leader, datetime.date(2026, 3, 1), key, fields)


def post(browse, place, name, elective, **data):
    address = reverse(name, args=[place.slug, elective.pk])
    return browse(place.leader).post(address, data)


@given(counts=st.booleans(), last=st.sampled_from([None, *Stage]))
def test_the_next_step_is_the_one_above_and_no_other(counts, last):
    stages = stages_of(counts)
    found = next_stage(last, counts)
    later = [stage for stage in stages if last is None or stage > last]
    assert found == (later[0] if later else None)


@pytest.mark.parametrize("counts", [True, False])
def test_the_rules_and_the_database_agree_on_every_step(merenland, elective, counts):
    """Each step is tried from each place: the database takes exactly the one that is next."""
    Elective.objects.filter(pk=elective.pk).update(counts_for_exam=counts)
    elective.refresh_from_db()
    last = Stage.IDEA
    while (following := next_stage(last, counts)) is not None:
        for stage in Stage:
            fields = {"dated_on": TODAY}
            if stage == Stage.OVERLAP:
                fields["overlap_percent"] = 25
            try:
                with transaction.atomic():
                    take_step(elective, stage, merenland.leader, fields, None)
                    taken = True
                    transaction.set_rollback(True)
            except ValidationError:
                taken = False
            assert taken == (stage == following)
        fields = {"dated_on": TODAY}
        if following == Stage.OVERLAP:
            fields["overlap_percent"] = 25
        take_step(elective, following, merenland.leader, fields, None)
        last = following
    assert last == Stage.OFFERED


@given(st.integers(2020, 2090), st.integers(-400, 400))
def test_the_countdown_ends_on_1_october_of_the_year_before(year, days):
    day = apply_by(year)
    assert (day.month, day.day, day.year) == (10, 1, year - 1)
    row = Elective(aims_at=year, counts_for_exam=True)
    told = countdown(row, Stage.IDEA, day - datetime.timedelta(days=days))
    assert ("voorbij" in told) == (days <= 0)
    assert (str(days) in told or "één dag" in told) if 0 < days <= 60 else True
    assert countdown(row, Stage.REPORTED, day) == ""


def test_a_leader_takes_a_step_with_its_day_and_percentage(browse, merenland, elective):
    data = {"stage": "1", "dated_on": "1 mei 2026", "overlap_percent": "14", "note": "Met de lijst"}
    assert post(browse, merenland, "elective_step", elective, **data).status_code == 302
    step = elective.steps.get(stage=Stage.OVERLAP)
    assert (step.dated_on, step.overlap_percent) == (datetime.date(2026, 5, 1), 14)
    assert step.taken_by == merenland.leader


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"dated_on": "1 januari 2026", "overlap_percent": "5"}, "vóór de stap ervoor"),
        ({"dated_on": "1 mei 2027", "overlap_percent": "5"}, "ligt in de toekomst"),
        ({"dated_on": "1 mei 2026", "overlap_percent": ""}, "verplicht"),
        ({"dated_on": "1 mei 2026", "overlap_percent": "101"}, "100"),
    ],
)
def test_a_wrong_step_is_told_and_what_was_typed_stays(browse, merenland, elective, data, words):
    response = post(browse, merenland, "elective_step", elective, stage="1", note="Zo", **data)
    text = response.content.decode()
    assert response.status_code == 422 and words in text and 'value="Zo"' in text
    assert elective.steps.count() == 1


def test_pressing_twice_takes_one_step(browse, merenland, elective):
    data = {"stage": "1", "dated_on": "1 mei 2026", "overlap_percent": "14"}
    for _press in range(2):
        post(browse, merenland, "elective_step", elective, **data)
    assert elective.steps.count() == 2


def test_too_much_overlap_offers_no_next_step(browse, merenland, elective):
    fields = {"dated_on": TODAY, "overlap_percent": 26}
    take_step(elective, Stage.OVERLAP, merenland.leader, fields, None)
    page = browse(merenland.leader).get(reverse("elective", args=[merenland.slug, elective.pk]))
    assert "26% overlap" in page.content.decode() and "Volgende stap" not in page.content.decode()
    post(browse, merenland, "elective_step", elective, stage="2", dated_on="22 november 2026")
    assert elective.steps.count() == 2


def test_the_last_step_is_taken_back_and_the_idea_stays(browse, merenland, elective):
    fields = {"dated_on": TODAY, "overlap_percent": 3}
    take_step(elective, Stage.OVERLAP, merenland.leader, fields, None)
    post(browse, merenland, "elective_back", elective, stage="1")
    post(browse, merenland, "elective_back", elective, stage="0")
    assert list(elective.steps.values_list("stage", flat=True)) == [Stage.IDEA]


def test_a_rejection_has_a_reason_leaves_the_catalogue_and_can_be_undone(
    browse, merenland, elective
):
    post(browse, merenland, "elective_publish", elective)
    assert post(browse, merenland, "elective_reject", elective, reason=" ").status_code == 422
    post(browse, merenland, "elective_reject", elective, reason="Bestaat al")
    elective.refresh_from_db()
    assert elective.rejected_on == TODAY and elective.published_at is None
    post(browse, merenland, "elective_reject", elective, undo="1")
    elective.refresh_from_db()
    assert elective.rejected_on is None and elective.rejected_reason == ""


def test_what_is_not_in_the_plan_becomes_an_idea(browse, merenland):
    data = {
        "title": "Drones",
        "summary": "Vliegen.",
        "profiles": ["PIE", "M&T"],
        "aims_at": "2028",
        "activity": "none",
        "counts_for_exam": "on",
    }
    address = reverse("elective_new", args=[merenland.slug])
    browse(merenland.leader).post(address, data)
    assert not Elective.objects.exists()
    assert Idea.objects.get().title == "Keuzevak: Drones"
    data["activity"] = str(merenland.plan.activities.get(code="1.1").key)
    browse(merenland.leader).post(address, data)
    assert Elective.objects.get().steps.get().stage == Stage.IDEA


def test_a_foreign_activity_and_a_double_title_are_refused(browse, merenland, kustzoom, elective):
    data = {"title": "Robotica", "summary": "x", "profiles": ["PIE"], "aims_at": "1900"}
    data["activity"] = str(kustzoom.plan.activities.get(code="1.1").key)
    response = browse(merenland.leader).post(reverse("elective_new", args=[merenland.slug]), data)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "aims_at", "activity"}


def test_only_an_idea_is_removed(browse, merenland, elective):
    fields = {"dated_on": TODAY, "overlap_percent": 3}
    take_step(elective, Stage.OVERLAP, merenland.leader, fields, None)
    post(browse, merenland, "elective_remove", elective)
    assert Elective.objects.filter(pk=elective.pk).exists()
    post(browse, merenland, "elective_back", elective, stage="1")
    post(browse, merenland, "elective_remove", elective)
    assert not Elective.objects.filter(pk=elective.pk).exists()


def test_the_list_tells_filters_and_asks_as_often_for_many(
    browse, merenland, elective, django_assert_num_queries
):
    client, address = browse(merenland.leader), reverse("electives", args=[merenland.slug])
    assert "Nul in het aanbod, één in ontwikkeling" in client.get(address).content.decode()
    key = elective.activity_key
    for number in range(30):
        fields = {"title": f"Vak {number}", "summary": "x", "profiles": ["BWI"], "aims_at": 2028}
        begin(merenland.region, merenland.leader, TODAY, key, fields)
    with django_assert_num_queries(6):
        page = client.get(address, {"profile": "BWI"})
    assert "Robotica</a></td>" not in page.content.decode()
    assert page.context["page_obj"].paginator.count == 30
    text = client.get(address, {"format": "csv", "profile": "PIE"}).content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Robotica;PIE;Idee;2026-03-01")


def test_a_page_asks_a_constant_number_of_queries(
    browse, merenland, elective, django_assert_num_queries
):
    PathStep.objects.filter(elective=elective).update(note="Begin")
    client = browse(merenland.leader)
    with django_assert_num_queries(12):
        client.get(reverse("elective", args=[merenland.slug, elective.pk]))


def test_the_year_is_chosen_as_schools_say_it(browse, merenland, elective):
    year = school_year_of(timezone.localdate())
    address = reverse("elective_new", args=[merenland.slug])
    page = browse(merenland.leader).get(address).content.decode()
    shown = re.search(r'<option value="(\d+)" selected>([^<]+)', page)
    assert shown.groups() == (str(year + 2), f"{year + 2}–{year + 3}")
    Elective.objects.filter(pk=elective.pk).update(aims_at=2016)
    address = reverse("elective_edit", args=[merenland.slug, elective.pk])
    page = browse(merenland.leader).get(address).content.decode()
    assert '<option value="2016" selected>2016–2017' in page
