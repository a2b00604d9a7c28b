"""One line of the week of an advisor: what waits, when, and the one deed that ends it."""

import datetime
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.models import Region


class Kind(models.TextChoices):
    CALL = "call", gettext_lazy("talks")
    PROMISE = "promise", gettext_lazy("agreements")
    QUESTION = "question", gettext_lazy("questions")
    LOG = "log", gettext_lazy("logs")
    PLAN = "plan", gettext_lazy("plans to read")
    CARD = "card", gettext_lazy("answer cards")
    TERM = "term", gettext_lazy("terms of DUS-I")


@dataclass(frozen=True)
class Deed:
    """What is done on the spot: a page to open, or a form of one button (`fields` goes with it)."""

    text: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        return bool(self.fields)


@dataclass(frozen=True)
class WeekLine:
    """`key` names the fact for who puts it off; `due_on` is the day to which it belongs.

    Lines of several regions with the same `shared` say one thing: see `said_once`.
    """

    key: str
    kind: Kind
    due_on: datetime.date
    when: str
    title: SafeString
    note: str
    deed: Deed
    region: Region | None = None
    clock: datetime.time | None = None
    shared: str = ""
    together: str = ""  # the sentence of many regions at once, with "%(regions)s"
    together_deed: Deed | None = None

    @property
    def order(self) -> tuple[datetime.date, datetime.time, str, str]:
        return self.due_on, self.clock or datetime.time.max, self.kind, self.key


def about(sentence: str, region: Region, *, opens: bool = True) -> SafeString:
    """`sentence` with its {region} as a link, where the reader may open that."""
    name = format_html("{}", region.name)
    if opens:
        name = format_html('<a href="{}">{}</a>', reverse("region", args=[region.slug]), name)
    return format_html(sentence, region=name)


def day(of: datetime.date) -> str:
    return date_format(of, "j b")


def days_ago(of: datetime.date, today: datetime.date) -> str:
    days = (today - of).days
    if days < 1:
        return _("today")
    return _("1 day") if days == 1 else _("%(n)s days") % {"n": days}


def before(due_on: datetime.date, today: datetime.date) -> str:
    """The first column of something with a last day."""
    if due_on == today:
        return _("today")
    told = _("by %(day)s") if due_on > today else _("was %(day)s")
    return told % {"day": day(due_on)}
