"""Words of another region reach nobody: a crawl of every page, export and mail, as each role.

Each region's rows hold a canary word of that region. What says *how* holds one more, which the
steering group of that very region must not meet either.
"""

import datetime
import re
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from regions.accounts.models import User
from regions.models import Role, School, SubRegion
from regions.months import Month
from regions.partners.accountant.links import make_link
from regions.plans.imports.parsed import ParsedLine, ParsedPlan
from regions.plans.models import BudgetLine, ColumnChoice, CostKind, Idea, SheetChoice
from regions.plans.models.uploads import PlanUpload
from regions.plans.versions import start_draft
from regions.progress.measure.snapshots import refresh_region
from regions.progress.models import Obstacle
from regions.steering.models import Mandate, Remark, Vote
from sto_portal.api.open_data.tables import TABLES
from sto_portal.api.resources.table import RESOURCES
from sto_portal.notices.models import Foreword, Mail
from sto_portal.notices.planning import plan as plan_mail

from .api.asking import by_token
from .api.asking import rows as api_rows
from .canaries.advisors import (
    plant_feedback,
    plant_network,
    plant_questions,
    plant_readings,
    plant_talks,
)
from .canaries.dossier import plant_dossier
from .canaries.electives import plant_electives
from .canaries.lessons import plant_lessons
from .canaries.meetings import plant_meetings
from .canaries.money import plant_money
from .canaries.partners import plant_partners
from .canaries.reports import plant_reports
from .canaries.work_group import plant_work_group
from .conftest import NOW, Place, member, person
from .progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
DIGESTS_DUE = datetime.datetime(2026, 11, 10, 8, tzinfo=datetime.UTC)
HREF = re.compile(r"""(?:href|src|action)="((?:/|\?[^"#]*format=)[^"#]*)""")
LEFT_OUT = ("/static/", "/admin/", "/accounts/", "/demo/")
# Rows without words of people, or made by the steps that the words go through.
WORDLESS = {"Region", "Membership", "Plan", "SteeringGroup", "Milestone", "MilestoneMet"}
WORDLESS |= {"DigestLink", "DigestSeen", "WorkPhoto", "ReplyAddress"}
WORDLESS |= {"Acceptance", "Decision", "Attendance", "CalendarFeed", "InternshipCohort"}
WORDLESS |= {"Backing", "Practice", "SkillsLink", "CardUse", "PlannedTalk"}
WORDLESS |= {"Rhythm", "BundledContribution"}
WORDLESS |= {"Nudge", "DossierFile", "SpentYear", "SpentAmount"}
WORDLESS |= {"LessonToTell", "RuleNaming"}
WORDLESS |= {"Attendee"}
WORDLESS |= {"RegionSuccession"}
WORDLESS |= {"Initiative"}  # title and text are for every region


def canary(place: Place) -> str:
    return f"kanarie{place.slug}"


def how(place: Place) -> str:
    return f"werkwijze{place.slug}"


def advice(place: Place) -> str:
    return f"aanpakadvies{place.slug}"


def words_of(place: Place) -> list[str]:
    """What nobody outside the region may read: its canaries, its name and its people."""
    people = (place.leader, place.advisor, place.chair)
    words = [canary(place), how(place), advice(place), place.region.name]
    return words + [user.name for user in people]


def plant(place: Place) -> None:
    """Put the region's words wherever its people can write."""
    word = canary(place)
    SubRegion.objects.create(region=place.region, name=f"Deel {word}")
    School.objects.create(region=place.region, name=f"School {word}")
    told = {
        "status": "stalled",
        "problem": f"Lukt niet {word}",
        "recovery": f"Zo pakken we het op {how(place)}",
        "recovery_who": how(place),
        "decision_asked": f"Mag het later {word}",
    }
    for text in ("2026-09", "2026-10"):
        log(place.region, text, {"2.1": told}, going_well=f"Gaat goed {word}")
    stalled = place.plan.activities.get(code="2.1")
    Obstacle.objects.create(
        region=place.region,
        activity=stalled,
        activity_key=stalled.key,
        opened_on=datetime.date(2026, 9, 1),
        updated_on=datetime.date(2026, 10, 1),
        problem=told["problem"],
        recovery=told["recovery"],
    )
    refresh_region(place.region, Month.parse("2026-09"), NOW)
    User.objects.filter(pk=place.leader.pk).update(days=f"Bel {how(place)}")
    Idea.objects.create(region=place.region, title=f"Idee {word}", raised_by=place.chair)
    Foreword.objects.create(
        steering_group=place.group, month_on=datetime.date(2026, 10, 1), text=f"Vooraf {word}"
    )
    plant_partners(place, word, how(place))
    plant_money(place, word)
    plant_dossier(place, word, how(place))
    plant_electives(place, word, how(place))
    plant_talks(place, how(place))
    plant_questions(place, how(place))
    plant_network(place, how(place))
    plant_lessons(place, word, how(place))
    plant_feedback(place, how(place))
    plant_readings(place, how(place))
    plant_reports(place, how(place))
    plant_meetings(place, word)
    plant_work_group(place, word, how(place))
    draft = start_draft(place.region, place.leader)
    draft.lines.update(title=f"Lijn {word}")
    draft.activities.update(title=f"Activiteit {word}")
    kind = CostKind.objects.get_or_create(name="Reizen", valid_from_on=NOW.date(), source="Test")[0]
    BudgetLine.objects.create(activity=draft.activities.first(), kind=kind, text=word, cents=1)
    draft.change.title = f"Wijziging {word}"
    draft.change.save()
    Vote.objects.create(change=draft.change, user=place.chair, answer="for", note=f"Omdat {word}")
    Mandate.objects.create(
        steering_group=place.group, version=2, text=f"toezicht {word}", holds_from_on=NOW.date()
    )
    for about in Remark.About.values:
        Remark.objects.create(
            steering_group=place.group, about=about, text=f"Let op {word}", made_by=place.chair
        )
    advise(place)
    ColumnChoice.objects.create(region=place.region, header=word, field="title")
    SheetChoice.objects.create(region=place.region, title=word)
    PlanUpload.objects.create(
        region=place.region,
        uploaded_by=place.leader,
        file_name=f"{word}.xlsx",
        parsed=ParsedPlan(lines=(ParsedLine("1", word, 2),)).to_json(),
    )


