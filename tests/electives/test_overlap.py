"""How much electives overlap, in Dutch, and what a leader reads about it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from electives.models import Competence, Elective, ListedElective, PathStep, Practice, Stage
from electives.overlap.overlap import Content, nearest, overlap

from .test_path_in_the_database import DAY, elective_of

NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
WORDS = st.frozensets(st.sampled_from(["meten", "las", "robot", "water", "hout"]))
CONTENTS = st.builds(Content, WORDS, WORDS)


@given(CONTENTS, CONTENTS)
@settings(max_examples=60)
def test_overlap_is_symmetric_and_a_share(one, other):
    there, back = overlap(one, other), overlap(other, one)
    assert there == back
    assert 0 <= there.percent <= 100


@given(CONTENTS)
@settings(max_examples=30)
def test_the_same_overlaps_wholly(one):
    assert overlap(one, one).percent == 100


GOLDEN = [
    # the same things in other words of the same stem
    ("Lassen en monteren", "Staal verbinden en constructies monteren.", 55, 100),
    ("Lassen op locatie", "Staal verbinden bij een klant.", 26, 60),
    ("Dieren verzorgen", "Koeien melken en hokken reinigen.", 0, 5),
    ("Robots bouwen", "Een robotarm programmeren.", 0, 5),
]


@pytest.mark.parametrize(("title", "summary", "least", "most"), GOLDEN)
def test_golden_cases_against_welding(merenland, title, summary, least, most):
    ListedElective.objects.create(
        code="X1", title="Lassen en monteren", profiles=["PIE"],
        description="Leerlingen verbinden staal en monteren een constructie.",
    )  # fmt: skip
    asked = elective_of(merenland, title=title, summary=summary)
    found = nearest(asked)
    percent = found[0].overlap.percent if found else 0
    assert least <= percent <= most, percent


def test_the_reason_is_readable_and_names_shared_competences(merenland):
    ListedElective.objects.create(
        code="X1", title="Zonnepanelen plaatsen", profiles=["PIE"],
        competences=["Veilig  werken"],
    )  # fmt: skip
    ListedElective.objects.create(code="X2", title="Zonnepanelen", is_in_use=False)
    asked = elective_of(merenland, title="Zonnepanelen en dak")
    competence = Competence.objects.create(region=merenland.region, name="Veilig werken")
    Practice.objects.create(region=merenland.region, competence=competence, elective=asked, depth=2)
    [near] = nearest(asked)
    assert near.overlap.words == ("zonnepanelen",)
    assert near.overlap.competences == ("veilig werken",)


def published(place, title: str) -> Elective:
    row = elective_of(place, title=title, summary="Zonnepanelen op een dak.", published_at=NOW)
    PathStep.objects.create(elective=row, stage=Stage.IDEA, dated_on=DAY)
    return row


def test_only_what_other_regions_published_is_named(
    merenland, kustzoom, browse, django_assert_num_queries
):
    ListedElective.objects.create(code="X1", title="Zonnepanelen", profiles=["PIE"])
    asked = elective_of(merenland, title="Zonnepanelen en dak")
    PathStep.objects.create(elective=asked, stage=Stage.IDEA, dated_on=DAY)
    published(kustzoom, "Dak en zonnepanelen")
    elective_of(kustzoom, title="Zonnepanelen geheim")
    with django_assert_num_queries(5):
        nearest(asked)
    for number in range(5):
        published(kustzoom, f"Dak {number}")
    with django_assert_num_queries(5):
        nearest(asked)
    page = browse(merenland.leader).get(f"/regions/merenland/electives/{asked.pk}/overlap/")
    told = page.content.decode()
    assert "Dak en zonnepanelen" in told
    assert "Regio Kustzoom" in told
    assert "geheim" not in told
    assert browse(kustzoom.leader).get(page.request["PATH_INFO"]).status_code == 404


def test_common_words_weigh_nothing_and_the_rarest_word_decides_what_to_read_first(
    merenland, browse
):
    """Eight electives program something; one of them shares a rare word."""
    for number in range(8):
        ListedElective.objects.create(
            code=f"X{number}", title=f"Vak {number}", profiles=["PIE"],
            description="Besturen en programmeren, leggen en samenwerken in een team.",
        )  # fmt: skip
    ListedElective.objects.create(
        code="Y1", title="Armaturen", profiles=["PIE"], description="Kabels en lampen kiezen."
    )
    ListedElective.objects.create(
        code="Z1", title="Vloeren", profiles=["PIE"], description="Leggen, samenwerken in een team."
    )
    asked = elective_of(
        merenland,
        title="Slimme verlichting",
        summary="Lampen besturen en programmeren; leggen en samenwerken in een team.",
    )
    found = nearest(asked)
    assert found[0].title == "Armaturen" and found[0].overlap.words == ("lampen",)
    assert "Vloeren" not in [row.title for row in found]
    page = browse(merenland.leader).get(f"/regions/merenland/electives/{asked.pk}/overlap/")
    text = page.content.decode()
    assert "Lees deze twee eerst: Armaturen, Vak 0" in text
    assert "te veel" not in text and "De commissie beoordeelt" in text
