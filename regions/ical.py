"""Events as a calendar file after RFC 5545: lines of at most 75 octets, ended by CRLF."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from .labs.models import Event

OCTETS = 75
CRLF = "\r\n"


def calendar(name: str, events: Iterable[Event], now: datetime) -> str:
    """The whole file. What is cancelled stays in it and says so, so that calendars strike it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//STO-portaal//Agenda//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ]
    for event in events:
        lines += entry(event, now)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + CRLF for line in lines)


def entry(event: Event, now: datetime) -> Iterator[str]:
    """One event: never a reason, a person, or how many came."""
    is_cancelled = event.state == Event.State.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@{urlsplit(settings.SITE_URL).hostname}"
    yield f"DTSTAMP:{utc(now)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}"
    yield f"DTSTART:{utc(event.starts_at)}"
    yield f"DTEND:{utc(event.ends_at)}"
    yield f"SUMMARY:{escape(event.title)}"
    yield f"CATEGORIES:{escape(event.get_kind_display())}"
    if place := _place(event):
        yield f"LOCATION:{escape(place)}"
    if event.invitation:
        yield f"DESCRIPTION:{escape(event.invitation)}"
    if event.is_online and event.online_url:
        yield f"URL:{''.join(event.online_url.split())}"
    yield "END:VEVENT"


def _place(event: Event) -> str:
    if event.is_online:
        return _("Online")
    return ", ".join(part for part in (str(event.lab or ""), event.place) if part)


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11: no control characters but a tab, and a new line as `\\n`."""
    lines = "\n".join(text.splitlines())
    plain = "".join(sign for sign in lines if sign in "\n\t" or not _is_control(sign))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _is_control(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff"


def fold(line: str) -> str:
    """A long line as several, each but the first begun by a space, and no character broken."""
    parts, size = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += octets
    return CRLF.join(parts)
