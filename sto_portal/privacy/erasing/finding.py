"""Where the words of a person still stand: every text column of every table of the portal."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from regions.models import Region
from regions.words.folding import sort_key

from .words import Words

MOST_ROWS = 50  # of one column; more are counted, not named
TEXTS = ("text", "character varying", "json", "jsonb", "ARRAY")


@dataclass(frozen=True)
class Place:
    """One column of one table, how many of its rows name the person, and the first of these."""

    table: str
    column: str
    total: int
    rows: list[str]

    def to_json(self) -> list[object]:
        return [self.table, self.column, self.total, self.rows]

    @classmethod
    def from_json(cls, kept: list) -> "Place":
        return cls(*kept)

    @property
    def what(self) -> str:
        """The kind of row, in the words of people."""
        model = models().get(self.table)
        return str(model._meta.verbose_name_plural) if model else self.table

    @property
    def where(self) -> str:
        return str(getattr(_field(models().get(self.table), self.column), "verbose_name", ""))

    @property
    def region_names(self) -> list[str]:
        """The regions of these rows, as far as they belong to one."""
        model = models().get(self.table)
        path = getattr(model, "region_path", None)
        if model is None or path is None:
            return []
        name = "name" if path == "pk" else f"{path}__name"
        found = model._base_manager.filter(pk__in=self.rows).values_list(name, flat=True)
        return sorted({name for name in found if name}, key=sort_key)


def models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _field(model: type[Model] | None, column: str) -> Field | None:
    fields = model._meta.concrete_fields if model else []
    return next((field for field in fields if field.column == column), None)


def places_of(words: Words, region: Region | None = None) -> list[Place]:
    """Where one of the words stands, in any case of letters; in `region` only what belongs to it.

    One query a table, over all of its rows: this is for the rare page that erases somebody.
    """
    if not words.sought:
        return []
    found: list[Place] = []
    for table, columns in text_columns().items():
        found += _in_table(table, columns, words, region)
    return found


def text_columns() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            " AND data_type = ANY(%s) ORDER BY 1, 2",
            [list(TEXTS)],
        )
        columns: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            columns.setdefault(table, []).append(column)
    return columns


def _in_table(table: str, columns: list[str], words: Words, region: Region | None) -> list[Place]:
    within = _rows_of(table, region)
    if within is None:
        return []
    quote, asked = connection.ops.quote_name, "::text ILIKE ANY(%s)"
    sought = [f"%{_plain(word)}%" for word in words.sought]
    parts = [f"array_agg({_key(table)}::text) FILTER (WHERE {quote(c)}{asked})" for c in columns]
    where = " OR ".join(f"{quote(column)}{asked}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(parts)} FROM {quote(table)} WHERE ({where}) AND {within[0]}",  # noqa: S608 - names of Postgres itself
            [sought] * (2 * len(columns)) + within[1],
        )
        row = cursor.fetchone()
    return [
        Place(table, column, len(keys), sorted(keys)[:MOST_ROWS])
        for column, keys in zip(columns, row, strict=True)
        if keys
    ]


def _rows_of(table: str, region: Region | None) -> tuple[str, list] | None:
    if region is None:
        return "true", []
    model = models().get(table)
    path = getattr(model, "region_path", None)
    if model is None or path is None:
        return None
    found = model._base_manager.filter(**{path: region.pk}).values_list("pk", flat=True)
    return f"{_key(table)} = ANY(%s)", [list(found)]


def _key(table: str) -> str:
    model = models().get(table)
    return connection.ops.quote_name(str(model._meta.pk.column)) if model else "ctid"


def _plain(word: str) -> str:
    """For LIKE: the word itself, whatever signs stand in it."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
