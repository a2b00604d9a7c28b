"""One rule for finding and sorting names, the same in Python and in Postgres."""

import pytest
from django.db import connection
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from electives.models import Elective, ListedElective
from regions.accounts.models import User
from regions.models import Region, School, SubRegion
from regions.partners.models import Business
from regions.plans.models import Activity
from regions.web.searching import finds, having, named
from regions.words.folding import Dutch, Folded, Grams, folded, grams, sort_key
from tests.conftest import person

# What every Unicode of the last twenty years agrees on.
LETTERS = st.characters(min_codepoint=1, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn"))
# In the order of the house: word by word, without accents, capitals, apostrophes and hyphens; "ij"
# is i and j; a prefix counts as it is written.
IN_ORDER = [
    "2Move", "Ångström", "Cafe", "Café", "Cafe Élan", "De Vries", "de Wit", "Debye", "Édouard",
    "Iepen", "IJmond", "Ĳsbeer", "ijzer", "Ikazia", "Oost", "Ørsted", "Öztürk", "’s-Hertogenbosch",
    "’t Gooi", "Van Dam", "van den Berg", "Vandam", "Yssel", "Zuid", "Zuid Limburg", "Zuid-Holland",
]  # fmt: skip
MANY = 6_000


class OneRule(TestCase):
    @settings(max_examples=80, deadline=None)
    @given(st.text(LETTERS, max_size=120))
    def test_postgres_does_as_python_does(self, text):
        region = Region.objects.create(name="Merenland", slug="merenland")
        stored = Cast(Value(text), TextField())
        asked = Region.objects.values_list(Folded(stored), Dutch(stored), Grams(stored))
        assert asked.get(pk=region.pk) == (folded(text), sort_key(text), sorted(grams(text)))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(LETTERS, min_size=1, max_size=12), unique=True, max_size=12))
    def test_postgres_sorts_as_python_does(self, names):
        names = [name for name in names if name.strip()]
        Business.objects.bulk_create(Business(name=name) for name in names)
        found = Business.objects.order_by("name__dutch").values_list("name", flat=True)
        assert list(found) == sorted(names, key=sort_key)


def shuffled() -> list[str]:
    return IN_ORDER[1::2] + IN_ORDER[-2::-2]


def test_regions_schools_people_businesses_and_electives_stand_in_dutch_order(merenland):
    region = merenland.region
    Region.objects.bulk_create(Region(name=n, slug=f"r{i}") for i, n in enumerate(shuffled()))
    SubRegion.objects.bulk_create(SubRegion(region=region, name=n) for n in shuffled())
    School.objects.bulk_create(School(region=region, name=n) for n in shuffled())
    Business.objects.bulk_create(Business(name=n) for n in shuffled())
    key = merenland.plan.activities.first().key
    Elective.objects.bulk_create(
        Elective(region=region, title=n, activity_key=key, aims_at=2027, profiles=["PIE"])
        for n in shuffled()
    )
    for number, name in enumerate(shuffled()):
        User.objects.create(name=name, email=f"p{number}@example.nl")
    for rows in (Region, SubRegion, School, Business, User, Elective):
        names = [str(row) for row in rows.objects.all() if str(row) in IN_ORDER]
        assert names == IN_ORDER, rows


@pytest.mark.parametrize("page", ["bureau_regions", "bureau_people", "bureau_businesses"])
def test_the_lists_of_the_bureau_show_that_order(merenland, bureau, browse, page):
    for number, name in enumerate(("Zon", "Élan", "ijs", "IJmond", "Eland")):
        Region.objects.create(name=name, slug=f"r{number}")
        Business.objects.create(name=name)
        person(name)
    shown = browse(bureau).get(reverse(page)).content.decode()
    at = [shown.index(f">{name}<") for name in ("Élan", "Eland", "ijs", "Zon")]
    assert at == sorted(at) and "IJmond" in shown


def test_a_list_at_hand_is_searched_as_the_database_is():
    assert finds("elan cafe", "Café Élan") and finds("e-bike", "ebike") and finds("", "Café")
    assert not finds("cafe x", "Café Élan")


@pytest.fixture
def many(db):
    """Enough rows that reading them all would be the longer way, as the planner sees it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO partners_business (name, place, sector, kvk, added_at)
            SELECT 'Bedrijf ' || md5(i::text), 'Plaats ' || (i %% 400), '', '', now()
            FROM generate_series(1, %s) AS i
            """,
            [MANY],
        )
        cursor.execute(
            """
            INSERT INTO accounts_user (password, is_superuser, email, name, phone, days, is_active,
                is_staff, is_demo, date_joined)
            SELECT '', false, md5(i::text) || '@example.nl', 'Mens ' || md5(i::text), '', '', true,
                false, false, now()
            FROM generate_series(1, %s) AS i
            """,
            [MANY],
        )
        cursor.execute("ANALYZE partners_business, accounts_user")


def test_no_search_of_names_reads_them_all_and_no_page_of_a_list(many):
    business = Business.objects.create(name="Café d’Élan", place="’t Veen")
    someone = person("Zoë d’Hondt")
    asked = Business.objects.filter(named("elan veen", "name", "place", "sector")).order_by()
    people = User.objects.filter(named("dhondt zoe", "name", "email")).order_by()
    assert (list(asked), list(people)) == ([business], [someone])
    for rows, index in (
        (asked, "business_grams"),
        (people, "person_grams"),
        (Business.objects.order_by("name__dutch", "pk")[:50], "business_name_dutch"),
        (User.objects.order_by("name__dutch", "pk")[:50], "person_name_dutch"),
    ):
        plan = rows.explain()
        assert index in plan and "Seq Scan" not in plan, plan
    # What `named` adds to `having` is what does it.
    plan = Business.objects.filter(having("elan", "name")).order_by().explain()
    assert "Seq Scan" in plan, plan


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Business, ["name", "place", "sector"]),
        (User, ["name", "email"]),
        (Elective, ["title"]),
        (ListedElective, ["code", "title"]),
        (Activity, ["title"]),
    ],
)
def test_what_is_searched_as_a_name_has_an_index(db, model, fields):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = model.objects.filter(named("techniek", *fields)).order_by().explain()
    assert "_grams" in plan and "Seq Scan" not in plan, plan
