"""The guides as pages, and the help that a page offers."""

import re

import pytest
from django.urls import get_resolver, reverse

from regions.models import Role
from sto_portal.manual.guides import GUIDES, guide_of
from sto_portal.manual.places import PLACES, anchor_of
from tests.conftest import member, person


def _addresses() -> set[str]:
    """The start of each address, a region named "x"; what a converter fills is a star."""
    found = set()

    def walk(patterns, before):
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, address)
            else:
                address = address.replace("regions/<slug:slug>/", "regions/x/", 1)
                found.add("/" + re.sub(r"<[^>]+>", "*", address))

    walk(get_resolver().url_patterns, "")
    return found


@pytest.mark.parametrize("name", GUIDES)
def test_each_part_that_help_leads_to_stands_in_its_guide(name):
    titles = [part.title for part in guide_of(name).sections]

    assert set(PLACES[name].values()) <= set(titles)


@pytest.mark.parametrize("name", GUIDES)
def test_each_start_of_an_address_is_one_that_exists(name):
    addresses = _addresses()
    starts = [s if s.startswith("/") else f"/regions/x/{s}" for s in PLACES[name]]

    assert [s for s in starts if not any(address.startswith(s) for address in addresses)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_no_two_parts_of_a_guide_have_the_same_anchor(name):
    anchors = [part.anchor for part in guide_of(name).sections]

    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("guide", "path", "anchor"),
    [
        ("programmaleider", "/regions/merenland/check-in/2026-11/", "het-maandlog"),
        ("programmaleider", "/regions/merenland/plan/budget/", "de-begroting"),
        ("programmaleider", "/regions/merenland/plan/approve/", "het-plan"),
        ("programmaleider", "/regions/merenland/", "tempo"),
        ("programmaleider", "/regions/merenland/unheard-of/", ""),
        ("penvoerder", "/regions/merenland/plan/realised/2026/import/", "uit-excel"),
        ("ondersteuner", "/regions/merenland/call-card/", "belkaart-en-gesprekken"),
        ("ondersteuner", "/advisors/week/later/", "je-week"),
        ("bureau", "/mail/12/", "mail"),
        ("bedrijf", "/mail/12/", ""),
    ],
)
def test_help_leads_to_the_part_about_this_page(guide, path, anchor):
    assert anchor_of(guide, path) == anchor


@pytest.mark.parametrize("name", GUIDES)
def test_links_and_pictures_of_a_guide_lead_somewhere(client, name):
    page = client.get(reverse("guide", args=[name])).content.decode()

    article = page[page.index("<article") : page.index("</article>")]
    assert not re.findall(r'href="[^"/#][^"]*"', article)  # none is relative to a file
    assert not re.findall(r'src="(?!/static/manual/)[^"]*"', article)
    for anchor in re.findall(r'href="#([^"]+)"', page[page.index("manual-parts") :]):
        assert f'id="{anchor}"' in article


def test_a_guide_that_is_not_there_is_not_found(client):
    assert client.get("/help/beheer/").status_code == 404
    assert client.get("/help/..%2fREADME/").status_code == 404


@pytest.mark.parametrize(
    ("role", "guide"),
    [
        (Role.LEADER, "programmaleider"),
        (Role.CHAIR, "stuurgroep"),
        (Role.LEAD_APPLICANT, "penvoerder"),
        (Role.CONTROLLER, "penvoerder"),
        (Role.ADVISOR, "ondersteuner"),
    ],
)
def test_help_is_the_guide_of_ones_role(browse, merenland, role, guide):
    somebody = person("Ilse Vermeer")
    member(somebody, role, merenland.region)

    response = browse(somebody).get(reverse("manual"))

    assert response.url == reverse("guide", args=[guide])
