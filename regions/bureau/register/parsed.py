"""What a file of a school register says, before anything is saved: plain values, no models."""

from dataclasses import dataclass

from regions.workbooks.parsed import Parsed, ParsedRow


@dataclass(frozen=True)
class ParsedSite(ParsedRow):
    code: str
    name: str
    kind: str
    place: str = ""
    board: str = ""
    province: str = ""
    holiday_zone: str = ""


@dataclass(frozen=True)
class ParsedSites(Parsed):
    rows: tuple[ParsedSite, ...] = ()
