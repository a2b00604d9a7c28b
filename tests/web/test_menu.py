"""The top bar: few rooms, the pages of each in a second row, and where the reader is."""

import re

import pytest
from django.urls import reverse

from regions.models import Region, Role
from tests.conftest import member, person

ROLES = {
    Role.LEADER: 5,
    Role.CHAIR: 4,
    Role.LEAD_APPLICANT: 5,
    Role.CONTROLLER: 5,
    Role.ADVISOR: 6,
    Role.BUREAU: 6,
}


@pytest.fixture
def as_role(browse, merenland):
    def sign_in(role):
        if role == Role.ADVISOR:
            return browse(merenland.advisor)
        somebody = person("Ilse Vermeer")
        member(somebody, role, None if role == Role.BUREAU else merenland.region)
        return browse(somebody)

    return sign_in


def _menu(response) -> str:
    page = response.content.decode()
    return page[page.index('<details class="menu">') : page.index("</details>")]


def _links(part: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', part)


def _bar(response) -> list[str]:
    page = response.content.decode()
    start = page.index('<nav class="wide"')
    return _links(page[start : page.index("</nav>", start)])


def _second(response) -> list[str]:
    page = response.content.decode()
    start = page.find('<nav class="second"')
    return _links(page[start : page.index("</nav>", start)]) if start > 0 else []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_few_rooms_and_every_page_of_them_opens(as_role, role):
    browser = as_role(role)
    home = browser.get(reverse("account"))

    assert len(_bar(home)) == ROLES[role]
    pages = _links(_menu(home))
    assert len(pages) == len(set(pages))
    for page in pages:
        assert browser.get(page, follow=True).status_code == 200, page


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_in_a_region_that_has_nothing_yet(browse, db, role):
    region = Region.objects.create(name="Leegland", slug="leegland")
    somebody = person("Ilse Vermeer")
    member(somebody, role, None if role == Role.BUREAU else region)
    browser = browse(somebody)

    for page in _links(_menu(browser.get(reverse("account")))):
        assert browser.get(page, follow=True).status_code == 200, page


@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_the_menu_is_marked_in_the_bar_and_in_the_row_of_its_room(as_role, role):
    browser = as_role(role)
    for address in _links(_menu(browser.get(reverse("account")))):
        response = browser.get(address, follow=True)
        page = response.content.decode()
        marks = re.findall(r'<a href="([^"]+)" aria-current="(?:page|true)"', page)
        row = _second(response)

        assert address in marks
        assert len([mark for mark in marks if mark in _bar(response)]) >= 1
        assert not row or address in row


def test_the_row_of_a_room_stands_on_the_pages_of_that_room_only(as_role, merenland):
    browser = as_role(Role.LEADER)

    partners = _second(browser.get(reverse("partners", args=[merenland.slug])))
    plan = _second(browser.get(reverse("ideas", args=[merenland.slug])))

    assert reverse("internships", args=[merenland.slug]) in partners
    assert reverse("internships", args=[merenland.slug]) not in plan
    assert _second(browser.get(reverse("account"))) == []


def test_each_page_offers_help_about_itself(as_role, merenland):
    browser = as_role(Role.LEADER)

    page = browser.get(reverse("budget", args=[merenland.slug])).content.decode()

    assert page.count('href="/help/programmaleider/#de-begroting"') == 2


def test_who_has_two_roles_switches_between_roles_and_not_only_names_of_regions(
    browse, merenland, kustzoom
):
    member(merenland.leader, Role.CHAIR, kustzoom.region)
    page = browse(merenland.leader).get(reverse("account")).content.decode()
    buttons = re.findall(r'<button class="sheet-item" name="membership"([^>]*)>([^<]+)<', page)
    assert sorted(title for _told, title in buttons) == [
        "Programmaleider · Merenland", "Voorzitter van de stuurgroep · Kustzoom",
    ]  # fmt: skip
    assert [title for told, title in buttons if "aria-current" in told] in (
        ["Programmaleider · Merenland"], ["Voorzitter van de stuurgroep · Kustzoom"],
    )  # fmt: skip


def test_who_may_not_do_a_step_reads_so_without_being_called_one_way_or_the_other(
    browse, merenland
):
    for user, name in ((merenland.chair, "partner_new"), (merenland.leader, "plan_approve")):
        answer = browse(user).get(reverse(name, args=[merenland.slug]))
        text = answer.content.decode().split('<main id="main"')[1].split("</main>")[0]
        assert answer.status_code == 403 and "De startpagina laat zien" in text
        assert not re.search(r"\b(u|uw|je|jij|jouw)\b", text)
