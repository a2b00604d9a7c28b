"""/metrics: who may read it, what it tells, and what it never tells."""

import datetime
import json
import re
import time

import pytest
import redis
from celery import Celery
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sto_portal.notices.models import Breaker, Heartbeat, Installation, Mail
from sto_portal.notices.outbox.heartbeats import beat
from sto_portal.watch import jobs
from sto_portal.watch.wishes import Watch, watching

TOKEN = "een-lang-geheim-voor-prometheus"
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)


def told(client: Client | None = None, **headers: str) -> dict[str, float]:
    """Each sample of the page, by its name and labels."""
    answer = (client or Client()).get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain") and "no-store" in answer["Cache-Control"]
    return {
        name + (f"{{{labels}}}" if labels else ""): float(value)
        for name, labels, value in SAMPLE.findall(answer.content.decode())
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address, headers",
    [
        ("192.0.2.7", {}),
        ("", {}),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
        ("::1", {"X-Forwarded-Proto": "https"}),
        ("192.0.2.7", {"X-Forwarded-For": "127.0.0.1"}),
        ("192.0.2.7", {"Authorization": "Bearer "}),
    ],
)
def test_without_a_token_only_this_machine_reads_it_and_no_proxy_for_others(address, headers):
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1"])
def test_this_machine_reads_it(address):
    assert Client(REMOTE_ADDR=address).get("/metrics").status_code == 200


@pytest.mark.django_db
def test_with_a_token_the_token_opens_it_from_anywhere_and_nothing_else_does(settings):
    settings.WATCH = Watch(metrics_token=TOKEN)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert "portal_database_up" in told(elsewhere, Authorization=f"Bearer {TOKEN}")
    for wrong in ("", TOKEN, f"Bearer {TOKEN}x", "Bearer é", f"Basic {TOKEN}"):
        answer = elsewhere.get("/metrics", headers={"Authorization": wrong})
        assert answer.status_code == 404, wrong
    assert Client().get("/metrics").status_code == 404
    assert TOKEN not in repr(settings.WATCH)


def test_a_short_token_stops_the_start():
    class Env:
        def str(self, name: str, default: str) -> str:
            return {"METRICS_TOKEN": "kort"}.get(name, default)

    with pytest.raises(Exception, match="METRICS_TOKEN is 24 characters"):
        watching(Env(), is_local=False)


def test_answers_are_counted_by_route_and_status_and_no_path(merenland, kustzoom, browse):
    leader = browse(merenland.leader)
    before = told()
    leader.get(f"/regions/{merenland.slug}/")
    leader.get(f"/regions/{merenland.slug}/")
    leader.get(f"/regions/{kustzoom.slug}/")
    leader.get("/bestaat-niet-met-canarie/")
    after = told()
    found = {name: n - before.get(name, 0) for name, n in after.items() if "_count" in name}
    route = next(name for name, n in found.items() if n == 2 and 'status="200"' in name)
    assert found[route.replace("200", "404")] == 1
    assert found['portal_request_seconds_count{route="none",status="404"}'] == 1
    seconds = route.replace("_count", "_sum")
    assert 0 < after[seconds] - before.get(seconds, 0) < 60
    assert "canarie" not in str(after) and merenland.slug not in str(after)


def test_it_tells_how_the_mail_stands(db, waiting_mail, merenland):
    now = timezone.now()
    assert told()["portal_mail_oldest_pending_seconds"] == 0
    waiting_mail(), waiting_mail()
    hour = now - datetime.timedelta(hours=1)
    first = Mail.objects.order_by("pk").first()
    Mail.objects.update(waiting_since=now)
    Mail.objects.filter(pk=first.pk).update(waiting_since=hour)
    beat(Heartbeat.Part.PLANNER, now - datetime.timedelta(minutes=3), "goed")
    beat(Heartbeat.Part.SENDER, now, f"fout bij {merenland.leader.email}", is_well=False)
    Breaker.objects.create(pk=1, opened_at=now, since=now, tried_at=now, words="weg met canarie")
    cache.set(jobs.BEAT, time.time() - 60)
    found = told()
    assert found['portal_mails{state="pending"}'] == 2
    assert found['portal_mails{state="uncertain"}'] == 0
    assert 3600 <= found["portal_mail_oldest_pending_seconds"] < 3700
    assert 180 <= found['portal_heartbeat_age_seconds{part="planner"}'] < 280
    assert 60 <= found['portal_heartbeat_age_seconds{part="beat"}'] < 160
    assert found['portal_heartbeat_well{part="planner"}'] == 1
    assert found['portal_heartbeat_well{part="sender"}'] == 0
    assert (found["portal_mail_breaker_open"], found["portal_mail_stopped"]) == (1, 0)
    Breaker.objects.update(opened_at=None)
    Installation.objects.update_or_create(pk=1, defaults={"ran_at": now, "unknown_since": now})
    found = told()
    assert (found["portal_mail_breaker_open"], found["portal_mail_stopped"]) == (0, 1)
    assert 0 < found["portal_database_connections"] < found["portal_database_connections_most"]
    page = Client().get("/metrics").content.decode()
    for personal in (merenland.leader.email, "canarie", "Merenland", merenland.slug, first.key):
        assert personal not in page


def test_it_asks_the_database_the_same_few_times(
    db, waiting_mail, django_assert_num_queries
):  # fmt: skip
    with django_assert_num_queries(7):
        told()
    for _n in range(20):
        waiting_mail()
    with django_assert_num_queries(7):
        told()


def test_it_tells_of_the_queues_of_the_broker(db, broker):
    found = told()
    assert found["portal_broker_up"] == 1
    assert found['portal_queue_jobs{queue="celery"}'] == 0
    assert found['portal_queue_age_seconds{queue="codes"}'] == 0
    with Celery(broker=broker.url) as app:
        app.send_task("notices.deliver", queue="celery", ignore_result=True)
        time.sleep(1.1)
        app.send_task("notices.deliver", queue="celery", ignore_result=True)
    found = told()
    assert found['portal_queue_jobs{queue="celery"}'] == 2
    assert 1 <= found['portal_queue_age_seconds{queue="celery"}'] < 60
    broker.wipe()
    with broker.frozen():
        began = time.monotonic()
        assert told()["portal_broker_up"] == 0
        assert time.monotonic() - began < 5
    assert told()["portal_broker_up"] == 1


def test_a_message_of_somebody_else_is_no_fault(db, broker):
    redis.Redis.from_url(broker.url).lpush("celery", json.dumps({"headers": {}}), "geen json")
    found = told()
    assert found['portal_queue_jobs{queue="celery"}'] == 2
    assert found['portal_queue_age_seconds{queue="celery"}'] == 0
