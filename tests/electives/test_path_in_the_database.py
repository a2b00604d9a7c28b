"""The database lets no step of an elective be skipped, whatever door somebody takes."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from electives.models import Elective, PathStep, Stage

DAY = datetime.date(2026, 3, 1)


def elective_of(place, **fields) -> Elective:
    values = {"summary": "Meten.", "profiles": ["PIE"], "aims_at": 2028, "title": "Robotica"}
    key = place.plan.activities.get(code="1.1").key
    return Elective.objects.create(region=place.region, activity_key=key, **{**values, **fields})


def step(elective: Elective, stage: Stage, months: int = 0, **fields) -> PathStep:
    if stage == Stage.OVERLAP:
        fields.setdefault("overlap_percent", 14)
    on = DAY.replace(month=DAY.month + months)
    return PathStep.objects.create(elective=elective, stage=stage, dated_on=on, **fields)


def refused(name: str, act) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def test_a_step_follows_the_one_before(merenland):
    elective = elective_of(merenland)
    refused("no_step_is_skipped", lambda: step(elective, Stage.OVERLAP))
    step(elective, Stage.IDEA)
    refused("no_step_is_skipped", lambda: step(elective, Stage.REPORTED))
    step(elective, Stage.OVERLAP, 1)
    refused("a_step_comes_after_the_one_before", lambda: step(elective, Stage.REPORTED, 0))
    step(elective, Stage.REPORTED, 1)
    assert Elective.objects.with_stage().get().stage == Stage.REPORTED


def test_more_overlap_than_a_quarter_goes_no_further(merenland):
    for number, (percent, passes) in enumerate([(25, True), (26, False)]):
        elective = elective_of(merenland, title=f"Vak {number}")
        step(elective, Stage.IDEA)
        step(elective, Stage.OVERLAP, overlap_percent=percent)
        if passes:
            step(elective, Stage.REPORTED)
        else:
            refused("too_much_overlap", lambda one=elective: step(one, Stage.REPORTED))


def test_what_does_not_count_for_the_exam_goes_from_idea_to_offered(merenland):
    elective = elective_of(merenland, counts_for_exam=False)
    step(elective, Stage.IDEA)
    refused("no_step_is_skipped", lambda: step(elective, Stage.OVERLAP))
    step(elective, Stage.OFFERED)


def test_a_rejected_elective_takes_no_step(merenland):
    elective = elective_of(merenland)
    step(elective, Stage.IDEA)
    elective.rejected_on, elective.rejected_reason = DAY, "Bestaat al"
    elective.save()
    refused("a_rejected_elective", lambda: step(elective, Stage.OVERLAP))


def test_only_the_last_step_is_taken_back_and_none_is_moved(merenland):
    elective = elective_of(merenland)
    first, second = step(elective, Stage.IDEA), step(elective, Stage.OVERLAP)
    refused("only_the_last_step", first.delete)
    refused(
        "a_step_keeps_its_place",
        lambda: PathStep.objects.filter(pk=second.pk).update(overlap_percent=3),
    )
    second.delete()
    step(elective, Stage.OVERLAP, 1)
    elective.delete()
    assert not PathStep.objects.exists()


def test_the_overlap_check_has_a_percentage(merenland):
    elective = elective_of(merenland)
    step(elective, Stage.IDEA)
    for percent in (None, 101):
        refused(
            "the_overlap_check_has_its_percentage",
            lambda value=percent: step(elective, Stage.OVERLAP, overlap_percent=value),
        )
