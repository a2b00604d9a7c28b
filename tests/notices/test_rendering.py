import datetime
import email
import email.policy
import html
import re

import pytest
import time_machine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Membership, Role
from regions.months import Month
from regions.plans.models import PlanChange
from regions.progress.digest import Progress
from regions.progress.headline import finding
from regions.progress.measure.deadlines import Logs
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.links import link_at
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.kinds.digest_mail import digest_contents, plan_digests
from sto_portal.notices.kinds.letters import wrapped
from sto_portal.notices.models import Digest, Foreword, Mail
from sto_portal.notices.outbox.mime import Contents, as_bytes
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person
from tests.progress.stories import log, obstacle

from .conftest import DUE

pytestmark = pytest.mark.django_db
OCTOBER = Period(Month(2026, 10), Month(2026, 10))
HOSTILE = (
    '<script>alert("x")</script></mj-text></mjml> {{ 1 }} {% now %} &amp;\r\nBcc: x@evil.example'
)


@pytest.fixture
def october(merenland):
    merenland.group.digests_from_on = datetime.date(2026, 10, 1)
    merenland.group.save()
    log(
        merenland.region,
        "2026-10",
        {
            "1.1": {"status": "on_track", "met": 1},
            "2.1": {"status": "stalled", "counted": 20, "problem": "Twee bedrijven vallen weg."},
        },
        going_well="Het leerlab in Oosterveen is open.",
    )
    return merenland


def written(place, now=DUE) -> Digest:
    return compose(place.group, OCTOBER, now)


def text_of(digest: Digest) -> str:
    return digest_contents(digest, "https://portaal.example/unsubscribe/x/").text


def test_a_question_of_a_log_is_a_question_and_no_decision_that_is_asked(october):
    obstacle(
        october.region,
        "2.1",
        "2026-10",
        is_stalled=True,
        decision_asked="Stem in met een stageweek in juni.",
    )
    digest = written(october)
    assert digest.headline.startswith("Het plan loopt ")
    assert digest.headline.endswith("maanden achter; één vraag aan uw groep")
    text = " ".join(text_of(digest).split())
    assert "Geen besluit gevraagd." in text
    assert "Vraag: Stem in met een stageweek in juni." in text
    assert "sinds oktober 2026." in text and "mandaat" in text
    assert "om een voorstel vragen, of haar teruggeven als hoe" in text
    activity = october.plan.activities.get(code="2.1")
    assert f"/regions/merenland/steering/questions/{activity.key}/" in text


def test_a_question_ends_with_its_obstacle(october):
    asked = {"is_stalled": True, "decision_asked": "Stem in met een stageweek in juni."}
    obstacle(october.region, "2.1", "2026-09", **asked, state="picked_up", closed_on="2026-10-01")
    digest = written(october)
    assert "Stem in" not in text_of(digest) and "één vraag" not in digest.headline


def test_a_proposal_of_the_group_is_a_decision_with_its_date_and_who_answered(october):
    _proposal(october)
    digest = written(october)
    assert digest.headline.endswith("één besluit gevraagd")
    text = " ".join(text_of(digest).split())
    assert "Uw antwoord graag uiterlijk 20 november 2026." in text
    assert "hadden 0 van de 1 leden geantwoord" in text


def _proposal(place):
    return PlanChange.objects.create(
        region=place.region,
        base_plan=place.plan,
        new_plan=draft_of(place),
        title="Stageweek naar juni",
        kind="time",
        state="proposed",
        decide_by=datetime.date(2026, 11, 20),
        proposed_at=DUE - datetime.timedelta(days=5),
    )


def test_a_result_that_is_lost_is_told_when_its_obstacle_is_closed_and_when_it_lies_still(
    merenland,
):
    lost = {"outlook": "lost", "lost_count": 14, "problem": "Geen vervanging."}
    log(
        merenland.region,
        "2026-10",
        {"2.1": {"status": "stalled", **lost}, "1.1": {"status": "behind", **lost}},
    )
    digest = written(merenland)
    text = " ".join(text_of(digest).split())
    heading = text.index("WAT VERLOREN IS OF STILLIGT")
    assert text.index("Stages leerjaar 3 (ligt stil). Niet meer in te halen: 14") > heading
    assert text.index("Keuzevak Slimme Logistiek Merenland. Niet meer in te halen: 14") > heading
    html = digest_contents(digest, "https://x.example/").html
    assert html.count("Niet meer in te halen: 14") == 2


