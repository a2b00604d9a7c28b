"""What an advisor typed on the call card and did not save yet: kept per person and region.

The one door to `TalkDraft`: nobody but who typed it reads it, as long as they advise the region.
It goes when the talk is saved, when it is emptied, and after some weeks by itself.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from advisors.models import TalkDraft
from regions.accounts.models import User
from regions.models import Region

NAMES = frozenset(
    {
        "cap", "note", "channel", "held_on", "with_whom", "minutes", "taps", "kind", "theme",
        "colleague", "planned", "next_on",
    }
)  # fmt: skip
AGREED = re.compile(r"agreed-[0-9]-(who|text|due_on)")
LONGEST_NOTE, LONGEST = 8000, 300


class InAnotherTab(Exception):
    """The draft was changed, or saved as a talk, since the page was shown."""

    def __init__(self, draft: TalkDraft | None) -> None:
        super().__init__(draft)
        self.draft = draft


@dataclass(frozen=True)
class Kept:
    revision: int  # 0: nothing is kept, because nothing stands there


def draft_of(user: User, region: Region) -> TalkDraft | None:
    return TalkDraft.objects.filter(author=user, region=region).first()


def typed_in(fields: Mapping[str, str]) -> dict[str, str]:
    """What of the form is kept: its own fields, as text, no longer than they may be."""
    found = {
        name: value[: LONGEST_NOTE if name == "note" else LONGEST]
        for name, value in fields.items()
        if value and (name in NAMES or AGREED.fullmatch(name))
    }
    return found if _says_something(found) else {}


def _says_something(fields: Mapping[str, str]) -> bool:
    words = (value for name, value in fields.items() if name == "note" or name.endswith("-text"))
    return any(word.strip() for word in words)


@transaction.atomic
def keep(
    user: User, region: Region, fields: Mapping[str, str], revision: int, now: datetime.datetime
) -> Kept:
    """Keep what was typed on a page that knew `revision`. Raises InAnotherTab."""
    typed = typed_in(fields)
    row = _held(user, region)
    if row is None:
        if revision:
            raise InAnotherTab(None)
        return _begun(user, region, typed, now)
    if row.fields == typed:
        return Kept(row.revision)
    if row.revision != revision:
        raise InAnotherTab(row)
    if not typed:
        row.delete()
        return Kept(0)
    row.fields, row.revision, row.saved_at = typed, row.revision + 1, now
    row.save(update_fields=["fields", "revision", "saved_at"])
    return Kept(row.revision)


def _held(user: User, region: Region) -> TalkDraft | None:
    rows = TalkDraft.objects.select_for_update(of=("self",))
    return rows.filter(author=user, region=region).first()


def _begun(user: User, region: Region, typed: dict[str, str], now: datetime.datetime) -> Kept:
    if not typed:
        return Kept(0)
    fresh = TalkDraft(author=user, region=region, fields=typed, saved_at=now)
    TalkDraft.objects.bulk_create([fresh], ignore_conflicts=True)
    row = _held(user, region)
    if row is None or row.fields != typed:
        raise InAnotherTab(row)
    return Kept(row.revision)


def keep_both(
    user: User, region: Region, fields: Mapping[str, str], revision: int, now: datetime.datetime
) -> None:
    """As `keep`, for a page without scripts: notes of two tabs stand below each other."""
    try:
        keep(user, region, fields, revision, now)
    except InAnotherTab as met:
        if met.draft is None:
            keep(user, region, fields, 0, now)
        elif (theirs := met.draft.fields.get("note", "")) != fields.get("note", ""):
            both = f"{theirs}\n\n{fields.get('note', '')}".strip()
            keep(user, region, {**fields, "note": both}, met.draft.revision, now)


def drop(user: User, region: Region) -> None:
    TalkDraft.objects.filter(author=user, region=region).delete()


def start_of(draft: TalkDraft | None) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the fields of the form begin with, and those of each agreement."""
    if draft is None:
        return {}, []
    rows: dict[str, dict[str, str]] = {}
    start = {}
    for name, value in draft.fields.items():
        if AGREED.fullmatch(name):
            _prefix, number, field = name.split("-")
            rows.setdefault(number, {})[field] = value
        else:
            start[name] = value
    last = max((int(number) for number in rows), default=-1)
    return start, [rows.get(str(number), {}) for number in range(last + 1)]
