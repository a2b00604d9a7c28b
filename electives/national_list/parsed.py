"""What a file says of existing electives, before anything is saved: plain values, no models."""

from dataclasses import dataclass

from regions.workbooks.parsed import Parsed, ParsedRow


@dataclass(frozen=True)
class ParsedListed(ParsedRow):
    code: str
    title: str
    profiles: tuple[str, ...] = ()
    description: str = ""
    competences: tuple[str, ...] = ()
    is_in_use: bool = True


@dataclass(frozen=True)
class ParsedList(Parsed):
    rows: tuple[ParsedListed, ...] = ()
