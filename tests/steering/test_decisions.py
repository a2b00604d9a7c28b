"""Who sees, answers, concludes and records a decision, by role and mandate; and what pages say."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regions.accounts.models import User
from regions.models import Role
from regions.plans.approve.approval import decide_change, propose_change, take_over, withdraw_change
from regions.plans.models import PlanChange
from regions.plans.versions import start_draft
from regions.steering.decisions.ballots import VoteRefused
from regions.steering.decisions.deciding import cast_vote, conclude, mark_of
from regions.steering.decisions.list import asked_of, taken_of
from regions.steering.decisions.page import page_of
from regions.steering.models import Decision, Mandate, Vote
from tests.conftest import member, person
from tests.progress.stories import obstacle

from .deciding_group import LATER, accept, asked, draft, new_mandate, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
BASE = "/regions/merenland/steering/decisions/"
MEMBERS = ("chair", "lead_applicant", "school_board", "business")
ROLES = ("leader", "deputy", *MEMBERS, "advisor", "bureau", "nobody", "stranger")
MANDATES = ("covers", "does not cover", "none", "not accepted")


def url(change: PlanChange, step: str = "") -> str:
    return f"{BASE}{change.pk}/{step}"


def page(client, change: PlanChange) -> str:
    return client.get(url(change)).content.decode()


@pytest.fixture
def cast(merenland, kustzoom, bureau) -> dict:
    """Somebody with each role, and a chair of another region."""
    people = {
        "leader": merenland.leader,
        "chair": merenland.chair,
        "advisor": merenland.advisor,
        "bureau": bureau,
        "nobody": person("Niemand Bekend"),
        "stranger": kustzoom.chair,
    }
    for role in (Role.DEPUTY, *MEMBERS[1:]):
        people[role] = person(f"{role} Test")
        member(people[role], role, merenland.region)
    return people


def give_mandate(place, cast: dict, which: str) -> None:
    if which == "none":
        Mandate.objects.filter(steering_group=place.group).delete()
        return
    if which == "does not cover":
        new_mandate(place, decides=["budget"])
    if which != "not accepted":
        accept(place, *(cast[role] for role in MEMBERS))


def expected(role: str, verb: str, mandate: str) -> str:
    if role in ("nobody", "stranger"):
        return "404"
    if verb == "see":
        return "seen"
    if verb == "record":
        return "done" if role == "bureau" else "403"
    if role not in (MEMBERS if verb == "vote" else ("chair",)):
        return "403"
    return "done" if mandate == "covers" else "refused"


def met(client, change: PlanChange, verb: str) -> str:
    """What the client meets, and whether anything was written."""
    if verb == "see":
        response = client.get(url(change))
        return "seen" if response.status_code == 200 else str(response.status_code)
    if verb == "record":
        address = f"/regions/merenland/plan/changes/{change.pk}/decide/"
        told = {"outcome": "rejected", "decided_on": "22-11-2026", "decided_by": "Stuurgroep"}
    else:
        address = url(change, f"{verb}/")
        told = {"answer": "for", "seen": mark_of(change, timezone.localdate())}
    was = written(change)
    response = client.post(address, told)
    if response.status_code != 302:
        assert written(change) == was
        return str(response.status_code)
    return "refused" if written(change) == was else "done"


def written(change: PlanChange) -> tuple:
    change.refresh_from_db()
    counts = Vote.objects.count(), Decision.objects.count()
    return (change.state, *counts)


@pytest.mark.parametrize("mandate", MANDATES)
@pytest.mark.parametrize("verb", ["see", "vote", "conclude", "record"])
def test_every_cell_of_role_verb_and_mandate(merenland, cast, browse, verb, mandate):
    change = asked(merenland)
    give_mandate(merenland, cast, mandate)
    if verb == "conclude" and mandate == "covers":
        for role in MEMBERS:
            cast_vote(change, cast[role], "for", "", timezone.now())
    wrong = []
    for role in ROLES:
        with transaction.atomic():
            found = met(browse(cast[role]), change, verb)
            transaction.set_rollback(True)
        if found != expected(role, verb, mandate):
            wrong.append(f"{verb} as {role}: {found}, not {expected(role, verb, mandate)}")
    assert not wrong, "\n".join(wrong)


def test_a_refusal_says_why(merenland, cast, browse):
    change = asked(merenland)
    sentences = {
        "not accepted": "Neem eerst het mandaat van uw groep aan",
        "does not cover": "gaat niet over dit soort wijzigingen",
        "none": "heeft nog geen mandaat",
    }
    for mandate, sentence in sentences.items():
        give_mandate(merenland, cast, mandate)
        response = browse(cast["business"]).post(
            url(change, "vote/"), {"answer": "for"}, follow=True
        )
        assert sentence in response.content.decode()
        assert not Vote.objects.exists()


def test_a_member_answers_and_may_change_it(merenland, browse):
    users, change = seats(merenland, 5), asked(merenland)
    client = browse(users[1])
    text = page(client, change)
    for words in (
        "Gevraagd besluit · uiterlijk 4 december",
        "Voorstel van Sanne Wiggers, programmaleider, 22 november 2026",
        "De stuurgroep van Merenland beslist over wijzigingen in tijd.",
        "0 van 5 leden hebben gereageerd.",
        "minstens 3 van de 5 leden",
        "toezicht houden op de uitvoering van het beschreven plan",
        'value="for">Voor</button>',
        'value="against">Tegen</button>',
        'value="abstain">Geen stem</button>',
        "Wat er meeschuift",
        "1 jan 2026 – 30 jun 2028",
    ):
        assert words in text
    client.post(url(change, "vote/"), {"answer": "against", "note": "Te laat voor ons"})
    text = page(client, change)
    assert "Uw antwoord: tegen" in text and "Te laat voor ons" in text
    assert "1 van 5 leden" in text and "✓ uw keuze" in text
    client.post(url(change, "vote/"), {"answer": "for"})
    assert "<strong>Uw antwoord: voor</strong>" in page(client, change)
    assert Vote.objects.get().answer == "for"


def test_a_wrong_answer_is_said_and_keeps_what_was_typed(merenland, browse):
    users, change = seats(merenland, 2), asked(merenland)
    response = browse(users[1]).post(
        url(change, "vote/"), {"answer": "misschien", "note": "Ik twijfel"}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Kies of u instemt" in text and "Ik twijfel" in text
    assert not Vote.objects.exists()


def test_before_the_decision_nobody_reads_who_answered_what(merenland, bureau, browse):
    users, change = seats(merenland, 5), asked(merenland)
    cast_vote(change, users[1], "against", "Geheime reden", timezone.now())
    readers = (users[0], users[2], merenland.leader, merenland.advisor, bureau)
    for reader in readers:
        text = page(browse(reader), change)
        assert "1 van 5 leden" in text
        assert "Geheime reden" not in text and users[1].name not in text


def test_after_it_members_and_the_leader_read_the_trail_and_others_the_counts(
    merenland, bureau, browse
):
    users, change = seats(merenland, 3), asked(merenland)
    cast_vote(change, users[1], "for", "Goed zo", timezone.now())
    cast_vote(change, users[0], "for", "", timezone.now())
    conclude(change, users[0], timezone.now(), "Het kan niet wachten.")
    take_over(timezone.now() + datetime.timedelta(days=2))
    for reader in (users[2], merenland.leader):
        text = page(browse(reader), change)
        assert "Goed zo" in text and users[1].name in text
        assert "Marijke Kuiper stelde het besluit vast" in text
        assert "2 van 3 antwoorden nodig" in text
    for reader in (merenland.advisor, bureau):
        text = page(browse(reader), change)
        assert "Goed zo" not in text and users[1].name not in text
        assert "stuurgroep Merenland, 2 van 3 leden" in text
        assert "<dt>Niet bekeken</dt><dd>1</dd>" in text
    assert "?version=2" in text and "oorspronkelijke datums" in text


def test_the_chair_sees_when_it_can_be_established(merenland, browse):
    users, change = seats(merenland, 3), asked(merenland)
    chair = browse(merenland.chair)
    assert "Verder naar de bevestiging" not in page(chair, change)
    for user in users[1:]:
        assert "Verder naar de bevestiging" not in page(browse(user), change)
        cast_vote(change, user, "for", "", timezone.now())
    assert "Verder naar de bevestiging" in page(chair, change)
    assert "Verder naar de bevestiging" not in page(browse(users[1]), change)
    told = confirmed(chair, change, "Iedereen weet het al.")
    response = chair.post(url(change, "conclude/"), told, follow=True)
    assert "aangenomen. De nieuwe versie van het plan geldt vanaf 24 november" in (
        response.content.decode()
    )
    response = chair.post(url(change, "conclude/"), told, follow=True)
    assert "al besloten" in response.content.decode()


def confirmed(client, change: PlanChange, reason: str = "") -> dict[str, str]:
    """What the confirmation page sends when it is pressed."""
    text = client.get(url(change, "conclude/")).content.decode()
    return {"seen": re.search(r'name="seen" value="(\w+)"', text)[1], "reason": reason}


def test_the_confirmation_names_outcome_objections_silence_and_consequence(merenland, browse):
    users, change = seats(merenland, 4), asked(merenland)
    cast_vote(change, users[1], "for", "Liever later", timezone.now())
    cast_vote(change, users[2], "for", "", timezone.now())
    cast_vote(change, users[0], "against", "Onze monteurs staan dan op de bouw.", timezone.now())
    text = browse(merenland.chair).get(url(change, "conclude/")).content.decode()
    for words in (
        "U stelt vast: aangenomen",
        "Versie 2 van het plan geldt vanaf 24 november 2026",
        "Onze monteurs staan dan op de bouw.",
        f"{users[0].name}, voorzitter",
        users[3].name,
        "Waarom wacht u niet tot 4 december?",
        "<dt>nog niet gekeken</dt><dd>1</dd>",
    ):
        assert words in text


def test_early_needs_a_reason_that_stays_with_the_decision(merenland, browse):
    users, change = seats(merenland, 3), asked(merenland)
    for user in users[:2]:
        cast_vote(change, user, "for", "", timezone.now())
    chair = browse(merenland.chair)
    response = chair.post(url(change, "conclude/"), confirmed(chair, change))
    assert response.status_code == 422 and not Decision.objects.exists()
    chair.post(url(change, "conclude/"), confirmed(chair, change, "De scholen wachten."))
    for reader in (users[2], merenland.leader, merenland.advisor):
        assert "De scholen wachten." in page(browse(reader), change)


@pytest.mark.parametrize(
    ("by", "is_early"), [("2026-11-23", True), ("2026-11-22", True), ("2026-11-21", False)]
)
def test_the_last_day_counts_as_a_day_to_answer(merenland, by, is_early):
    users, change = seats(merenland, 3), asked(merenland)
    PlanChange.objects.update(decide_by=by)
    for user in users[:2]:
        cast_vote(change, user, "for", "", timezone.now())
    change.refresh_from_db()
    if is_early:
        with pytest.raises(VoteRefused, match="waarom u niet"):
            conclude(change, users[0], timezone.now())
    else:
        assert conclude(change, users[0], timezone.now()).early_reason == ""


def test_what_the_chair_saw_is_what_is_established(merenland, browse):
    users, change = seats(merenland, 3), asked(merenland)
    for user in users[:2]:
        cast_vote(change, user, "for", "", timezone.now())
    chair = browse(merenland.chair)
    told = confirmed(chair, change, "Nu")
    cast_vote(change, users[1], "against", "Toch niet", timezone.now())
    response = chair.post(url(change, "conclude/"), told)
    text = response.content.decode()
    assert response.status_code == 422 and "Intussen is er een antwoord veranderd" in text
    assert "Toch niet" in text and not Decision.objects.exists()


def test_after_the_own_answer_a_member_reads_tally_reasons_and_who_is_silent(merenland, browse):
    users, change = seats(merenland, 4), asked(merenland)
    cast_vote(change, users[1], "against", "Te vroeg", timezone.now())
    cast_vote(change, users[2], "abstain", "", timezone.now())
    text = page(browse(users[2]), change)
    assert "Te vroeg" in text and users[1].name in text and users[3].name in text
    assert "<dt>Geen stem</dt><dd>1</dd>" in text and "nog niet gekeken" in text
    assert "Te vroeg" not in page(browse(users[3]), change)


def test_who_has_no_verb_gets_no_verb(merenland, bureau, browse):
    seats(merenland, 3)
    change = asked(merenland)
    for reader in (merenland.leader, merenland.advisor, bureau):
        text = page(browse(reader), change)
        assert "0 van 3 leden" in text
        assert "id_answer" not in text and 'id="pass-on"' not in text
        assert ("Leg een besluit op papier vast" in text) == (reader == bureau)


def test_outside_the_mandate_the_page_says_who_decides(merenland, browse):
    change = asked(merenland, kind="budget")
    seats(merenland, 2)
    text = page(browse(merenland.chair), change)
    assert (
        "valt niet onder het mandaat" in text and "het landelijk bureau legt het hier vast" in text
    )
    assert "id_answer" not in text and 'id="pass-on"' in text


def test_a_draft_is_only_for_those_who_read_drafts(merenland, bureau, browse):
    change = draft(merenland)
    for reader in (merenland.leader, merenland.advisor, bureau):
        assert "Wat er meeschuift" in page(browse(reader), change)
    chair = browse(merenland.chair)
    assert chair.get(url(change)).status_code == 404
    assert chair.post(url(change, "vote/"), {"answer": "for"}).status_code == 404
    assert chair.post(url(change, "conclude/")).status_code == 404


def test_a_proposal_that_was_withdrawn_says_so(merenland, browse):
    seats(merenland, 2)
    change = asked(merenland)
    withdraw_change(change, timezone.now())
    text = page(browse(merenland.chair), change)
    assert "Ingetrokken voorstel" in text and "id_answer" not in text


def test_the_leader_withdraws_it_on_this_page(merenland, bureau, browse):
    seats(merenland, 2)
    change = asked(merenland)
    address = f"/regions/merenland/plan/changes/{change.pk}/withdraw/"
    for reader in (merenland.chair, merenland.advisor, bureau):
        assert address not in page(browse(reader), change)
    leader = browse(merenland.leader)
    assert address in page(leader, change)
    leader.post(address)
    change.refresh_from_db()
    assert change.state == PlanChange.State.WITHDRAWN
    assert address not in page(leader, change)


def test_a_date_that_passed_is_said(merenland, browse):
    seats(merenland, 2)
    change = asked(merenland)
    PlanChange.objects.update(decide_by=datetime.date(2026, 11, 20))
    assert "20 november is voorbij, reageren kan nog" in page(browse(merenland.chair), change)


def on_paper(place, title: str, kind: str, outcome: bool, day: datetime.date) -> PlanChange:
    change = asked(place, kind)
    PlanChange.objects.filter(pk=change.pk).update(title=title)
    return decide_change(
        change, is_accepted=outcome, decided_on=day, decided_by="vergadering", recorded_by=None
    )


@pytest.fixture
def history(merenland) -> PlanChange:
    """One on paper, one in the portal, one that waits, and two that a log asks."""
    on_paper(merenland, "Begroting schuiven", "budget", False, datetime.date(2026, 9, 1))
    users, change = seats(merenland, 2), asked(merenland)
    for user in users:
        cast_vote(change, user, "for", "", timezone.now())
    conclude(change, users[0], timezone.now())
    take_over(timezone.now() + datetime.timedelta(days=2))
    waiting = start_draft(merenland.region, merenland.leader).change
    moved = waiting.new_plan.activities.get(code="1.1")
    moved.ends_on = LATER
    moved.save()
    waiting.title, waiting.reason = "Keuzevak later", "Omdat"
    waiting.save()
    for code in ("1.1", "1.2"):
        obstacle(
            merenland.region, code, "2026-10", is_stalled=True, decision_asked=f"Mag {code} later?"
        )
    return propose_change(waiting, merenland.leader, timezone.now())


def test_the_list_tells_what_is_asked_and_taken(merenland, history, browse):
    text = browse(merenland.chair).get(BASE).content.decode()
    assert "1 besluit wordt gevraagd" in text
    assert "Keuzevak later" in text and "0 van 2 leden" in text
    assert "Mag 1.2 later?" in text and "Vragen van de programmaleider" in text
    assert "Mag 1.1 later?" not in text  # the proposal that waits answers it
    assert text.index("Stages later") < text.index("Begroting schuiven")
    assert "2 voor, 0 tegen, 0 niet bekeken" in text and "op papier" in text


def test_what_was_decided_since_is_not_asked_any_more(merenland, history, browse):
    day = timezone.localdate()
    decide_change(
        history, is_accepted=False, decided_on=day, decided_by="stuurgroep", recorded_by=None
    )
    text = browse(merenland.chair).get(BASE).content.decode()
    assert "Mag 1.1 later?" not in text and "Mag 1.2 later?" in text
    merenland.region.obstacles.update(updated_on=datetime.date(2026, 12, 1))
    assert "Mag 1.1 later?" in browse(merenland.chair).get(BASE).content.decode()


def test_the_list_is_filtered_in_the_address(merenland, history, browse):
    client = browse(merenland.leader)
    for query, shown, hidden in (
        ("?kind=budget", "Begroting schuiven", "Stages later"),
        ("?outcome=accepted", "Stages later", "Begroting schuiven"),
    ):
        text = client.get(BASE + query).content.decode()
        assert shown in text and hidden not in text
        assert f'href="{query}&amp;format=csv"' in text
    assert "Geen besluit van dit soort" in client.get(f"{BASE}?kind=goal").content.decode()
    assert "Stages later" in client.get(f"{BASE}?kind=onzin&outcome=9&page=x").content.decode()


def test_the_csv_holds_what_the_list_shows(merenland, history, browse):
    client = browse(merenland.chair)
    rows = read_csv(client.get(f"{BASE}export.csv"))
    assert [row[1] for row in rows[1:]] == [
        "Keuzevak later", "Mag 1.2 later?", "Stages later", "Begroting schuiven",
    ]  # fmt: skip
    assert {len(row) for row in rows} == {14}
    taken = dict(zip(rows[0], rows[3], strict=True))
    assert (taken["Voor"], taken["Tegen"], taken["Niet bekeken"]) == ("2", "0", "0")
    assert (taken["Hoe"], taken["Besloten op"]) == ("in het portaal", "2026-11-22")
    waiting = dict(zip(rows[0], rows[1], strict=True))
    assert (waiting["Gereageerd"], waiting["Voor"]) == ("0", "")
    filtered = read_csv(client.get(f"{BASE}export.csv?kind=budget"))
    assert [row[1] for row in filtered[3:]] == ["Begroting schuiven"]


def read_csv(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_an_empty_list_says_what_will_come(merenland, browse):
    text = browse(merenland.chair).get(BASE).content.decode()
    assert "Er wordt nu geen besluit gevraagd" in text and "Nog geen besluiten genomen" in text


def test_other_regions_stay_out(merenland, kustzoom, history, browse):
    stranger = browse(kustzoom.chair)
    for address in (BASE, f"{BASE}export.csv", url(history)):
        assert stranger.get(address).status_code == 404
    assert stranger.get(url(history).replace("merenland", "kustzoom")).status_code == 404


def test_pages_cost_the_same_whatever_the_group(merenland, history, browse, count_queries):
    chair = browse(merenland.chair)
    few = count_queries(chair, url(history)), count_queries(chair, BASE)
    for number in range(6):
        other = person(f"Lid{number} Test")
        member(other, "business", merenland.region)
        accept(merenland, other)
        cast_vote(history, other, "for", "", timezone.now())
        obstacle(
            merenland.region, "2.1", "2026-10", is_stalled=True, decision_asked="Mag het?",
            state="moved", closed_on=datetime.date(2026, 11, 1),
        )  # fmt: skip
    assert (count_queries(chair, url(history)), count_queries(chair, BASE)) == few


def test_the_parts_of_a_page_read_this_often(merenland, history, django_assert_num_queries):
    chair, now = User.objects.get(pk=merenland.chair.pk), timezone.now()
    change = PlanChange.objects.select_related("region", "base_plan", "new_plan").get(pk=history.pk)
    with django_assert_num_queries(27):
        page_of(chair, change, now)
    with django_assert_num_queries(4):
        asked_of(merenland.region, now)
    with django_assert_num_queries(2):
        assert len(taken_of(merenland.region)) == 2


@pytest.fixture
def count_queries():
    def count(client, address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count
