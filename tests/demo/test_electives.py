"""The electives that a visitor of the demonstration finds."""

import pytest
from django.db.models import Sum

from electives.models import (
    Competence,
    Elective,
    ListedElective,
    Offering,
    Practice,
    SkillsLink,
    Stage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_electives_of_merenland_are_as_its_story_tells(demo):
    mine = Elective.objects.filter(region__slug="merenland").with_stage()
    assert mine.filter(stage=Stage.OFFERED).count() == 5
    waiting = mine.get(title="Composiet en jachtbouw")
    assert (waiting.stage, waiting.aims_at) == (Stage.REPORTED, 2028)
    assert waiting.steps.get(stage=Stage.OVERLAP).overlap_percent == 14
    classes = Offering.objects.filter(elective__in=mine, school_year=2026)
    assert classes.aggregate(Sum("pupils"))["pupils__sum"] == 412
    assert classes.values("school").distinct().count() == 6
    copies = Elective.objects.filter(taken_from__region__slug="merenland")
    assert copies.count() == 3
    links = SkillsLink.objects.filter(region__slug="merenland", school=None)
    assert (links.count(), links.exclude(answered_at=None).count()) == (27, 9)
    lonely = Practice.objects.filter(region__slug="merenland", competence__name="Netwerken")
    assert lonely.count() == 1
    assert Competence.objects.lob().count() == 5
    stages = set(Elective.objects.with_stage().values_list("stage", flat=True))
    assert stages == set(Stage.values)
    assert Elective.objects.count() >= 40
    assert ListedElective.objects.in_use().count() >= 60
