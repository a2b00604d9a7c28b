"""Search boxes find what people mean, and Python folds a text as Postgres does."""

import pytest
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisors.search.search import search
from regions.models import Region
from regions.partners.models import Business
from regions.web.searching import having
from regions.words.folding import Folded, folded
from tests.conftest import person

# What every Unicode of the last twenty years agrees on.
LETTERS = st.characters(min_codepoint=1, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn"))


class OneRule(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(LETTERS, max_size=300))
    def test_postgres_folds_as_python_does(self, text):
        region = Region.objects.create(name="Merenland", slug="merenland")
        stored = Cast(Value(text), TextField())
        assert Region.objects.values_list(Folded(stored), flat=True).get(pk=region.pk) == folded(
            text
        )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Café De Élan", "cafe elan"),
        ("Cafe De Elan", "CAFÉ élan"),
        ("’t Gooi", "'t gooi"),
        ("‘t Gooi", "t Gooi"),
        ("Auto’s en meer", "meer autoʼs"),
        ("E-mobiliteit", "e mobiliteit"),
        ("E mobiliteit", "e‑mobiliteit"),
        ("Emobiliteit", "e-mobiliteit"),
        ("E–mobiliteit", "emobiliteit"),
        ("Bouw en Infra", "infra bouw"),
        ("ÅNGSTRÖM Ørsted", "ångstrom orsted"),
        ("Ĳssel", "ijssel"),
        ("Korting 10% op A_B", "10% a_b"),
        ("C:\\plan", "C:\\"),
    ],
)
def test_a_name_is_found_however_it_is_typed(db, name, typed):
    Business.objects.create(name=name)
    assert Business.objects.filter(having(typed, "name")).exists()


@pytest.mark.parametrize("typed", ["100%", "_", "%", "kat hond", "\\"])
def test_what_stands_nowhere_is_not_found(db, typed):
    Business.objects.create(name="De kat")
    assert not Business.objects.filter(having(typed, "name")).exists()


def test_words_may_stand_in_different_fields(db):
    Business.objects.create(name="Bakker", place="Één")
    assert Business.objects.filter(having("een bakker", "name", "place")).exists()
    assert not Business.objects.filter(having("een slager", "name", "place")).exists()


def test_the_boxes_of_the_bureau_find_without_accents(merenland, bureau, browse):
    merenland.region.name = "’t Mérenland"
    merenland.region.save()
    person("Zoë d’Hondt")
    Business.objects.create(name="Café Élan")
    for page, typed, shown in (
        ("bureau_people", "dhondt zoe", "Zoë d’Hondt"),
        ("bureau_regions", "t merenland", "’t Mérenland"),
        ("bureau_businesses", "elan cafe", "Café Élan"),
    ):
        found = browse(bureau).get(reverse(page), {"q": typed}).content.decode()
        nothing = browse(bureau).get(reverse(page), {"q": f"{typed} xqx"}).content.decode()
        assert shown in found and shown not in nothing, page


def test_the_one_search_finds_a_region_without_its_accents(merenland):
    merenland.region.name = "’t Mérenland"
    merenland.region.save()
    (regions,) = (f for f in search(merenland.leader, "merenland 't") if str(f.name) == "Regio’s")
    assert [hit.title for hit in regions.hits] == ["’t Mérenland"]


def test_hyphens_alone_are_no_search(merenland):
    assert search(merenland.leader, "--") == []
