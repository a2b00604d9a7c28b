"""What an owner types of each line, read; and sent, it becomes a concept beside the log.

Fields are named by a letter and the number of the line, as on the page of the log. A line of which
nothing is said stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from regions.progress.log.forms import CHOICES, LONGEST_TEXT, plain, read_count, too_long
from regions.progress.models import TROUBLED, WorkAsk, WorkLine, WorkPhoto

from .photos import Remade, remade

LETTERS = {"status": "s", "counted": "n", "going_well": "g", "problem": "p", "recovery": "r"}
PHOTO, WITHOUT_PHOTO = "f", "x"
NOTHING = {"status": "", "counted": None, "going_well": "", "problem": "", "recovery": ""}


@dataclass
class Told:
    """Of one line: what is said of it, the picture that comes with it, and what is wrong."""

    values: dict[str, Any]
    photo: Remade | None = None
    drops_photo: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return self.values == NOTHING and self.photo is None


def read_line(
    line: WorkLine,
    typed: Mapping[str, Any],
    files: Mapping[str, UploadedFile],
    counted_before: int | None,
) -> Told:
    told = Told(dict(NOTHING))
    for name in ("going_well", "problem", "recovery"):
        told.values[name] = text = plain(typed.get(f"{LETTERS[name]}{line.pk}"))
        if stop := too_long(text):
            told.errors[name] = stop
    told.values["status"] = plain(typed.get(f"s{line.pk}"))
    try:
        told.values["counted"] = _count(plain(typed.get(f"n{line.pk}")), counted_before or 0)
    except ValueError as error:
        told.errors["counted"] = str(error)
    if upload := files.get(f"{PHOTO}{line.pk}"):
        try:
            told.photo = remade(upload)
        except ValidationError as refusal:
            told.errors["photo"] = refusal.messages[0]
    told.drops_photo = bool(typed.get(f"{WITHOUT_PHOTO}{line.pk}"))
    _judge(told)
    return told


def _count(text: str, before: int) -> int | None:
    """ "64", or "+22" for what came since last time."""
    if text.startswith("+"):
        return before + read_count(text[1:].strip())
    return read_count(text) if text else None


def _judge(told: Told) -> None:
    status = told.values["status"]
    if status not in ("", *CHOICES):
        told.errors["status"] = _("Choose one of the answers.")
    elif not status and (told.errors or not told.is_blank):
        told.errors["status"] = _("Choose how it goes.")
    elif status in TROUBLED and not told.values["problem"]:
        told.errors.setdefault("problem", _("Write what does not succeed."))


@transaction.atomic
def send(ask: WorkAsk, told: Mapping[int, Told], now: datetime) -> int:
    """Keep what was said of each line as a concept; how many are new or said otherwise. Sent once
    more the same changes nothing."""
    locked = WorkAsk.objects.select_for_update(of=["self"]).get(pk=ask.pk)
    changed = 0
    for line in locked.lines.select_related("photo").defer("photo__content").order_by("pk"):
        if line.pk in told:
            changed += _send_line(line, told[line.pk], now)
    locked.typed = {}
    if locked.lines.filter(sent_at__isnull=False).exists():
        locked.answered_at = locked.answered_at or now
    locked.save(update_fields=["typed", "answered_at"])
    return changed


def _send_line(line: WorkLine, told: Told, now: datetime) -> bool:
    had_photo = getattr(line, "photo", None) is not None
    is_other = any(getattr(line, name) != value for name, value in told.values.items())
    is_other |= told.photo is not None or (told.drops_photo and had_photo)
    if (told.is_blank and line.sent_at is None) or not is_other:
        return False
    if told.is_blank and line.taken_at:  # what the leader took over is not taken back
        return False
    for name, value in told.values.items():
        setattr(line, name, value)
    line.sent_at = None if told.is_blank else now
    line.taken_at = line.left_at = None
    line.save()
    if told.drops_photo or told.photo or told.is_blank:
        WorkPhoto.objects.filter(line=line).delete()
    if told.photo:
        size = len(told.photo.content)
        WorkPhoto.objects.create(
            line=line, content=told.photo.content, size=size, added_at=now,
            width=told.photo.width, height=told.photo.height,
        )  # fmt: skip
    return True


def keep_typed(ask: WorkAsk, typed: Mapping[str, Any]) -> None:
    """What was typed and not sent: back on the page when its link is opened again. What is just as
    it was sent is no draft, also where it arrives a moment after the sending."""
    kept, sent = {}, {}
    for line in ask.lines.all():
        for name, letter in LETTERS.items():
            key, value = f"{letter}{line.pk}", getattr(line, name)
            if key in typed:
                kept[key] = plain(typed.get(key))[:LONGEST_TEXT]
                sent[key] = "" if value is None else str(value)
    WorkAsk.objects.filter(pk=ask.pk).update(typed=kept if kept != sent else {})
