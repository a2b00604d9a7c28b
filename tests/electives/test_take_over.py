"""A region takes over an elective of another: once, with its origin, and no step for free."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from electives.models import Competence, Elective, Material, PathStep, Practice, Stage
from electives.path.path import next_stage, stages_of, taken_along
from regions.models import Region
from regions.partners.models import Document
from tests.conftest import member

from .test_path_in_the_database import elective_of

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = datetime.date(2026, 11, 22)
DAY = datetime.date(2026, 3, 1)
NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)


def walk(elective: Elective, last: Stage) -> None:
    for stage in stages_of(elective.counts_for_exam):
        if stage <= last:
            percent = 14 if stage == Stage.OVERLAP else None
            PathStep.objects.create(
                elective=elective, stage=stage, dated_on=DAY, overlap_percent=percent
            )


@pytest.fixture
def origin(kustzoom) -> Elective:
    elective = elective_of(kustzoom, published_at=NOW)
    competences = [
        Competence.objects.create(region=kustzoom.region, name="Meten", explanation="Precies"),
        Competence.objects.lob().first(),
    ]
    for depth, competence in enumerate(competences, 2):
        Practice.objects.create(
            region=kustzoom.region, competence=competence, elective=elective, depth=depth
        )
    for audience in Material.Audience.values:
        paper = Document.objects.create(
            region=kustzoom.region, name="les.pdf", content_type="application/pdf",
            content=b"%PDF-1.4", size=8,
        )  # fmt: skip
        Material.objects.create(
            elective=elective, title=audience, document=paper, audience=audience
        )
    return elective


def address(origin: Elective, region: str) -> str:
    return f"{reverse('elective_take_over', args=[origin.pk])}?region={region}"


def data(place, **fields) -> dict:
    key = str(place.plan.activities.get(code="1.1").key)
    return {"activity": key, "title": "Robotica", "aims_at": "2027", **fields}


def copy_of(browse, place, origin: Elective, **fields) -> Elective:
    response = browse(place.leader).post(address(origin, place.slug), data(place, **fields))
    assert response.status_code == 302
    return Elective.objects.get(region=place.region)


@given(counts=st.booleans(), length=st.integers(0, 7))
def test_a_copy_begins_as_an_idea_or_stands_where_every_region_stands(counts, length):
    """A beginning of the origin's own path, never the offer; a condition is never left out."""
    stages = list(stages_of(counts)[:length])
    along = [
        step.stage for step in taken_along([PathStep(stage=stage) for stage in stages], counts)
    ]
    assert along == stages[: len(along)] and Stage.OFFERED not in along
    assert len(along) <= 1 or along[-1] == Stage.ESTABLISHED
    if along:
        assert next_stage(along[-1], counts) == stages_of(counts)[len(along)]


@pytest.mark.parametrize("last", list(Stage))
@pytest.mark.parametrize("counts", [True, False])
def test_the_path_of_the_copy(browse, merenland, origin, last, counts):
    Elective.objects.filter(pk=origin.pk).update(counts_for_exam=counts)
    origin.refresh_from_db()
    walk(origin, last)
    copy = copy_of(browse, merenland, origin)
    stages = list(copy.steps.values_list("stage", flat=True))
    is_national = counts and last >= Stage.ESTABLISHED
    assert stages == (list(range(Stage.OFFERED)) if is_national else [Stage.IDEA])
    assert set(copy.steps.values_list("dated_on", flat=True)) == {TODAY}
    if is_national:
        step = copy.steps.get(stage=Stage.OVERLAP)
        assert step.overlap_percent == 14 and step.note == "Gezet door Kustzoom op 1 maart 2026."


def test_competences_and_shared_material_travel_and_the_rest_stays(
    browse, merenland, kustzoom, origin
):
    mine = Competence.objects.create(region=merenland.region, name="METEN")
    copy = copy_of(browse, merenland, origin, title="Robotica aan zee")
    assert (copy.title, copy.aims_at, copy.published_at) == ("Robotica aan zee", 2027, None)
    assert (copy.taken_from, copy.taken_on) == (origin, TODAY)
    assert copy.origin == "Robotica, Kustzoom" and copy.added_by == merenland.leader
    practised = set(copy.practices.values_list("competence", "depth"))
    assert practised == {(mine.pk, 2), (Competence.objects.lob().first().pk, 3)}
    rows = list(copy.materials.select_related("document"))
    assert {row.title for row in rows} == {"regions", "everybody"}
    assert {row.audience for row in rows} == {"region"}
    assert {row.document.region for row in rows} == {merenland.region}
    Document.objects.filter(region=kustzoom.region).delete()
    assert copy.materials.count() == 2