@given(
    tempo=st.floats(-99, 99),
    decisions=st.integers(0, 99),
    questions=st.integers(0, 99),
    month=st.integers(1, 12),
    is_logged=st.booleans(),
    has_plan=st.booleans(),
)
def test_the_finding_of_a_subject_fits_a_telephone(
    tempo, decisions, questions, month, is_logged, has_plan
):
    told = Progress(Month(2026, month), Logs(), has_plan, tempo, is_logged=is_logged)
    with translation.override("nl"):
        said = finding(told, 1.0, decisions, questions)
    assert 0 < len(said) <= 45
    assert (str(decisions) in said) or not decisions


def test_the_subject_has_the_finding_first_and_then_region_and_month(october):
    contents = digest_contents(written(october), "https://x.example/")
    assert re.fullmatch(
        r"\d+,\d mnd achter, geen besluit gevraagd · Merenland, oktober 2026", contents.subject
    )
    assert contents.reply_to == october.leader.email
    Membership.objects.filter(user=october.leader).delete()
    bureau = person("Bureau Beheer")
    member(bureau, Role.BUREAU)
    assert digest_contents(written(october), "https://x.example/").reply_to == bureau.email


def test_no_decision_is_said(october):
    assert "geen besluit gevraagd" in written(october).headline
    assert "Geen besluit gevraagd." in text_of(written(october))


def test_what_is_asked_comes_first_and_what_goes_well_before_what_does_not(october):
    obstacle(october.region, "2.1", "2026-10", recovery="Techniekhuis deelt de begeleiding.")
    text = text_of(written(october))
    order = [
        text.index(words)
        for words in ("GEVRAAGD AAN", "SINDS DE VORIGE KEER", "Oosterveen", "WAT VERLOREN IS")
    ]
    assert order == sorted(order)


def test_an_obstacle_is_told_with_recovery_but_without_who_and_when(october):
    obstacle(
        october.region,
        "2.1",
        "2026-10",
        problem="Te weinig plekken.",
        recovery="We delen de begeleiding.",
        recovery_who="Karel Geheim",
        recovery_by_on=datetime.date(2026, 12, 24),
    )
    text = text_of(written(october))
    assert "Te weinig plekken." in text and "We delen de begeleiding." in text
    assert "Geheim" not in text and "24 december" not in text


def test_a_proposal_of_another_kind_is_told(october):
    PlanChange.objects.create(
        region=october.region,
        base_plan=october.plan,
        new_plan=draft_of(october),
        title="Stageweek naar juni",
        state="proposed",
        proposed_at=DUE - datetime.timedelta(days=5),
    )
    sections = written(october).sections
    assert len(sections["decisions"]) == 1 and sections["more_decisions"] == 0
    assert sections["decisions"][0]["asked"] == "Stageweek naar juni"


def draft_of(place):
    return type(place.plan).objects.create(
        region=place.region,
        version=2,
        title="Nieuw",
        starts_on=place.plan.starts_on,
        ends_on=place.plan.ends_on,
    )


def test_a_silent_month_shows_no_old_green(merenland):
    log(merenland.region, "2026-07", {"1.1": {"status": "on_track", "met": 1}})
    digest = written(merenland)
    text = text_of(digest)
    assert digest.headline == "Geen recent log sinds juli; geen besluit gevraagd"
    assert "op schema" not in text.lower()
    html = digest_contents(digest, "https://x.example/").html
    assert "Op schema" not in html and "Werkelijk, 31 jul" in html


