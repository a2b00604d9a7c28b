"""What a short Dutch reply says of numbered lines: "1 ok, 2 achter: stageplek weg, rest zelfde".

Pure: from text to what was understood, and what was not. Nothing is guessed: a line that says two
things, or says them with a doubt, is given back as unclear.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from . import words
from .words import BUT, CLOSING, DOUBT, GREETING, PICKS_UP, REST, SAME, STATUS, TROUBLED, WHO

MOST_CHARACTERS = 8_000
_NUMBERS = (
    r"\d{1,2}\s*(?:t/m|tm|tot\s+en\s+met|-)\s*\d{1,2}(?!\d)|"
    r"\d{1,2}(?:\s*(?:,|&|en)\s*\d{1,2}(?![\d.:)]))*"
)
_BETWEEN = r"\s*[:.)=]+\s*|\s+-+\s+|\s+"
_ITEM = re.compile(
    rf"(?:^|(?<=[,;.])\s*|\s+en\s+)(?P<numbers>{_NUMBERS})(?:{_BETWEEN})"
    rf"(?=(?:{STATUS.pattern.replace('(?P<', '(?P<x')}|\+\d|niet\b|nog\b|bijna\b))",
    re.IGNORECASE,
)
_AT_START = re.compile(rf"^(?P<numbers>{_NUMBERS})(?:{_BETWEEN}|$)", re.IGNORECASE)
_REST_INSIDE = re.compile(
    r"(?:(?<=[,;.])\s*|\s+en\s+)(?=(?:de\s+|het\s+)?(?:rest|overigen?|verder)\b)", re.IGNORECASE
)
_ONLY_SPACES = re.compile(
    rf"(\d{{1,2}})\s+({STATUS.pattern.replace('(?P<', '(?P<y')})(?=\s+\d|\s*$)"
)
_PARTS = re.compile(r"[;,]\s+|\.\s+|\s+-+\s+|\s+en\s+(?=[A-ZÀ-Þ]\w+\s+pak)")
_COUNT = re.compile(
    r"^[\s:,=-]*(?:(?P<word>stand|geteld|telling|totaal|nu)\b[\s:]*)?"
    r"(?P<count>\+?\s?\d{1,3}(?:\.\d{3})+|\+?\s?\d{1,7})(?![\d]*[-/:]\d)(?!\s*%)"
    r"(?P<unit>\s+[a-zà-ÿ]+)?(?=\s*(?:$|[,;.]))",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:voor|vóór|uiterlijk|tot|per|op)\s+(?P<day>\d{1,2})(?:\s*[-/.]\s*(?P<number>\d{1,2})|"
    r"\s+(?P<name>jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?)"
    r"(?:[-/. ](?P<year>\d{4}))?(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Line:
    """`said` is a status or "same"; `counted` is as it was written ("+22", "64")."""

    said: str
    counted: str = ""
    well: str = ""
    problem: str = ""
    recovery: str = ""
    who: str = ""
    by_on: date | None = None


@dataclass
class Reading:
    """By number what is said; `rest` is what holds for the other lines ("same", "on_track")."""

    lines: dict[int, Line] = field(default_factory=dict)
    rest: str = ""
    unclear: list[str] = field(default_factory=list)


def understood(text: str, count: int, today: date) -> Reading:
    """`count` lines were asked, numbered from 1."""
    found = Reading()
    twice: set[int] = set()
    for numbers, body, whole in _items(_plain(text)):
        if numbers is None:
            _read_rest(found, body, whole)
            continue
        line = _line(body, today)
        if line is None or not numbers or not all(1 <= number <= count for number in numbers):
            found.unclear.append(whole)
            continue
        for number in numbers:
            if number in found.lines and found.lines[number] != line:
                twice.add(number)
                found.unclear.append(whole)
            found.lines[number] = line
    for number in twice:
        del found.lines[number]
    return found


def _plain(text: str) -> list[str]:
    """The lines that say something, without greeting and what comes after the goodbye."""
    text = text[:MOST_CHARACTERS].replace("\u00a0", " ").replace("–", "-").replace("—", "-")
    lines: list[str] = []
    for raw in text.splitlines():
        line = re.sub(r"^[\s>*•·-]+(?=\S)", "", raw).strip()
        if CLOSING.match(line):
            break
        if line and not (not lines and GREETING.match(line.rstrip(",!. "))):
            lines.append(line)
    return lines


def _items(lines: list[str]) -> list[tuple[list[int] | None, str, str]]:
    """(numbers, what is said of them, all of it); numbers None is no numbered line."""
    items: list[tuple[list[int] | None, str, str]] = []
    for line in lines:
        for piece in _pieces(line):
            start = _AT_START.match(piece)
            if start and not _is_a_day(piece):
                items.append((_numbers(start["numbers"]), piece[start.end() :], piece))
            elif items and items[-1][0] is not None and not REST.match(piece) and not _says(piece):
                numbers, body, whole = items.pop()  # the sentence went on on the next line
                items.append((numbers, f"{body} {piece}", f"{whole} {piece}"))
            else:
                items.append((None, piece, piece))
    return items


def _pieces(line: str) -> list[str]:
    if re.fullmatch(rf"(?:{_ONLY_SPACES.pattern}\s*)+".replace("(?P<y", "(?P<z"), line) is None:
        cuts = [match.start() for match in _ITEM.finditer(line)]
    else:
        cuts = [match.start() for match in _ONLY_SPACES.finditer(line)]
    cuts += [match.start() for match in _REST_INSIDE.finditer(line)]
    ends = sorted({0, *cuts, len(line)})
    pieces = (line[a:b] for a, b in pairwise(ends))
    cleaned = (re.sub(r"^(?:[\s,;.]|en\s+(?=\d))+|[\s,;]+$", "", piece) for piece in pieces)
    return [piece for piece in cleaned if piece]


def _is_a_day(piece: str) -> bool:
    return re.match(r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b", piece) is not None


def _says(piece: str) -> bool:
    return STATUS.fullmatch(piece.strip(" .!")) is not None


def _numbers(text: str) -> list[int]:
    found = [int(number) for number in re.findall(r"\d+", text)]
    if re.search(r"t/m|tm|tot|-", text):
        first, last = found
        return list(range(first, last + 1)) if first < last else []
    return found


def _read_rest(found: Reading, body: str, whole: str) -> None:
    """ "rest zelfde", "alles ok", "geen wijzigingen"."""
    named = REST.match(body)
    said = body[named.end() :] if named else body
    match = STATUS.match(re.sub(r"^(?:is|zijn|blijft|blijven|gaat|loopt)\s+(?=\w)", "", said))
    match = match or STATUS.match(said)
    said_what = match.lastgroup if match else ""
    after = said[said.find(match[0]) + len(match[0]) :] if match else ""
    is_whole = match is not None and not re.sub(r"[\s.!,]+", "", after)
    may_be = (SAME, words.ON_TRACK) if named else (SAME,)
    if not is_whole or said_what not in may_be or found.rest or DOUBT.search(body):
        found.unclear.append(whole)
        return
    found.rest = str(said_what)


def _line(body: str, today: date) -> Line | None:
    """What one line says; None where it is not certain."""
    body = body.strip()
    match = STATUS.match(body)
    if match is None:
        return _only_count(body)
    said = str(match.lastgroup)
    rest = body[match.end() :]
    if re.match(r"[\wà-ÿ]", rest) or rest.lstrip().startswith("?"):
        return None
    counted, rest = _counted(rest, is_well=said not in TROUBLED)
    text = rest.strip(" :,;.-!")
    if said in TROUBLED:
        return _troubled(Line(said, counted), text, today)
    other = STATUS.search(text)
    is_mixed = bool(other and other.lastgroup in TROUBLED) or bool(BUT.search(text))
    if is_mixed or DOUBT.search(text) or "?" in text:
        return None
    if said == SAME:
        return Line(said, counted) if not text else None
    return Line(said, counted, well=text)


def _only_count(body: str) -> Line | None:
    """ "+22" or "stand 64" without a word about how it goes: as it was, with that count."""
    counted, rest = _counted(body, is_well=True)
    return Line(SAME, counted) if counted and not rest.strip(" .,;!") else None


def _counted(text: str, *, is_well: bool) -> tuple[str, str]:
    match = _COUNT.match(text)
    if match is None:
        return "", text
    is_sure = match["word"] or "+" in match["count"] or not match["unit"]
    if not (is_sure or is_well):
        return "", text
    return re.sub(r"[\s.]", "", match["count"]), text[match.end() :]


def _troubled(line: Line, text: str, today: date) -> Line | None:
    """What does not succeed, and who picks it up by when."""
    parts = [part.strip(" ,;.-") for part in _PARTS.split(text)]
    parts = [re.sub(r"^en\s+(?=[A-ZÀ-Þ])", "", part) for part in parts]
    parts = [part for part in parts if part]
    first = next((n for n, part in enumerate(parts) if PICKS_UP.search(part)), len(parts))
    recovery = ", ".join(parts[first:])
    line = replace(line, problem=", ".join(parts[:first]), recovery=recovery)
    if not recovery:
        return line
    who = WHO.match(parts[first])
    return replace(line, who=who["who"] if who else "", by_on=_day(recovery, today))


def _day(text: str, today: date) -> date | None:
    """A day that is still to come, or of this month; the year is the nearest where none is said."""
    match = _DAY.search(text)
    if match is None:
        return None
    name = (match["name"] or "").lower().replace("maart", "mrt")
    month = int(match["number"]) if match["number"] else _MONTHS.index(name[:3]) + 1
    try:
        if match["year"]:
            return date(int(match["year"]), month, int(match["day"]))
        found = date(today.year, month, int(match["day"]))
        return found if (today - found).days <= 31 else found.replace(year=today.year + 1)
    except ValueError:
        return None
