"""Many rows of one table at once."""

from typing import Any

from django.db import connection
from django.db.models import Model

BATCH = 2000


def save_all(model: type[Model], rows: list[Any]) -> None:
    """Insert, and let Postgres count: nobody else can within this transaction, and whoever believes
    that a table is empty reads all of it to check one reference."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
