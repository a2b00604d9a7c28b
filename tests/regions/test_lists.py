"""A list page: its filter, its pages, and the same rows as CSV."""

import pytest
from django.template import Context, Template
from django.urls import reverse

from regions.web.lists import Choice, ListFilter, Words

REGIONAL = {
    "check_ins_csv": "check_ins",
    "remarks_csv": "remarks",
    "decisions_csv": "decisions",
    "ideas_csv": "ideas",
    "partners_csv": "partners",
    "region_activities": "region",
}
NATIONAL = {"national_csv": "national", "mail_csv": "mail", "catalogue_csv": "catalogue"}


class FruitFilter(ListFilter):
    q = Words("Zoek", example="Naam")
    kind = Choice("Soort", "Alles")
    sort = Choice("Volgorde", "Naam", [("new", "Nieuw")])


def fruits(**query):
    return FruitFilter(query, kind=[(1, "appel"), (2, "peer")])


def test_what_is_no_choice_filters_nothing():
    asked = fruits(q=" rijp ", kind="3", sort="onzin")
    assert asked.wanted == {"q": "rijp", "kind": "", "sort": ""}
    assert fruits().wanted == {"q": "", "kind": "", "sort": ""}


def test_an_order_is_no_filter():
    assert not fruits(sort="new").is_filtered
    assert fruits(kind="2").is_filtered and fruits(q="a").is_filtered


def test_the_form_remembers_what_was_asked_and_escapes_it():
    template = Template('{% filter_form form %}<a href="?">weg</a>{% endfilter_form %}')
    text = template.render(Context({"form": fruits(q='"><b>', kind="2")}))
    assert '<option value="2" selected>peer</option>' in text
    assert 'value="&quot;&gt;&lt;b&gt;"' in text and "<b>" not in text
    assert '<a href="?">weg</a>' in text


@pytest.mark.parametrize(("own", "page"), REGIONAL.items())
def test_a_file_of_a_region_has_one_content_at_all_its_addresses(merenland, browse, own, page):
    client = browse(merenland.leader)
    addresses = [reverse(name, args=["merenland"]) for name in (own, page, page)]
    assert_same_file(client, addresses)


@pytest.mark.parametrize(("own", "page"), NATIONAL.items())
def test_a_national_file_has_one_content_at_all_its_addresses(bureau, browse, own, page):
    assert_same_file(browse(bureau), [reverse(name) for name in (own, page, page)])


def assert_same_file(client, addresses):
    queries = ("", "?format=csv", "?as=csv")
    files = [client.get(address + query) for address, query in zip(addresses, queries, strict=True)]
    assert {file["Content-Type"] for file in files} == {"text/csv; charset=utf-8"}
    assert len({file.content for file in files}) == 1


@pytest.mark.parametrize("number", ["0", "-1", "999", "een"])
def test_a_page_that_is_not_there_shows_one_that_is(merenland, browse, number):
    response = browse(merenland.leader).get(reverse("ideas", args=["merenland"]), {"page": number})
    assert response.status_code == 200
