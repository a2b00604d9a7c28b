"""What asks the bureau's attention today: a few numbers, each with where it is done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.accounts.models import User
from regions.bureau.listing import chosen
from regions.dutch import list_text, number_word
from regions.models import Membership
from sto_portal.notices.models import Mail, SuppressedAddress

NAMED = 3
Plural = Callable[[int], str]


@dataclass(frozen=True)
class Waiting:
    """`number` of `what`; `names` tell which, `deed` is the word on the link to `path`."""

    number: int
    what: str
    names: str
    deed: str
    path: str


def waiting_on(today: date) -> list[Waiting]:
    """Only what is not nothing; at most twelve queries, however many regions there are."""
    return [found for found in _all(today) if found.number]


def heading_of(found: list[Waiting]) -> str:
    if not found:
        return _("Nothing asks attention today")
    text = ngettext(
        "%(n)s thing asks attention today", "%(n)s things ask attention today", len(found)
    )
    return text % {"n": number_word(len(found), capital=True)}


def _all(today: date) -> Iterator[Waiting]:
    yield _addresses(today)
    yield _never_signed_in(today)
    yield from _without(today)
    yield _mandates(today)
    yield from _mails()
    yield _of_regions(
        today,
        "silent",
        lambda n: ngettext("region without a recent log", "regions without a recent log", n),
        _("See these regions"),
    )


def _addresses(today: date) -> Waiting:
    """Addresses that a mail server does not know, of people who have a role now."""
    dead = SuppressedAddress.objects.annotate(plain=Lower("address")).values("plain")
    people = _with_role(today).annotate(plain=Lower("email")).filter(plain__in=dead)
    return _of_people(
        people,
        lambda n: ngettext("address does not work", "addresses do not work", n),
        _("See these addresses"),
        f"{reverse('bureau_people')}?only=broken",
    )


def _never_signed_in(today: date) -> Waiting:
    return _of_people(
        _with_role(today).filter(last_login=None),
        lambda n: ngettext("person never signed in", "people never signed in", n),
        _("See these people"),
        f"{reverse('bureau_people')}?only=never",
    )


def _with_role(today: date) -> QuerySet[User]:
    held = Membership.objects.on(today).filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True, erased_at=None)


def _of_people(rows: QuerySet[User], what: Plural, deed: str, path: str) -> Waiting:
    names = list(rows.order_by("name__dutch").values_list("name", flat=True)[: NAMED + 1])
    number = rows.count() if len(names) > NAMED else len(names)
    return Waiting(number, what(number), _named(names, number), deed, path)


def _of_regions(today: date, only: str, what: Plural, deed: str) -> Waiting:
    """Those that the list of regions shows with this filter."""
    rows = chosen({"q": "", "only": only, "sort": ""}, today)
    names = list(rows.values_list("name", flat=True))
    path = f"{reverse('bureau_regions')}?only={only}"
    return Waiting(len(names), what(len(names)), _named(names, len(names)), deed, path)


def _without(today: date) -> Iterator[Waiting]:
    yield _of_regions(
        today,
        "leader",
        lambda n: ngettext(
            "region without a programme leader", "regions without a programme leader", n
        ),
        _("Appoint a leader"),
    )
    yield _of_regions(
        today,
        "advisor",
        lambda n: ngettext("region without an advisor", "regions without an advisor", n),
        _("Assign an advisor"),
    )


def _mandates(today: date) -> Waiting:
    """Chairs who did not yet accept the mandate that holds in their region."""
    return _of_regions(
        today,
        "mandate",
        lambda n: ngettext(
            "mandate that the chair did not accept", "mandates that the chair did not accept", n
        ),
        _("See these regions"),
    )


def _mails() -> Iterator[Waiting]:
    rows = Mail.objects.light().order_by("-created_at")
    for state, what, deed in (
        (
            Mail.State.UNCERTAIN,
            lambda n: ngettext("mail is uncertain", "mails are uncertain", n),
            _("Check the mail"),
        ),
        (
            Mail.State.DEAD,
            lambda n: ngettext("mail failed", "mails failed", n),
            _("See what failed"),
        ),
    ):
        found = rows.filter(state=state)
        number = found.count()
        last = found.values_list("created_at", F("region__name")).first() if number else None
        told = ""
        if last:
            day = date_format(last[0], "j F")
            told = _("The last one of %(day)s") % {"day": day}
            told += f", {last[1]}." if last[1] else "."
        yield Waiting(number, what(number), told, deed, f"{reverse('mail')}?state={state}")


def _named(names: list[str], number: int) -> str:
    """ "Kustzoom, Maasoever, Delta & Polder and 4 more"."""
    if number <= NAMED:
        return f"{list_text(names)}." if names else ""
    more = ngettext("%(n)s more", "%(n)s more", number - NAMED) % {"n": number - NAMED}
    return f"{list_text([*names[:NAMED], more])}."
