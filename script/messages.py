"""Keep the Dutch translation complete.

    script/messages                 extract every string from the source into locale/nl
    script/messages FILE.json       the same, and take translations from FILE.json
    script/messages --missing       list what has no translation
    script/messages --check         fail when a string is missing, or the file is out of date

FILE.json holds {"English": "Nederlands"}, with ["enkelvoud", "meervoud"] for a plural and
"context\\u0004English" for a message with a context.
"""

import argparse
import fcntl
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from compile_translations import compile_translations
from environment import CHECKOUT as ROOT

PO = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
SOURCES = ("regions", "advisors", "electives", "sto_portal", "templates")
SUFFIXES = {".py", ".html", ".txt", ".mjml", ".xml"}
UNSTABLE = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Generated-By')
KEYWORDS = {
    name: signature
    for suffix in ("", "_lazy", "_noop")
    for name, signature in {
        f"gettext{suffix}": (1,),
        f"ngettext{suffix}": (1, 2),
        f"pgettext{suffix}": ((1, "c"), 2),
        f"npgettext{suffix}": ((1, "c"), 2, 3),
    }.items()
} | {"_": (1,), "gettext": (1,)}


def sources() -> Iterator[Path]:
    for path in (one for top in SOURCES for one in sorted((ROOT / top).rglob("*"))):
        if path.suffix in SUFFIXES and "migrations" not in path.parts:
            yield path


def strings() -> Iterator[tuple[str, Any, Any]]:
    """Every translatable string: where it stands, the message and its context."""
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
            # Read as Python, in which the indentation of a template means nothing.
            text = "\n".join(line.lstrip() for line in text.split("\n"))
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS
        ):
            yield path.relative_to(ROOT).as_posix(), message, context


def build(old: Catalog, given: dict[str, Any]) -> Catalog:
    """A fresh catalogue of what the source says, with what was translated before."""
    kept = {_key(m): m.string for m in [*old.obsolete.values(), *old] if m.id}
    for key, value in given.items():
        context, _, singular = key.rpartition("\x04")
        kept[context or None, singular] = tuple(value) if isinstance(value, list) else value
    new = Catalog(locale="nl", project="STO-portaal", charset="utf-8", fuzzy=False)
    new.mime_headers  # noqa: B018 - reading them fills them in
    for name, message, context in strings():
        string = kept.get((context, _singular(message)), "")
        if isinstance(message, tuple | list):
            string = string if isinstance(string, tuple | list) else (string, string)
            message = tuple(message[:2])
        elif isinstance(string, tuple | list):
            string = string[0]
        new.add(message, string, locations=[(name, None)], context=context)  # type: ignore[list-item]
    _keep_unused(new, kept)
    return new


def _keep_unused(new: Catalog, kept: dict[tuple[Any, str], Any]) -> None:
    """What was translated once and is said no longer stays at the end of the file."""
    said = {_key(m) for m in new}
    for (context, singular), string in kept.items():
        if singular and string and (context, singular) not in said:
            identity = (singular, singular) if isinstance(string, tuple | list) else singular
            key: Any = (singular, context) if context else singular
            new.obsolete[key] = Message(identity, string, context=context)


def _key(message: Message) -> tuple[Any, str]:
    return message.context, _singular(message.id)


def _singular(identity: Any) -> str:
    return identity[0] if isinstance(identity, tuple | list) else identity


def missing(catalog: Catalog) -> list[str]:
    gaps = []
    for message in catalog:
        told = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(told)):
            gaps.append(f"{message.locations[0][0]}: {_singular(message.id)!r}")
    return gaps


def load() -> Catalog:
    if not PO.exists():
        return Catalog(locale="nl")
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def render(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, width=100)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(UNSTABLE)).encode()


def check(old: Catalog, new: Catalog) -> int:
    gaps = missing(new)
    stale = {_key(m) for m in new if m.id} ^ {_key(m) for m in old if m.id}
    print("\n".join(gaps) or "Every string has a Dutch translation.")
    for _context, text in sorted(stale, key=str):
        print(f"out of date: {text!r}")
    return 1 if gaps or stale else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="The Dutch translation.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.json")
    parser.add_argument("--missing", action="store_true", help="list what has no translation")
    parser.add_argument("--check", action="store_true", help="fail when the file is not complete")
    options = parser.parse_args()
    settings.configure(USE_I18N=True)
    given: dict[str, Any] = {}
    for file in options.files:
        given |= json.loads(file.read_text(encoding="utf-8"))
    with PO.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        old = load()
        new = build(old, given)
        if options.check:
            return check(old, new)
        if options.missing:
            print("\n".join(missing(new)))
            return 0
        PO.write_bytes(render(new))
    compile_translations()
    print(f"{len(new)} strings, {len(missing(new))} without a translation.")
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    raise SystemExit(main())
