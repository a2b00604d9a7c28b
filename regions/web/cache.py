"""The cache in Postgres, with one statement for each write.

Django's own counts all rows at every write, to push some out above a number of them. Here none is
pushed out: what is past goes with every thousandth write of a process, and daily with the rest
(`sto_portal.privacy`). It also keeps silent when a write fails; a brake that does not count, and a
press that is not remembered, are faults.
"""

import base64
import itertools
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

SWEEP_EVERY = 1000  # writes
MOST_SWEPT = 10_000  # rows at once
_writes = itertools.count(1)
_SET = """INSERT INTO {table} AS kept (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"""
_TOUCH = "UPDATE {table} SET expires = %s WHERE cache_key = %s"
_SWEEP = """DELETE FROM {table} WHERE cache_key IN (SELECT cache_key FROM {table}
    WHERE expires < %s LIMIT %s FOR UPDATE SKIP LOCKED)"""


class Cache(DatabaseCache):
    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """Whether it was written: `add` leaves what is there and not past. Raises what Postgres
        says."""
        now = timezone.now()
        if next(_writes) % SWEEP_EVERY == 0:
            self._write(_SWEEP, now, MOST_SWEPT)
        seconds = self.get_backend_timeout(timeout)
        ends_at = datetime.max if seconds is None else datetime.fromtimestamp(seconds, UTC)
        ends_at = ends_at.replace(tzinfo=UTC)
        if mode == "touch":
            return self._write(_TOUCH, ends_at, key) > 0
        text = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode()
        if mode == "add":
            return self._write(f"{_SET} WHERE kept.expires < %s", key, text, ends_at, now) > 0
        return self._write(_SET, key, text, ends_at) > 0

    def _write(self, statement: str, *values: Any) -> int:
        """How many rows that were."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=table), values)
            return cursor.rowcount
