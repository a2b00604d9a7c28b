"""F1: senders killed, Postgres stopped, a relay with faults. F2: a relay that says anything."""

import pytest

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Breaker, Mail
from sto_portal.notices.outbox.mails import decide
from tests.notices.conftest import DUE, LATEST
from tests.notices.outbox.test_refusals import CASES, WORDS

from .conftest import sized
from .storm import LOG, Storm, StormyRelay, judged, run_storm, write_mails

pytestmark = pytest.mark.slow
NOTHING = {"lost": 0, "doubled": 0, "other_bytes": 0, "unresolved": 0}


@pytest.fixture
def stormy(tmp_path, monkeypatch, settings):
    settings.STATE_DIR = tmp_path
    log = tmp_path / "relay.log"
    log.touch()
    monkeypatch.setenv(LOG, str(log))

    def begin(pace: float, evidence: str = "log_of_relay") -> Storm:
        return Storm(StormyRelay(log, pace), evidence)

    return begin


def test_f1_no_mail_is_lost_or_doubled(own_postgres, stormy, counted):
    number, kills = sized(160, 5000), sized(16, 200)
    stops, aways = sized(2, 6), sized(2, 6)
    write_mails(number)
    storm = stormy(pace=kills / number)
    stopping = [own_postgres.stop_at_once_and_start] * stops
    run_storm(storm, kills, stopping, aways, patience=sized(60, 300))
    told, faults = judged(storm), storm.relay.faults
    counted(
        "F1", mails=number, kills=storm.kills, stops_of_Postgres=own_postgres.stops,
        relay_away=storm.aways, faults_of_the_relay=faults.total(), **told,
    )  # fmt: skip
    assert told == NOTHING
    assert storm.kills >= kills and own_postgres.stops >= stops and storm.aways >= aways
    assert faults["away"] and faults["dropped after"] and faults["451"], faults


def test_f1_twin_guessing_that_it_did_not_arrive_doubles(own_postgres, stormy, counted):
    number, kills = sized(80, 400), sized(8, 40)
    write_mails(number)
    storm = stormy(pace=kills / number, evidence="guess")
    run_storm(storm, kills, [], 0, patience=sized(60, 120))
    told = judged(storm)
    counted("F1x", mails=number, kills=storm.kills, doubled=told["doubled"])
    assert told["doubled"] > 0


@pytest.mark.django_db
def test_f2_every_reply_leaves_what_the_table_says(waiting_mail, scripted, counted):
    cases = CASES[:: sized(5, 1)]
    wrong = []
    for number, (reply, step, told) in enumerate(cases):
        mail = waiting_mail(kind="safety", address=f"lezer{number}@demo.example")
        if outcome(mail, scripted, reply, step) != told[0]:
            wrong.append((reply, step))
    counted("F2", scenarios=len(cases), wrong=len(wrong))
    assert not wrong
    assert len(cases) >= 160 // sized(5, 1)


def outcome(mail: Mail, scripted, reply: str, step: str) -> str:
    """One mail alone: no breaker and no mail from another scenario is in the way."""
    Breaker.objects.all().delete()
    Mail.objects.exclude(pk=mail.pk).filter(state="pending").update(next_attempt_at=LATEST)
    scripted.script = {step: reply} | ({"helo": reply} if step == "ehlo" else {})
    deliver(DUE, scripted.relay_waiting(0.2 if reply == "hang" else 5))
    mail.refresh_from_db()
    return WORDS[mail.state]


@pytest.mark.django_db
def test_f2_twin_silence_taken_for_a_refusal_doubles(waiting_mail, scripted, counted):
    mail = waiting_mail(kind="safety")
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay_waiting(10))
    decide(mail, "uncertain", "pending", DUE, None, "no answer, so again")
    scripted.script = {}
    deliver(DUE, scripted.relay_waiting(10))
    counted("F2x", mails=1, taken=len(scripted.bodies))
    assert len(scripted.bodies) > 1