@pytest.mark.parametrize(
    ("last", "sealed_on", "title"),
    [
        ("2026-09", DUE, "Het maandlog van oktober is er nog niet"),
        ("2026-09", DUE + datetime.timedelta(days=4), "Het maandlog van oktober is er nog niet"),
        ("2026-09", DUE + datetime.timedelta(days=5), "Maandlog van oktober ontbreekt"),
        ("2026-08", DUE, "Maandlog van september ontbreekt"),
        ("2026-08", DUE + datetime.timedelta(days=5), "Geen recent log sinds augustus"),
    ],
)
def test_a_log_that_is_not_due_yet_is_called_neither_missing_nor_old(
    merenland, last, sealed_on, title
):
    log(merenland.region, last, {"1.1": {"status": "on_track", "met": 1}})
    digest = compose(merenland.group, OCTOBER, sealed_on)
    assert digest.headline == f"{title}; geen besluit gevraagd"
    words = {line.word for line in sheet_of(digest)["lines"]}
    assert words == {"geen recent log" if title.startswith("Geen") else "geen log van deze maand"}


def test_an_older_digest_calls_a_month_without_a_log_as_it_did(merenland):
    log(merenland.region, "2026-09", {"1.1": {"status": "on_track", "met": 1}})
    digest = compose(merenland.group, OCTOBER, DUE)
    del digest.sections["is_long_silent"]
    assert {line.word for line in sheet_of(digest)["lines"]} == {"geen recent log"}


def test_only_milestones_ahead_that_are_not_reached_are_named(october):
    titles = [section["title"] for section in written(october).sections["milestones"]]
    assert titles == []  # the next is on 1 February 2027, more than 90 days away
    later = compose(october.group, OCTOBER, DUE + datetime.timedelta(days=10))
    assert [section["title"] for section in later.sections["milestones"]] == ["Lesmateriaal getest"]


def test_the_foreword_stands_above_with_the_name_of_the_leader(october):
    Foreword.objects.create(
        steering_group=october.group,
        month_on=datetime.date(2026, 10, 1),
        text="Kom vooral kijken.",
        saved_by=october.leader,
    )
    text = text_of(written(october))
    assert "“Kom vooral kijken.”\nSanne Wiggers, programmaleider" in text


def test_a_sealed_digest_stays_as_it_was(october):
    plan(DUE)
    before = text_of(Digest.objects.get())
    log(october.region, "2026-10", {"1.1": {"status": "done"}}, going_well="Anders.")
    assert text_of(Digest.objects.get()) == before


def test_the_preview_is_the_mail(october, browse):
    """One code path: what the leader saw is what was sent, but for the reader's own links."""
    with time_machine.travel(DUE, tick=False):
        page = browse(october.leader).get(
            "/regions/merenland/steering/digests/2026-10/preview/mail/"
        )
        plan(DUE)
    mail = Mail.objects.get(kind="digest")

    def without_links(html: str) -> str:
        import re

        html = re.sub(r"/unsubscribe/[^\"]*", "", html)
        return re.sub(r"http[^\"]*/(digests/[^\"/]*|steering/digests/2026-10)/\"", '"', html)

    assert without_links(page.content.decode()) == without_links(mail.html)


def test_the_message_has_every_header_a_mail_program_needs(october):
    plan(DUE)
    mail = Mail.objects.get(kind="digest")
    message = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
    assert message["Message-ID"] == mail.message_id
    assert message["Date"].datetime == DUE
    assert message["To"].addresses[0].addr_spec == october.chair.email
    assert message["Subject"] == mail.subject
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(message["List-Unsubscribe"]).startswith("<http://127.0.0.1:8000/unsubscribe/")
    for part, said in (("plain", mail.text), ("html", mail.html)):
        assert message.get_body((part,)).get_content().split() == said.split()
    bytes(mail.message).decode("ascii")
    assert max(map(len, bytes(mail.message).split(b"\r\n"))) <= 998
    assert b"\n" not in bytes(mail.message).replace(b"\r\n", b"")


