"""F7: a backup by script/backup, the whole cluster destroyed, and script/restore into a new one."""

import datetime
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.db import connections

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from tests.conftest import place
from tests.notices.conftest import DUE
from tests.notices.relay import ScriptedRelay
from tests.progress.stories import log
from tests.script.test_backup import KEY, RUN_BY_RESTORE, checksums, script

from .conftest import OwnPostgres, dumped, sized
from .storm import MESSAGE_ID

pytestmark = pytest.mark.slow
HOUR = datetime.timedelta(hours=1)
NIGHT, NOON = DUE - 5 * HOUR, DUE + 5 * HOUR  # before the digests are planned, and after


@pytest.fixture(autouse=True)
def state_dir(settings, tmp_path):
    settings.STATE_DIR = tmp_path


def told_by(relay: ScriptedRelay) -> Counter[bytes]:
    """How often the relay took each mail."""
    return Counter(MESSAGE_ID.search(body)[1] for body in relay.bodies)


class Drill(NamedTuple):
    """How a backup is made, and put back."""

    back_up: Callable[[], object]
    put_back: Callable[[], object]


def mailed_and_put_back(server: OwnPostgres, relay: ScriptedRelay, drill: Drill) -> set[str]:
    """A backup in the night, the digests mailed in the morning, everything lost before noon; the
    tables that came back otherwise than they were."""
    for number in range(sized(2, 60)):
        own = place(f"Streek{number}", *(f"{role}{number} Test" for role in ("L", "A", "C")))
        type(own.group).objects.filter(pk=own.group.pk).update(digests_from_on="2026-10-01")
        log(own.region, "2026-10", going_well="Het loopt.")
    plan(NIGHT)
    deliver(NIGHT, relay.relay)
    drill.back_up()
    before = checksums(server.server.url)
    plan(DUE)
    deliver(DUE, relay.relay)
    connections.close_all()
    server.lose_everything()
    drill.put_back()
    after = checksums(server.server.url)
    return {name for name in before | after if before.get(name) != after.get(name)}


def go_on(relay: ScriptedRelay) -> None:
    for hours in (1, 2, 30):
        plan(NOON + hours * HOUR)
        deliver(NOON + hours * HOUR, relay.relay)


def test_f7_what_is_put_back_is_equal_and_mails_nobody_twice(
    own_postgres, scripted, tmp_path, counted: Callable
):
    file, url = tmp_path / "night", own_postgres.server.url

    def run(name: str) -> None:
        said = script(name, url, file, key=KEY)
        assert said.startswith("0"), said

    drill = Drill(partial(run, "backup"), partial(run, "restore"))
    differing = mailed_and_put_back(own_postgres, scripted, drill)
    mailed = len(scripted.bodies)
    assert plan(NOON) == deliver(NOON, scripted.relay) == 0, "nobody said what happened since"
    call_command("quarantine_mail", now=NOON)
    go_on(scripted)
    told = told_by(scripted)
    counted(
        "F7", mailed_before=mailed, mailed_in_all=told.total(),
        doubled=sum(number > 1 for number in told.values()),
        tables_that_differ=len(differing - RUN_BY_RESTORE),
        waiting_for_the_bureau=Mail.objects.filter(state="uncertain").count(),
    )  # fmt: skip
    assert mailed >= sized(2, 120)
    assert max(told.values()) == 1
    assert differing <= RUN_BY_RESTORE


def test_f7_twin_taking_nothing_for_mailed_mails_twice(own_postgres, scripted, counted: Callable):
    """The dump of another program, and somebody who says that nothing went out since."""
    kept: list[bytes] = []
    url = own_postgres.server.url
    drill = Drill(lambda: kept.append(dumped(url)), lambda: own_postgres.load(kept[0]))
    mailed_and_put_back(own_postgres, scripted, drill)
    call_command("quarantine_mail", "--nothing-sent", now=NOON)
    go_on(scripted)
    doubled = sum(number > 1 for number in told_by(scripted).values())
    counted("F7x", doubled=doubled)
    assert doubled > 0
