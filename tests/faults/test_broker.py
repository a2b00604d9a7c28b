"""F3: a broker that is killed, wiped, frozen and absent. A message on it is only a wake-up."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from celery import Celery
from django.db import connection

from sto_portal.notices.models import Mail
from tests.conftest import Place, person, place
from tests.notices.relay import ScriptedRelay

from .conftest import OwnPostgres, sized
from .parts import Browser, OwnBroker, Parts, until
from .storm import MESSAGE_ID, open_mails, write_mails

pytestmark = pytest.mark.slow


@pytest.fixture
def relay() -> Iterator[ScriptedRelay]:
    server = ScriptedRelay()
    yield server
    server.close()


@pytest.fixture
def broker(tmp_path) -> Iterator[OwnBroker]:
    own = OwnBroker(tmp_path)
    own.start()
    yield own
    own.process.kill()
    own.process.wait()


@pytest.fixture
def environment(own_postgres: OwnPostgres, broker: OwnBroker, relay: ScriptedRelay):
    return {
        "DATABASE_URL": own_postgres.server.url,
        "REDIS_URL": broker.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{relay.relay.port}",
        "BEAT_SECONDS": "1",
    }


@pytest.fixture
def parts(tmp_path, environment) -> Iterator[Parts]:
    """Ended before the database and the broker are."""
    own = Parts(tmp_path, **environment)
    yield own
    own.end()


class Days:
    """What people do while the broker suffers: pages, codes to sign in, and mails that wait."""

    def __init__(self, portal: str, place: Place, batch: int) -> None:
        self.leader, self.nobody = Browser(portal, place.leader), Browser(portal)
        self.place, self.batch = place, batch
        self.number, self.answers, self.written = count(), Counter[int](), 0

    def go_on(self) -> None:
        """A batch of mails, a code for somebody new, and a few pages."""
        turn = next(self.number)
        write_mails(self.batch, first=self.written)
        self.written += self.batch
        if turn < 15:  # more in a minute from one address are refused
            email = person(f"Nieuw{turn} Test").email
            self.answers[self.nobody.post("/accounts/login/code/", email=email)] += 1
        for _page in range(3):
            self.answers[self.leader.get(f"/regions/{self.place.slug}/")] += 1
        connection.close()

    def faults(self) -> int:
        return sum(number for status, number in self.answers.items() if status not in (200, 302))


def judged(relay: ScriptedRelay) -> dict[str, int]:
    """From what the relay took, beside the mails that were written and the codes asked for."""
    names = [MESSAGE_ID.search(body)[1].decode() for body in relay.bodies]
    taken = Counter(names)
    mails = Mail.objects.filter(kind__in=["safety", "account"])
    wanted = set(mails.values_list("message_id", flat=True))
    return {
        "written": len(wanted),
        "lost": len(wanted - set(taken)),
        "doubled": sum(number > 1 for number in taken.values()),
    }


def test_f3_no_mail_and_no_page_needs_the_broker(
    own_postgres, broker, relay, parts, environment, start: Callable, counted
):
    kills, freeze, mails = sized(2, 5), sized(2, 60), sized(40, 500)
    merenland = place("Merenland", "Sanne Wiggers", "Leo Dekker", "Marijke Kuiper")
    portal, _probes = start(**environment)
    days = Days(portal, merenland, mails // (2 * kills + 2))
    parts.celery("beat", "--pidfile=", "--schedule", str(parts.folder / "beat"))
    parts.worker()
    for _time in range(kills):
        days.go_on()
        broker.kill()
        days.go_on()
        broker.start()
        broker.wipe()
    with broker.frozen():
        ends = time.monotonic() + freeze
        days.go_on()
        while time.monotonic() < ends:
            days.answers[days.leader.get(f"/regions/{merenland.slug}/")] += 1
            time.sleep(0.2)
    until(lambda: not open_mails(), sized(180, 300))
    by_beat = len(relay.bodies)
    broker.kill()
    days.go_on()
    parts.manage("plan")
    until(lambda: parts.manage("deliver") or not open_mails(), 60)  # as the timer does again
    told = judged(relay)
    counted(
        "F3", kills=broker.kills, wipes=broker.wipes, seconds_frozen=freeze, **told,
        of_which_without_a_broker=len(relay.bodies) - by_beat,
        pages=days.answers.total(), faults_of_pages=days.faults(),
    )  # fmt: skip
    assert (told["lost"], told["doubled"], days.faults()) == (0, 0, 0), days.answers
    assert told["written"] > days.written >= mails - 2 * kills - 2, "codes were mailed too"
    assert by_beat and len(relay.bodies) > by_beat
    assert broker.kills > kills and broker.wipes >= kills


def test_f3_twin_without_a_beat_a_wiped_message_is_a_lost_mail(
    own_postgres, broker, relay, parts, counted
):
    """The message is the only one that knows that there is something to do."""
    write_mails(4)
    with Celery(broker=broker.url) as app:
        app.send_task("notices.deliver", ignore_result=True)
    broker.wipe()
    parts.worker()
    time.sleep(2)
    told = judged(relay)
    counted("F3x", written=told["written"], lost=told["lost"])
    assert told["lost"] > 0