def test_a_mail_says_why_it_comes_and_how_it_stops(october):
    plan(DUE)
    text = Mail.objects.get(kind="digest").text
    assert "omdat u lid bent van de stuurgroep Merenland" in " ".join(text.split())
    assert "/unsubscribe/" in text


def test_hostile_text_stays_text(october):
    october.leader.name = HOSTILE[:100]
    october.leader.save()
    october.chair.name = HOSTILE[:100]
    october.chair.save()
    log(october.region, "2026-10", going_well=HOSTILE)
    obstacle(october.region, "2.1", "2026-10", problem=HOSTILE, recovery=HOSTILE)
    Foreword.objects.create(
        steering_group=october.group,
        month_on=datetime.date(2026, 10, 1),
        text=HOSTILE,
        saved_by=october.leader,
    )
    plan(DUE)
    mail = Mail.objects.get(kind="digest")
    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html
    message = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
    assert "Bcc" not in message
    assert HOSTILE.split("\r\n")[0] in " ".join(mail.text.split())


def test_a_header_cannot_be_broken():
    contents = Contents(
        "Hallo\r\nBcc: x@evil.example\x00\u2028", "tekst", "", "https://x/a\r\nBcc: y"
    )
    raw = as_bytes(contents, "Jan\nBcc: z", "jan@demo.example", "<a@b>", DUE)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hallo Bcc: x@evil.example"


def test_lines_are_at_most_72_signs_and_links_stay_whole():
    link = "https://portaal.example/" + "a" * 90
    text = wrapped(f"{'woord ' * 40}\n\n\n\n  {link}\n- {'punt ' * 30}")
    assert link in text
    assert all(len(line) <= 72 for line in text.splitlines() if "http" not in line)
    assert "\n\n\n" not in text


def test_two_months_are_told_together(october):
    october.group.rhythm = 2
    log(october.region, "2026-09", going_well="De basisscholen kwamen kijken.")
    digest = compose(october.group, Period(Month(2026, 9), Month(2026, 10)), DUE)
    text = text_of(digest)
    assert "Maandbericht september en oktober 2026" in text
    assert "basisscholen" in text and "Oosterveen" in text


def _planned_for(place, *names: str) -> list[Mail]:
    for name in names:
        member(person(name), Role.BUSINESS, place.region)
    with time_machine.travel(DUE, tick=False):
        plan_digests(DUE)
    return list(Mail.objects.filter(kind="digest"))


def test_each_reader_of_one_digest_gets_the_same_words_with_addresses_of_their_own(october):
    mails = _planned_for(october, "Ilse Vermeer", "Omar Haddad")

    render_waiting(DUE)

    assert len(mails) == 3
    told, own = set(), []
    for mail in Mail.objects.filter(kind="digest"):
        words = mail.text
        opened = re.findall(r"https?://[^/\s]+/digests/\S+", words)
        stopped = re.findall(r"https?://[^/\s]+/unsubscribe/\S+", words)
        for address in [*opened[:1], *stopped[:1]]:
            assert address in html.unescape(mail.html)
            own.append(address)
            words = words.replace(address, "…")
        told.add(words)
        assert ".invalid" not in mail.text + mail.html
        assert link_at(opened[0].rstrip("/").rpartition("/")[2], DUE).user_id == mail.recipient_id
    assert len(told) == 1
    assert len(own) == len(set(own)) == 6


def test_a_digest_is_drawn_once_for_all_its_readers(october, django_assert_num_queries):
    _planned_for(october, "Ilse Vermeer", "Omar Haddad")
    with django_assert_num_queries(5 + 3 * 4):  # for each mail: a transaction, its row, its link
        render_waiting(DUE)


def test_an_address_with_an_ampersand_is_whole_in_both_parts(october):
    contents = digest_contents(
        written(october), "https://portaal.example/stop/?a=1&b=2", "https://portaal.example/d/?c&d"
    )

    assert "https://portaal.example/stop/?a=1&b=2" in contents.text
    assert 'href="https://portaal.example/stop/?a=1&amp;b=2"' in contents.html
    assert 'href="https://portaal.example/d/?c&amp;d"' in contents.html
