"""What a leader typed in the monthly log, read as answers; and what cannot be read, per field.

Fields are named by a letter and the id of the activity ("s12" is the status of activity 12), the
milestones by "m" and "t" with their own id, so that forty rows stay a small page. The page without
JavaScript and the autosave are read by the same lines.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.asked import row_id
from regions.dutch import decimal_text, parse_date, parse_number
from regions.progress.models import TROUBLED, ActivityUpdate, Cause, Outlook, Status
from regions.text import clean

from .answers import NOTHING_TOLD, Answer
from .asked import Stood

FIELDS = {
    "status": "s",
    "counted": "n",
    "problem": "p",
    "cause": "c",
    "recovery": "r",
    "recovery_who": "w",
    "recovery_by_on": "b",
    "outlook": "o",
    "lost_count": "l",
    "decision_asked": "d",
    "obstacle_fate": "f",
}
Fate = ActivityUpdate.ObstacleFate
OUTLOOK_OF = {Fate.MOVED: Outlook.POSTPONED, Fate.LET_GO: Outlook.LOST}
WELL = (Status.ON_TRACK, Status.DONE)
CHOICES = (Status.ON_TRACK, Status.BEHIND, Status.STALLED, Status.DONE)
MOST_COUNTED = 10_000_000
LONGEST_TEXT = 4_000
LONGEST_NAME = 120

Errors = dict[int, dict[str, str]]


Before = Mapping[int, Stood]


@dataclass
class Typed:
    """The answers that can be read, and the sentences about those that cannot."""

    answers: list[Answer] = field(default_factory=list)
    errors: Errors = field(default_factory=dict)


class CorrectionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why do you correct this log?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Advisors and the bureau read this reason beside the new version."),
    )


def read_answers(
    rows: Iterable[tuple[int, Iterable[int]]],
    typed: Mapping[str, Any],
    today: date,
    before: Before | None = None,
) -> Typed:
    """Read rows, each an activity's id with the ids of its milestones on the page. A row in which
    nobody ever said anything is no answer."""
    found = Typed()
    for activity_id, milestone_ids in rows:
        stood = (before or {}).get(activity_id, Stood())
        reader = _Reader(activity_id, typed, today, stood)
        answer = reader.answer(milestone_ids)
        if reader.errors:
            found.errors[activity_id] = reader.errors
        elif not _is_blank(answer):
            found.answers.append(answer)
    return found


def plain(text: Any) -> str:
    """Text as it is kept: one kind of line end, no character that nobody sees."""
    kept = text if isinstance(text, str) else ""
    return clean(kept).replace("\r\n", "\n").strip()


def whole(text: Any) -> int:
    """A revision or a count that the page itself sent; 0 where it is something else."""
    number = row_id(str(text))
    return number if number is not None and number < 10**9 else 0


def too_long(text: str, most: int = LONGEST_TEXT) -> str:
    if len(text) <= most:
        return ""
    most_text = decimal_text(most, 0)
    return _("Make this shorter: at most %(most)s characters.") % {"most": most_text}


def _is_blank(answer: Answer) -> bool:
    told = any(getattr(answer, name) != blank for name, blank in NOTHING_TOLD.items())
    said = answer.status or answer.counted is not None or answer.obstacle_fate or answer.met
    return not answer.revision and not said and not told


def followed(fate: str, had: str, has_news: bool) -> str:
    """How an activity stands by what becomes of its obstacle, where nobody says it apart."""
    if not fate or had not in CHOICES:
        return ""
    if fate == Fate.PICKED_UP:
        return Status.ON_TRACK if had in TROUBLED else had
    is_quiet = fate == Fate.OPEN and not has_news
    return had if had in TROUBLED or is_quiet else Status.BEHIND


class _Reader:
    """Reads the fields of one activity and keeps a sentence for each that is wrong."""

    def __init__(
        self, activity_id: int, typed: Mapping[str, Any], today: date, stood: Stood
    ) -> None:
        self.activity_id, self.typed, self.today = activity_id, typed, today
        self.stood, self.had, self.counted = stood.told, stood.had, stood.counted
        self.errors: dict[str, str] = {}

    def answer(self, milestone_ids: Iterable[int]) -> Answer:
        fate = self._one_of("obstacle_fate", Fate.values) or self.stood["obstacle_fate"]
        status = self._one_of("status", CHOICES) or self._status_by(fate)
        if status in WELL:  # what is new about an obstacle stays, also where it is picked up
            told = {"problem": self._prose("problem")} if self.had else {}
        else:
            told = self._told(fate, may_ask=status != Status.BEHIND)
        return Answer(
            activity_id=self.activity_id,
            revision=whole(self._text("v")),
            status=status,
            counted=self._read("counted", self._total)
            if self._asks("counted")
            else self.stood["counted"],
            obstacle_fate=fate,
            met=self._met(milestone_ids),
            **{**NOTHING_TOLD, **told},
        )

    def _told(self, fate: str, may_ask: bool) -> dict[str, Any]:
        """What only counts where it does not go by itself, or where nobody said yet how it goes.

        The outlook that the page brought along gives way to a fate that is chosen first.
        """
        outlook = self.stood["outlook"]
        if self._asks("outlook"):
            outlook = self._one_of("outlook", Outlook.values)
        if fate in OUTLOOK_OF and not (outlook and whole(self._text("v"))):
            outlook = OUTLOOK_OF[Fate(fate)]
        typed = {
            "problem": self._prose("problem"),
            "cause": self._one_of("cause", Cause.values),
            "recovery": self._prose("recovery"),
            "recovery_who": self._prose("recovery_who", LONGEST_NAME),
            "recovery_by_on": self._read("recovery_by_on", parse_date),
            "lost_count": self._read("lost_count", read_count) if outlook == Outlook.LOST else None,
            "decision_asked": self._prose("decision_asked"),
        }
        told = {name: typed[name] if self._asks(name) else self.stood[name] for name in typed}
        told["lost_count"] = told["lost_count"] if outlook == Outlook.LOST else None
        told["decision_asked"] = told["decision_asked"] if may_ask else ""
        return told | {"outlook": outlook}

    def _status_by(self, fate: str) -> str:
        """Where nobody says it apart: what a new fate says, else as it stood."""
        if fate != self.stood["obstacle_fate"] or not self.stood["status"]:
            return followed(fate, self.had, bool(self._text(FIELDS["problem"])))
        return str(self.stood["status"])

    def _asks(self, name: str) -> bool:
        """Whether the page had this field; what it did not ask stays as it was."""
        return f"{FIELDS[name]}{self.activity_id}" in self.typed

    def _met(self, milestone_ids: Iterable[int]) -> dict[int, date]:
        met = {}
        for pk in milestone_ids:
            if not self.typed.get(f"m{pk}"):
                continue
            try:
                typed = plain(self.typed.get(f"t{pk}"))
                met[pk] = parse_date(typed) if typed else self.today
            except ValueError as error:
                self.errors[f"t{pk}"] = str(error)
            else:
                if met[pk] > self.today:
                    self.errors[f"t{pk}"] = _(
                        "This date is still to come; give the day it was reached."
                    )
        return met

    def _total(self, text: str) -> int:
        """The new total; "+22" is what came since last time, also when it is read twice."""
        if not text.startswith("+"):
            return read_count(text)
        return read_count(str(self.counted + read_count(text[1:].strip())))

    def _text(self, letter: str) -> str:
        return plain(self.typed.get(f"{letter}{self.activity_id}"))

    def _prose(self, name: str, most: int = LONGEST_TEXT) -> str:
        text = self._text(FIELDS[name])
        if sentence := too_long(text, most):
            self.errors[name] = sentence
        return text

    def _one_of(self, name: str, values: Iterable[str]) -> str:
        text = self._text(FIELDS[name])
        if text and text not in values:
            self.errors[name] = _("Choose one of the answers.")
        return text

    def _read(self, name: str, read: Callable[[str], Any]) -> Any:
        text = self._text(FIELDS[name])
        try:
            return read(text) if text else None
        except ValueError as error:
            self.errors[name] = str(error)
            return None


def read_count(text: str) -> int:
    sentence = _("“%(text)s” is no whole number; write for example 64.") % {"text": text}
    try:
        number = parse_number(text)
    except ValueError:
        raise ValueError(sentence) from None
    if number != int(number) or number < 0:
        raise ValueError(sentence)
    if number > MOST_COUNTED:
        most = decimal_text(MOST_COUNTED, 0)
        raise ValueError(_("This is more than can be counted: at most %(most)s.") % {"most": most})
    return int(number)