def test_a_competence_that_the_region_does_not_know_is_added(browse, merenland, origin):
    copy_of(browse, merenland, origin)
    own = Competence.objects.get(region=merenland.region)
    assert (own.name, own.explanation) == ("Meten", "Precies")


def test_once_per_region_and_the_second_time_leads_to_the_copy(browse, merenland, origin):
    copy = copy_of(browse, merenland, origin)
    client = browse(merenland.leader)
    for go in (client.get, lambda url: client.post(url, data(merenland, title="Nog eens"))):
        response = go(address(origin, merenland.slug))
        assert response.url == reverse("elective", args=[merenland.slug, copy.pk])
    page = client.get(reverse("elective", args=[merenland.slug, copy.pk])).content.decode()
    assert "Je regio heeft dit keuzevak al" in page
    assert Elective.objects.filter(region=merenland.region).count() == 1
    shown = client.get(reverse("catalogue_elective", args=[origin.pk, "robotica"]))
    assert "take-over" not in shown.content.decode()


def test_nobody_takes_over_what_is_their_own_or_came_from_them(browse, merenland, kustzoom, origin):
    copy = copy_of(browse, merenland, origin)
    Elective.objects.filter(pk=copy.pk).update(published_at=NOW)
    for elective in (origin, copy):
        response = browse(kustzoom.leader).get(address(elective, kustzoom.slug))
        assert response.url == reverse("elective", args=[kustzoom.slug, origin.pk])


def test_both_sides_see_the_trail(browse, merenland, kustzoom, origin):
    copy = copy_of(browse, merenland, origin)
    page = browse(merenland.leader).get(reverse("elective", args=[merenland.slug, copy.pk]))
    assert "Overgenomen van Robotica, Kustzoom in november 2026" in page.content.decode()
    page = browse(kustzoom.leader).get(reverse("elective", args=[kustzoom.slug, origin.pk]))
    assert "Regio Merenland nam het over in november 2026" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"activity": ""}, "activity"),
        ({"activity": "none"}, "activity"),
        ({"aims_at": "1900"}, "aims_at"),
        ({"title": "Bestaat al"}, "title"),
    ],
)
def test_a_wrong_answer_makes_no_copy_and_stays(browse, merenland, origin, wrong, field):
    elective_of(merenland, title="Bestaat al")
    told = data(merenland, **wrong)
    response = browse(merenland.leader).post(address(origin, merenland.slug), told)
    assert response.status_code == 422 and set(response.context["form"].errors) == {field}
    assert Elective.objects.filter(taken_from=origin).count() == 0


def test_who_may_take_over(browse, merenland, kustzoom, bureau, origin):
    where = address(origin, merenland.slug)
    for user, code in (
        (merenland.leader, 200),
        (merenland.chair, 403),
        (merenland.advisor, 403),
        (kustzoom.leader, 404),
        (bureau, 403),
    ):
        assert browse(user).get(where).status_code == code
    member(kustzoom.leader, "deputy", merenland.region)
    assert browse(kustzoom.leader).get(where).status_code == 200
    assert browse(merenland.leader).get(address(origin, "")).status_code == 404
    Elective.objects.filter(pk=origin.pk).update(published_at=None)
    assert browse(merenland.leader).get(where).status_code == 404


def test_the_catalogue_leads_a_leader_there(browse, merenland, kustzoom, origin):
    page = reverse("catalogue_elective", args=[origin.pk, "robotica"])
    assert address(origin, merenland.slug) in browse(merenland.leader).get(page).content.decode()
    assert "take-over" not in browse(kustzoom.leader).get(page).content.decode()


def test_without_a_plan_the_page_says_what_comes_first(browse, merenland, origin):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    member(merenland.leader, "deputy", region)
    page = browse(merenland.leader).get(address(origin, "nieuwland")).content.decode()
    assert "Eerst je plan" in page and 'name="title"' not in page
