"""F11: people at work at the same time, and a burst of connections, on the portal as it is run."""

import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from regions.steering.mandate.accepting import accept
from regions.steering.models import Remark
from tests.conftest import Place, place
from tests.progress.stories import log

from .conftest import IS_FULL, sized
from .parts import Browser

pytestmark = pytest.mark.slow
PAUSE = 2.5  # seconds from one page to the next: 50 people ask 20 pages a second
WITHIN = 0.2  # seconds in which 95 of 100 pages come
PAGES = {
    "leader": ["region", "check_in", "plan", "partners", "electives", "digests", "ideas"],
    "advisor": ["region", "talks", "call_card", "standing", "questions", "feedback"],
    "chair": ["region", "steering", "standing", "digests", "decisions", "remarks"],
}


@dataclass
class People:
    """What all of them asked together, and what they were told."""

    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    posted: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def timed(self, ask: Callable[..., int], *asked: str, **fields: str) -> int:
        began = time.monotonic()
        status = ask(*asked, **fields)
        with self.lock:
            self.answers[status] += 1
            self.seconds.append(time.monotonic() - began)
        return status

    def work(self, browser: Browser, place: Place, role: str, until: float, pause: float) -> None:
        luck = random.Random(f"{place.slug} {role}")
        while time.monotonic() < until:
            token = f"bewijs {place.slug} {luck.random()}"
            if role == "chair" and luck.random() < 0.3:
                address = reverse("remarks", args=[place.slug])
                if self.timed(browser.post, address, about="what", text=token) == 302:
                    self.posted.add(token)
            else:
                self.timed(browser.get, reverse(luck.choice(PAGES[role]), args=[place.slug]))
            time.sleep(luck.uniform(0, 2 * pause))

    @property
    def faults(self) -> int:
        return sum(number for status, number in self.answers.items() if status not in (200, 302))


def cast(number: int) -> list[tuple[Place, str]]:
    """So many people: three in a region, with logs of which the steering group was told."""
    people = []
    for each in range(-(-number // 3)):
        names = (f"{role}{each} Test" for role in PAGES)
        own = place(f"Streek{each}", *names)
        accept(own.chair, own.group.mandate_on(timezone.localdate()), timezone.now())
        for month in ("2026-08", "2026-09"):
            log(own.region, month, {"1.1": {"status": "on_track"}}, going_well="Het loopt.")
        people += [(own, role) for role in PAGES]
    return people[:number]


def at_work(portal: str, number: int, seconds: float, pause: float, burst: int) -> People:
    """They begin together; in the middle a burst comes in besides."""
    people = People()
    seats = [(Browser(portal, getattr(own, role)), own, role) for own, role in cast(number)]
    connection.close()
    for browser, own, role in seats[:3]:  # what a process does once, it does before
        for name in PAGES[role]:
            browser.get(reverse(name, args=[own.slug]))
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(number + burst) as pool:
        working = [pool.submit(people.work, *seat, until, pause) for seat in seats]
        time.sleep(seconds / 2)
        together = threading.Barrier(burst) if burst else None

        def rush(seat: tuple[Browser, Place, str]) -> int:
            together.wait()
            return seat[0].get(reverse("region", args=[seat[1].slug]))

        rushed = [pool.submit(rush, seats[each % number]) for each in range(burst)]
        for one in [*working, *rushed]:
            one.result()
    people.answers.update(one.result() for one in rushed)
    return people


def judged(people: People) -> dict[str, int]:
    stored = set(Remark.objects.values_list("text", flat=True))
    return {
        "posted": len(people.posted),
        "not_stored": len(people.posted - stored),
        "faults": people.faults,
    }


def test_f11_people_at_work_lose_nothing_and_meet_no_fault(own_postgres, start: Callable, counted):
    number, seconds, burst = sized(9, 50), sized(5, 600), sized(24, 64)
    portal, _probes = start(workers=2, threads=4, DATABASE_URL=own_postgres.server.url)
    people = at_work(portal, number, seconds, sized(1, PAUSE), burst)
    told, late = judged(people), statistics.quantiles(people.seconds, n=20)[-1]
    counted(
        "F11", people=number, seconds=seconds, burst=burst, requests=len(people.seconds),
        a_second=f"{len(people.seconds) / seconds:.1f}",
        p50=f"{statistics.median(people.seconds) * 1000:.0f} ms", p95=f"{late * 1000:.0f} ms",
        **told,
    )  # fmt: skip
    assert (told["not_stored"], told["faults"]) == (0, 0), people.answers
    assert told["posted"] > 0 and people.answers[200] > burst
    if IS_FULL:
        assert late <= WITHIN


def test_f11_twin_a_table_that_forgets_is_seen(own_postgres, start: Callable, counted):
    """Every answer is as good as before; what is stored is not what was sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN NEW.text := 'weg'; RETURN NEW; END$$;"
            "CREATE TRIGGER forgetting BEFORE INSERT ON steering_remark"
            " FOR EACH ROW EXECUTE FUNCTION forget()"
        )
    portal, _probes = start(DATABASE_URL=own_postgres.server.url)
    told = judged(at_work(portal, 3, sized(3, 10), 0.1, 0))
    counted("F11x", **told)
    assert told["faults"] == 0 and told["not_stored"] > 0
