"""Calendar files after RFC 5545: lines of at most 75 octets, ended by CRLF.

A room gives its rows as entries. Calendars take a change only where its sequence grew, so the
database counts that itself: see `sequence_that_only_rises`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pgtrigger
from django.conf import settings

OCTETS = 75
CRLF = "\r\n"


@dataclass(frozen=True)
class Entry:
    """One event as others may know it: never a reason, a person, or how many came.

    It takes whole days where it starts and ends on a day; the end is the first day after it.
    """

    uid: str
    sequence: int
    is_cancelled: bool
    starts_at: datetime | date
    ends_at: datetime | date
    title: str
    place: str = ""
    text: str = ""
    category: str = ""
    url: str = ""


def calendar(entries: Iterable[Entry], now: datetime, name: str = "") -> str:
    """The whole file; with a name it is one that a calendar reads again and again.

    What is cancelled stays in it and says so, so that calendars strike it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//STO-portaal//Agenda//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(_subscription(name) if name else ()),
        *(line for entry in entries for line in _lines(entry, now)),
        "END:VCALENDAR",
    ]
    return "".join(fold(line) + CRLF for line in lines)


def sequence_that_only_rises(*columns: str) -> pgtrigger.Trigger:
    """One more whenever one of `columns` changes, whoever writes; no write sets it back.

    What an entry shows of another table raises it from there: see `renaming_raises_sequences`.
    """
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("NEW", "OLD"))
    return pgtrigger.Trigger(
        name="calendars_hear_of_each_change",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            NEW.sequence := GREATEST(NEW.sequence, OLD.sequence);
            IF ({new}) IS DISTINCT FROM ({old}) THEN
                NEW.sequence := OLD.sequence + 1;
            END IF;
            RETURN NEW;
        """,
    )


def renaming_raises_sequences(table: str, column: str) -> pgtrigger.Trigger:
    """A row whose name stands in the entries of `table`, which point to it by `column`."""
    return pgtrigger.Trigger(
        name="calendars_hear_of_its_name",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("name"),
        condition=pgtrigger.AnyChange("name"),
        func=f"""
            UPDATE {table} SET sequence = sequence + 1 WHERE {column} = NEW.id;
            RETURN NULL;
        """,  # noqa: S608 - both are ours
    )


def _subscription(name: str) -> Iterator[str]:
    yield f"NAME:{escape(name)}"
    yield f"X-WR-CALNAME:{escape(name)}"
    yield "X-WR-TIMEZONE:Europe/Amsterdam"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT4H"
    yield "X-PUBLISHED-TTL:PT4H"


def _lines(entry: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@{urlsplit(settings.SITE_URL).hostname}"
    yield f"DTSTAMP:{utc(now)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield f"DTSTART{_when(entry.starts_at)}"
    yield f"DTEND{_when(entry.ends_at)}"
    yield f"SUMMARY:{escape(entry.title)}"
    if entry.category:
        yield f"CATEGORIES:{escape(entry.category)}"
    if entry.place:
        yield f"LOCATION:{escape(entry.place)}"
    if entry.text:
        yield f"DESCRIPTION:{escape(entry.text)}"
    if entry.url:
        yield f"URL:{''.join(entry.url.split())}"
    yield "END:VEVENT"


def _when(at: datetime | date) -> str:
    return f":{utc(at)}" if isinstance(at, datetime) else f";VALUE=DATE:{at:%Y%m%d}"


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11: no control characters but a tab, and a new line as `\\n`."""
    lines = "\n".join(text.splitlines())
    plain = "".join(char for char in lines if char in "\n\t" or not _is_control(char))
    for char in ("\\", ";", ","):
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"


def fold(line: str) -> str:
    """A long line as several, each but the first begun by a space, and no character broken."""
    parts, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += octets
    return CRLF.join(parts)
