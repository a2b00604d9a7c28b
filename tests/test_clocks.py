"""When something happened is given by who records it: the database's own clock decides nothing.

Only the history is stamped by Postgres (its triggers fill pgh_created_at), and nothing reads that:
see test_history.py. So a test that freezes Python's clock froze all there is.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parent.parent
APPS = ("regions", "advisors", "electives", "sto_portal")
ASKS_THE_DATABASE = re.compile(
    r"(?<!timezone\.)\bnow\(\)|current_date|current_time(?!zone)|localtime(stamp)?\b(?!\()"
    r"|(clock|statement|transaction)_timestamp",
    re.IGNORECASE,
)
# The clock of this machine in its own zone, or the day of an instant in whatever zone it has.
ASKS_A_BARE_CLOCK = re.compile(
    r"date\.today|datetime\.(now|today|utcnow)\(|(?<!date)time\.time\("
    r"|(\bnow( [^(\n]*\))?|_at|\bat)\.date\("
)

# Whether both clocks agree, only the other clock can tell.
COMPARES_THE_CLOCKS = {
    "sto_portal/doctor/postgres.py": ["clock_timestamp"],
    "sto_portal/replica.py": ["clock_timestamp"],  # how far a copy is behind, by its own clock
}


def asking(pattern: re.Pattern[str]) -> dict[str, list[str]]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)): [hit[0] for hit in pattern.finditer(path.read_text())]
        for path in paths
        if "migrations" not in path.parts
    }
    return {name: hits for name, hits in found.items() if hits}


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_no_query_and_no_field_asks_the_database_what_time_it_is():
    assert asking(ASKS_THE_DATABASE) == COMPARES_THE_CLOCKS


def test_every_day_is_one_of_amsterdam():
    assert asking(ASKS_A_BARE_CLOCK) == {}


@pytest.mark.parametrize("source", ["Now()", "SELECT now()", "CURRENT_DATE", "clock_timestamp()"])
def test_what_asks_the_database_is_found(source):
    assert ASKS_THE_DATABASE.search(source)


def test_no_column_and_no_constraint_in_the_database_knows_the_time(db):
    defaults = rows(
        "SELECT adrelid::regclass::text || ': ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef"
    )
    checks = rows("SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint")
    assert len(checks) > 100
    assert [told for (told,) in [*defaults, *checks] if ASKS_THE_DATABASE.search(told)] == []


def test_only_the_history_is_stamped_by_postgres(db):
    history = {
        model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    }
    bodies = rows(
        "SELECT DISTINCT proname, prosrc FROM pg_proc JOIN pg_trigger ON tgfoid = pg_proc.oid"
        " WHERE NOT tgisinternal"
    )
    stamping = [body for _, body in bodies if ASKS_THE_DATABASE.search(body)]
    assert len(stamping) > 10
    for body in stamping:
        (table,) = re.findall(r'INSERT INTO "(\w+)"', body)
        assert table in history
        assert len(ASKS_THE_DATABASE.findall(body)) == 1
