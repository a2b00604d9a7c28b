"""Databases of the bench, filled with SQL: the usual size, and ten times the months."""

import datetime
from pathlib import Path

import psycopg2
from psycopg2 import sql

REGIONS = 74
MONTHS = {"bench": 48, "bench_tenfold": 480}
# Ids of people: the leader leads region 1, one advisor has eight regions, another has them all.
ADVISOR, BUREAU, ADVISOR_OF_ALL, LEADER = 1, 2, 3, 11
PEOPLE = (ADVISOR, BUREAU, ADVISOR_OF_ALL, LEADER)
SLUG = "meetregio-1"
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def create(server_url: str, name: str) -> None:
    connection = psycopg2.connect(server_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(DROP.format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()


def drop(server_url: str, name: str) -> None:
    connection = psycopg2.connect(server_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(DROP.format(sql.Identifier(name)))
    connection.close()


def fill(database_url: str, months: int, today: datetime.date) -> None:
    from regions.steering.models import SteeringGroup

    here = Path(__file__).parent
    values = {
        "regions": REGIONS,
        "months": months,
        "today": today,
        "current": today.replace(day=1),
    }
    connection = psycopg2.connect(database_url)
    with connection, connection.cursor() as cursor:
        for name in ("rows.sql", "partners.sql", "electives.sql", "advisors.sql", "budget.sql"):
            cursor.execute((here / name).read_text(), values)
    connection.close()
    last_month = (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    SteeringGroup.objects.bulk_create(
        SteeringGroup(region_id=region, digests_from_on=last_month)
        for region in range(1, REGIONS + 1)
    )


def count(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
