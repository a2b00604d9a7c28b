"""F4: Postgres stopped under writes. F8: many sessions that submit one log."""

import itertools
import threading
import time
from functools import partial
from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions.months import Month
from regions.progress.models import CheckIn
from regions.steering.mandate.accepting import accept
from regions.steering.models import Remark
from tests.conftest import place
from tests.notices.test_planning import in_parallel
from tests.progress.log import test_at_once as at_once

from .conftest import OwnPostgres, sized

pytestmark = pytest.mark.slow
WRITERS = 6
OCTOBER = Month(2026, 10)


class Told(NamedTuple):
    """Of one token: what the portal said it did with it."""

    token: str
    is_acknowledged: bool


class Writers:
    """People who pass on one remark after another, each with a token of its own."""

    def __init__(self, save) -> None:
        self.save, self.told = save, list[Told]()
        self.is_over = threading.Event()

    def write_on(self, writer: int) -> None:
        for number in itertools.count():
            if self.is_over.is_set():
                return
            token = f"bewijs-{writer}-{number}-einde"
            self.told.append(Told(token, self.save(token)))

    def run(self, stops: int, writes: int, server: OwnPostgres) -> None:
        writers = [
            threading.Thread(target=self._writing, args=[number]) for number in range(WRITERS)
        ]
        for each in writers:
            each.start()
        for stop in range(stops):
            self._wait_for(writes * (stop + 1) // (stops + 1))
            server.stop_at_once_and_start()
        self._wait_for(writes)
        self.is_over.set()
        for each in writers:
            each.join(60)

    def _writing(self, number: int) -> None:
        try:
            self.write_on(number)
        finally:
            connection.close()

    def _wait_for(self, number: int) -> None:
        deadline = time.monotonic() + sized(60, 600)
        while self.acknowledged < number and time.monotonic() < deadline:
            time.sleep(0.02)

    @property
    def acknowledged(self) -> int:
        return sum(told.is_acknowledged for told in self.told)

    def judged(self) -> dict[str, int]:
        connection.close()
        stored = list(Remark.objects.values_list("text", flat=True))
        said = {told.token for told in self.told if told.is_acknowledged}
        return {
            "acknowledged": len(said),
            "missing": len(said - set(stored)),
            "doubled": len(stored) - len(set(stored)),
            "refused": len(self.told) - len(said),
        }


@pytest.fixture
def saved_by_portal(own_postgres):
    """Pass a remark on as its page does; True when the portal said that it was."""
    merenland = place("Merenland", "Sanne Wiggers", "Leo Dekker", "Marijke Kuiper")
    now = timezone.now()
    accept(merenland.chair, merenland.group.mandate_on(now.date()), now)
    clients = threading.local()

    def save(token: str) -> bool:
        try:
            if not hasattr(clients, "own"):
                clients.own = Client(raise_request_exception=False)
                clients.own.force_login(merenland.chair)
            sent = {"about": "what", "text": token}
            answer = clients.own.post(reverse("remarks", args=[merenland.slug]), sent)
        except Exception:  # signing in meets the stop too
            connection.close()
            return False
        if answer.status_code >= 500:
            connection.close()
        return answer.status_code == 302

    return save


def test_f4_what_was_acknowledged_is_there_once(own_postgres, saved_by_portal, counted):
    stops, writes = sized(2, 20), sized(60, 20_000)
    writers = Writers(saved_by_portal)
    writers.run(stops, writes, own_postgres)
    told = writers.judged()
    counted("F4", stops=own_postgres.stops, **told)
    assert (told["missing"], told["doubled"]) == (0, 0)
    assert told["acknowledged"] >= writes and own_postgres.stops >= stops
    assert told["refused"] > 0, "no write met a stop"


def test_f4_twin_a_save_that_acknowledges_before_it_commits_loses(
    own_postgres, saved_by_portal, counted
):
    saved_by_portal("bewijs")
    known = Remark.objects.values("steering_group", "made_by").get()
    batches = threading.local()

    def save(token: str) -> bool:
        """Says yes at once, and commits ten at a time."""
        batches.waiting = [*getattr(batches, "waiting", []), token]
        if len(batches.waiting) == 10:
            rows, batches.waiting = batches.waiting, []
            try:
                with transaction.atomic():
                    for text in rows:
                        Remark.objects.create(
                            steering_group_id=known["steering_group"],
                            made_by_id=known["made_by"],
                            text=text,
                            about="what",
                        )
            except Exception:
                connection.close()
        time.sleep(0.01)
        return True

    writers = Writers(save)
    writers.run(2, sized(200, 3000), own_postgres)
    told = writers.judged()
    counted("F4x", stops=own_postgres.stops, missing=told["missing"])
    assert told["missing"] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_22_november")
def test_f8_sessions_at_once_make_one_log(merenland, counted, monkeypatch):
    """So many at a time as the database has lines for; each round is a press of all of them."""
    monkeypatch.setattr(at_once, "SESSIONS", sized(12, 50))
    rounds, statuses = sized(2, 4), []
    address = reverse("check_in_month", args=[merenland.slug, OCTOBER])
    for _round in range(rounds):
        answers = at_once.pressed_at_once(merenland.leader, address, {"do": "nothing"})
        statuses += [status for status, _where in answers]
    faults, logs = sum(status >= 500 for status in statuses), CheckIn.objects.count()
    counted("F8", presses=len(statuses), logs=logs, answers_of_500=faults)
    assert (logs, faults) == (1, 0)
    assert len(statuses) >= sized(24, 200)


@pytest.mark.django_db(transaction=True)
def test_f8_twin_looking_before_writing_makes_more(merenland, counted):
    together = threading.Barrier(6)

    def look_then_write(text: str) -> None:
        is_there = Remark.objects.filter(text=text).exists()
        together.wait(10)
        if not is_there:
            Remark.objects.create(
                steering_group=merenland.group,
                made_by=merenland.chair,
                about="what",
                text=text,
            )

    assert in_parallel(6, partial(look_then_write, "Dit is gezegd.")) == []
    counted("F8x", presses=6, rows=Remark.objects.count())
    assert Remark.objects.count() > 1
