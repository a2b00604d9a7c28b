"""A pair that was looked at and is two businesses: nobody is warned about it again."""

import pytest
from django.db import IntegrityError, transaction

from regions.partners.models import Business, PairApart
from regions.partners.register.apart import keep_apart, pairs_to_look_at
from tests.conftest import NOW

URL = "/bureau/businesses/"
WARNING = "Eén paar bedrijven lijkt hetzelfde"


@pytest.fixture
def two(db) -> tuple[Business, Business]:
    return (
        Business.objects.create(name="Jansen Techniek", place="Meerstad"),
        Business.objects.create(name="Janssen Techniek", place="Oosterveen"),
    )


def test_the_bureau_keeps_a_pair_apart_and_can_look_again(bureau, two, browse):
    one, other = two
    client = browse(bureau)
    assert WARNING in client.get(URL).content.decode()
    for pair in ((one, other), (other, one)):
        client.post(f"{URL}apart/", {"one": pair[0].pk, "other": pair[1].pk})
    row = PairApart.objects.get()
    assert (row.first, row.second, row.looked_by) == (one, other, bureau)
    page = client.get(URL).content.decode()
    assert WARNING not in page and "Niet hetzelfde bedrijf" in page
    for _press in range(2):
        client.post(f"{URL}apart/{row.pk}/undo/")
    assert WARNING in client.get(URL).content.decode()


def test_a_third_that_looks_alike_is_still_told(bureau, two):
    keep_apart(*two, bureau, NOW)
    third = Business.objects.create(name="Jansen Techniek B.V.")
    assert pairs_to_look_at() == [(business.pk, third.pk) for business in two]


def test_one_business_is_no_pair(bureau, two, browse):
    client = browse(bureau)
    client.post(f"{URL}apart/", {"one": two[0].pk, "other": two[0].pk})
    assert client.post(f"{URL}apart/", {"one": two[0].pk, "other": "x"}).status_code == 404
    assert not PairApart.objects.exists()


def test_only_the_bureau_keeps_apart(merenland, two, browse):
    pair = {"one": two[0].pk, "other": two[1].pk}
    for who in (merenland.leader, merenland.advisor, merenland.chair):
        assert browse(who).post(f"{URL}apart/", pair).status_code == 404
    assert not PairApart.objects.exists()


def test_the_database_keeps_a_pair_once_and_in_order(two):
    one, other = two
    PairApart.objects.create(first=one, second=other)
    for first, second in ((other, one), (one, one), (one, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PairApart.objects.create(first=first, second=second)


def test_many_pairs_cost_no_more_queries(bureau, two, browse, django_assert_num_queries):
    client = browse(bureau)
    client.get(URL)
    for name in "ABCDEFGHIJ":
        keep_apart(two[0], Business.objects.create(name=f"{name} {name}"), bureau, NOW)
        if name in "AJ":
            with django_assert_num_queries(10):
                client.get(URL)
