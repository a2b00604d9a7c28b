"""What was said of the logs of a region, and how each log stands by it.

The standing is computed when it is read: thirty days after a log came in without a word about it,
it reads "not looked at", and no job has to say so.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from advisors.models import Nudge, Review
from regions.accounts.models import User
from regions.models import Region
from regions.months import Month
from regions.progress.models import CheckIn

TIME_TO_LOOK = datetime.timedelta(days=30)
TIME_TO_WITHDRAW = datetime.timedelta(days=1)
MOST_PRAISED = 280  # characters of what goes well
YEAR = datetime.timedelta(days=365)


class Stand(models.TextChoices):
    WAITING = "waiting", _("Waits for the advisor")
    SAID = "said", _("Looked at")
    NOT_LOOKED_AT = "not_looked_at", _("Not looked at")
    RETURNED = "returned", _("Returned")
    CORRECTED = "corrected", _("Corrected after it was returned")


# The signs of components/status.html.
SIGNS = {
    Stand.WAITING: "not_started",
    Stand.SAID: "done",
    Stand.NOT_LOOKED_AT: "behind",
    Stand.RETURNED: "stalled",
    Stand.CORRECTED: "on_track",
}


class ReviewRefused(Exception):
    """The text is for the person who tried."""


@dataclass(frozen=True)
class MonthRow:
    """One month: the log that counts, how it stands, and all that was said, the newest first.

    Said of a period stands with its last month.
    """

    month: Month
    log: CheckIn | None
    said: list[Review]
    stand: Stand | None

    @property
    def sign(self) -> str:
        return SIGNS[self.stand] if self.stand else ""

    @property
    def is_returned(self) -> bool:
        return self.stand == Stand.RETURNED

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said of the version that counts."""
        log = self.log
        return log is not None and all(review.check_in_id != log.pk for review in self.said)

    @property
    def look_until(self) -> datetime.datetime | None:
        """Until when this log waits for a word."""
        at = self.log.submitted_at if self.log else None
        return at + TIME_TO_LOOK if at else None

    def is_seen_by(self, user: User) -> bool:
        """Whether `user` said anything of the version that counts."""
        return any(
            self.log and review.check_in_id == self.log.pk and review.author_id == user.pk
            for review in self.said
        )


def stand_of(log: CheckIn, reviews: Iterable[Review], now: datetime.datetime) -> Stand:
    """How a log stands by the reviews of its month: of each version, and of periods."""
    submitted_at = log.submitted_at or now
    said = list(reviews)
    of_this = [review for review in said if review.check_in_id == log.pk]
    if any(review.kind == Review.Kind.RETURNED for review in of_this):
        return Stand.RETURNED
    if of_this or any(
        review.check_in_id is None and review.made_at >= submitted_at for review in said
    ):
        return Stand.SAID
    if any(review.kind == Review.Kind.RETURNED for review in said):
        return Stand.CORRECTED
    return Stand.NOT_LOOKED_AT if now - submitted_at > TIME_TO_LOOK else Stand.WAITING


def months_of(region: Region) -> list[Month]:
    """Every month with a submitted log or with something said, the newest first."""
    days = set(_submitted(region).order_by().values_list("month_on", flat=True))
    ends = _reviews(region).filter(check_in=None).values_list("until_on", flat=True)
    days |= {day for day in ends if day}
    return sorted((Month.of(day) for day in days), reverse=True)


def rows_of(
    region: Region, months: Sequence[Month], user: User, now: datetime.datetime
) -> list[MonthRow]:
    """These months for `user`; two queries for any number of months."""
    if not months:
        return []
    days = [month.first_day for month in months]
    logs = {
        log.month_on: log
        for log in _submitted(region).filter(month_on__in=days).order_by("version")
    }
    within = Q(check_in__month_on__in=days) | Q(from_on__lte=max(days), until_on__gte=min(days))
    said = list(_reviews(region).filter(within).select_related("author", "check_in"))
    for review in said:
        review.may_withdraw = can_withdraw(review, user, now)  # type: ignore[attr-defined]
    return [_row(month, logs.get(month.first_day), said, now) for month in months]


def _row(month: Month, log: CheckIn | None, said: list[Review], now: datetime.datetime) -> MonthRow:
    day = month.first_day
    here = [review for review in said if _covers(review, day)]
    shown = [review for review in here if review.check_in_id or review.until_on == day]
    return MonthRow(month, log, shown, stand_of(log, here, now) if log else None)


def _covers(review: Review, day: datetime.date) -> bool:
    if review.check_in:
        return review.check_in.month_on == day
    first, last = review.from_on, review.until_on
    return first is not None and last is not None and first <= day <= last


def latest_log(region: Region, month: Month) -> CheckIn | None:
    """The version of a month that counts."""
    return _submitted(region).filter(month_on=month.first_day).order_by("-version").first()


@transaction.atomic
def mark_seen(log: CheckIn, by: User, now: datetime.datetime) -> None:
    """In one click, and once per person and version: a second click waits for the first."""
    CheckIn.objects.select_for_update(no_key=True).get(pk=log.pk)
    seen = {"check_in": log, "author": by, "kind": Review.Kind.SEEN}
    if not Review.objects.filter(**seen).exists():
        Review.objects.create(region=log.region, made_at=now, **seen)


def give(review: Review) -> None:
    """Keep it; ReviewRefused when the log was returned in the meantime."""
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError:
        raise ReviewRefused(str(_("This log was returned already."))) from None


def praise(log: CheckIn, by: User, now: datetime.datetime) -> Review | None:
    """A compliment with the leader's own words of what goes well, once per person and version;
    None where the log tells nothing that goes well, or has it already."""
    CheckIn.objects.select_for_update(no_key=True).get(pk=log.pk)
    told = {"check_in": log, "author": by, "kind": Review.Kind.APPRECIATION}
    words = Truncator(log.going_well.strip()).chars(MOST_PRAISED)
    if not words or Review.objects.filter(**told).exists():
        return None
    text = str(_("Good to read: “%(words)s”") % {"words": words})
    return Review.objects.create(region=log.region, made_at=now, text=text, **told)


def can_withdraw(review: Review, user: User, now: datetime.datetime) -> bool:
    return review.author_id == user.pk and now - review.made_at <= TIME_TO_WITHDRAW


def unread(region: Region) -> QuerySet[Review]:
    return _reviews(region).filter(read_at=None)


def counts_of(region: Region, now: datetime.datetime) -> list[tuple[str, int]]:
    """How often what was said in the past year, without a word of it, and nudges."""
    past = _reviews(region).filter(made_at__range=(now - YEAR, now)).order_by()
    found = dict(past.values_list("kind").annotate(Count("pk")))
    days = localdate(now - YEAR), localdate(now)
    nudges = Nudge.objects.filter(region=region, sent_on__range=days).count()
    rows = [(str(kind.label), found.get(kind.value, 0)) for kind in Review.Kind]
    return [*rows, (str(_("Nudges")), nudges)]


def _submitted(region: Region) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(region=region, state=CheckIn.State.SUBMITTED)
    return rows.defer("active_openings")


def _reviews(region: Region) -> QuerySet[Review]:
    return Review.objects.filter(region=region)