def advise(place: Place) -> None:
    """Another member gives advice about how and how fast, and the leader answers."""
    author = person(f"Adviseur-{place.slug} Test")
    member(author, Role.BUSINESS, place.region)
    for about in (Remark.About.HOW, Remark.About.HOW_FAST):
        Remark.objects.create(
            steering_group=place.group,
            about=about,
            text=f"Doe het zo {advice(place)}",
            made_by=author,
            reply=f"Dank {advice(place)}",
            replied_at=NOW,
            replied_by=place.leader,
        )


@pytest.fixture
def two_songs(merenland, kustzoom, bureau):
    for place in (merenland, kustzoom):
        plant(place)
    plan_mail(DIGESTS_DUE)
    return merenland, kustzoom


def crawl(client: Client) -> dict[str, str]:
    """Every page that can be reached from home by links, with its text."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(LEFT_OUT):
            continue
        response = client.get(address, follow=True)
        assert response.status_code < 500, address
        content = b"".join(response.streaming_content) if response.streaming else response.content
        seen[address] = text = content.decode("utf-8", errors="ignore")
        if response["Content-Type"].startswith("text/html"):
            waiting += [
                urljoin(address, found.replace("&amp;", "&")) for found in HREF.findall(text)
            ]
        assert len(seen) < 1200, "the crawl does not end"
    return seen


@pytest.fixture(autouse=True)
def no_brake(monkeypatch):
    """A crawl asks for every file that there is, and reads all of them."""
    monkeypatch.setattr("regions.web.brakes.FILES_ASKED", 10_000)
    monkeypatch.setattr("sto_portal.api.serving.callers.A_TOKEN", 10_000)


@pytest.mark.parametrize("who", ["leader", "chair", "advisor", "deputy"])
def test_nobody_meets_a_word_of_another_region(two_songs, browse, who):
    own, other = two_songs
    if who == "deputy":
        user = person("Vervanger Test")
        member(user, "deputy", own.region)
    else:
        user = getattr(own, who)
    pages = crawl(browse(user))
    assert any(own.region.name in text for text in pages.values())
    found = [
        (address, word)
        for address, text in pages.items()
        for word in words_of(other)
        if word in text and word not in known_to(who, other, address)
    ]
    assert not found


def known_to(who: str, other: Place, address: str) -> set[str]:
    """Advisors and leaders form a network: they know which regions there are, and who advises.
    Who comes to a meeting stands on the page of that meeting, who leads a region on that of all."""
    if who == "chair":
        return set()
    by_name = ("/advisors/meetings/", "/advisors/network/leaders/")
    comers = {other.leader.name} if address.startswith(by_name) else set()
    return {other.region.name, other.advisor.name} | comers


def test_the_steering_group_meets_how_only_where_it_reads_what_is_picked_up(two_songs, browse):
    """Its digest, the stand of the plan and the papers of a meeting, which hold that stand, say how
    an obstacle is picked up; nothing else does."""
    own, _other = two_songs
    pages = crawl(browse(own.chair))
    found = [url for url, text in pages.items() if how(own) in text]
    told = ("/steering/digests/", "/steering/standing/", "/steering/meetings/")
    assert not [url for url in found if not any(place in url for place in told)]


def test_advice_reaches_its_author_and_the_leader_only(two_songs, browse, bureau):
    own, _other = two_songs
    author = User.objects.get(name=f"Adviseur-{own.slug} Test")
    for user, reads in (
        (author, True),
        (own.leader, True),
        (own.chair, False),
        (own.advisor, False),
        (bureau, False),
    ):
        pages = crawl(browse(user))
        found = [address for address, text in pages.items() if advice(own) in text]
        assert bool(found) == reads, (user.name, found)


def test_the_leader_and_the_bureau_do_meet_the_words(two_songs, browse, bureau):
    own, other = two_songs
    leaders = "".join(crawl(browse(own.leader)).values())
    assert canary(own) in leaders and how(own) in leaders
    everything = "".join(crawl(browse(bureau)).values())
    assert canary(own) in everything and canary(other) in everything


def test_mail_reaches_only_people_of_the_region(two_songs):
    own, other = two_songs
    for place, foreign in ((own, other), (other, own)):
        people = {place.leader.pk, place.advisor.pk, place.chair.pk}
        for mail in Mail.objects.filter(recipient__in=people):
            for word in words_of(foreign):
                assert word not in mail.text + mail.html + mail.subject


def test_the_page_of_a_link_tells_of_its_own_region_only(two_songs):
    for own, other in (two_songs, two_songs[::-1]):
        mail = Mail.objects.get(kind="digest", recipient=own.chair, period_on="2026-10-01")
        path = re.search(r"(?<!steering)/digests/[^/\s]+/", mail.text)[0]
        page = Client().get(path)
        assert page.status_code == 200 and canary(own) in page.content.decode()
        assert not [word for word in words_of(other) if word in page.content.decode()]


def test_an_accountant_meets_no_word_of_another_region_nor_how(two_songs):
    for own, other in (two_songs, two_songs[::-1]):
        last_on = NOW.date() + datetime.timedelta(days=9)
        token = make_link(own.region, "Telman", "Controle", last_on, own.leader, NOW).token
        for path in ("", "spent.csv", "cofinancing.csv", "figures.xlsx"):
            page = Client().get(f"/accountant/{token}/{path}?year=all")
            text = page.content.decode(errors="ignore")
            assert page.status_code == 200 and f"Bijdrage {canary(own)}" not in text
            inside = [how(own), advice(own), *(user.name for user in people_of(own))]
            assert not [word for word in words_of(other) + inside if word in text], path
        assert f"Bedrijf {canary(own)}" in Client().get(f"/accountant/{token}/").content.decode()


def test_the_page_of_an_owner_tells_of_its_own_line_only(two_songs):
    """What the leader wrote of the same activity stands on no page of a guest."""
    for own, other in (two_songs, two_songs[::-1]):
        page = Client().get(f"/work/werk-{own.slug}/")
        text = page.content.decode()
        assert page.status_code == 200 and f"Loopt stroef {how(own)}" in text
        assert not [word for word in words_of(other) if word in text]
        inside = [canary(own), advice(own), f"Zo pakken we het op {how(own)}", own.chair.name]
        assert not [word for word in inside if word in text]


@pytest.mark.parametrize("who", ["leader", "chair", "advisor"])
def test_a_token_meets_no_more_than_its_person(two_songs, who):
    """Every list of the API, row by row and as a table."""
    own, other = two_songs
    client = by_token(getattr(own, who))
    answers = {
        one.name: str(api_rows(client, one.name, aantal=1)) for one in RESOURCES if one.scope
    }
    for one in (one for one in RESOURCES if one.scope):
        file = client.get(f"/api/v1/{one.name}", headers={"Accept": "text/csv"})
        answers[f"{one.name}.csv"] = file.content.decode()
    for name, text in answers.items():
        inside = [how(own), advice(own), *(user.name for user in people_of(own))]
        assert not [word for word in words_of(other) + inside if word in text], name
        assert other.slug not in text, name
    assert own.slug in answers["regios"]
    assert (canary(own) in answers["evenementen"]) and own.slug in answers["tempo.csv"]


def test_what_everybody_reads_of_the_api_stands_in_the_catalogue(two_songs):
    told = str(api_rows(Client(), "keuzevakken"))
    for name in TABLES:
        told += Client().get(f"/open-data/{NOW.year}/{name}.csv").content.decode()
    for place in two_songs:
        inside = [how(place), advice(place), *(user.name for user in people_of(place))]
        assert not [word for word in inside if word in told]


def people_of(place: Place) -> list[User]:
    return [place.leader, place.advisor, place.chair]


def regional_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "region_path")]


def test_every_regional_model_has_a_canary(two_songs):
    """A new model with regional words sings too, or says here why not."""
    own, _other = two_songs
    silent = []
    for model in regional_models():
        kinds = (models.TextField, models.CharField, models.JSONField)
        texts = [f.name for f in model._meta.concrete_fields if isinstance(f, kinds)]
        rows = str(list(model._default_manager.values_list(*texts))) if texts else ""
        if canary(own) not in rows and how(own) not in rows and model.__name__ not in WORDLESS:
            silent.append(model.__name__)
    assert not silent
