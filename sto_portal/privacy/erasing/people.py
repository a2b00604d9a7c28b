"""Erasing somebody with an account: what was decided and written stays, without the person.

Nobody is deleted: votes, acceptances and logs hang on the row, which keeps nothing but its number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import Absence, Expertise, Later, Look, TalkDraft
from regions.accounts.models import AccountChange, SecondStepReset, User
from regions.accounts.sessions import disable
from regions.labs.models import CalendarFeed
from regions.models import Membership
from regions.plans.models import ActivityOwner
from regions.progress.models import WorkAsk
from regions.workbooks.uploads import Upload
from sto_portal.api.models import ApiToken, Webhook
from sto_portal.notices.models import (
    DigestLink,
    Mail,
    ReplyAddress,
    Subscription,
    SuppressedAddress,
)
from sto_portal.notices.outbox.mails import decide
from sto_portal.privacy.mails import wipe_mails
from sto_portal.privacy.models import Deed

from .columns import replace_names
from .finding import Place, places_of
from .words import Words, words_of_person


class StillHere(Exception):
    """Somebody who cannot be erased yet; the message says why, in the words of people."""


@dataclass(frozen=True)
class Part:
    """Rows that are about nobody but the person, and go."""

    name: str
    title: Promise
    rows: Callable[[User], list[QuerySet[Any]]]

    def count(self, user: User) -> int:
        return sum(rows.count() for rows in self.rows(user))


def _uploads(user: User) -> list[QuerySet[Any]]:
    kinds = [model for model in apps.get_models() if issubclass(model, Upload)]
    return [model._default_manager.filter(uploaded_by=user) for model in kinds]


PARTS = (
    Part(
        "sessions",
        gettext_lazy("places where this person is signed in"),
        lambda user: [UserSession.objects.filter(user=user)],
    ),
    Part(
        "ways",
        gettext_lazy("ways to sign in: passkeys, apps, linked accounts"),
        lambda user: [
            Authenticator.objects.filter(user=user),
            SocialAccount.objects.filter(user=user),
            EmailAddress.objects.filter(user=user),
        ],
    ),
    Part(
        "choices",
        gettext_lazy("choices about mail"),
        lambda user: [
            Subscription.objects.filter(user=user),
            SuppressedAddress.objects.filter(address__iexact=user.email),
        ],
    ),
    Part(
        "links",
        gettext_lazy("links and tokens that open something without a password"),
        lambda user: [
            DigestLink.objects.filter(user=user),
            ReplyAddress.objects.filter(user=user),
            CalendarFeed.objects.filter(person=user),
            ApiToken.objects.filter(person=user),
            Webhook.objects.filter(person=user),
        ],
    ),
    Part(
        "network",
        gettext_lazy("subjects, days away and what was looked at"),
        lambda user: [
            Expertise.objects.filter(advisor=user),
            Absence.objects.filter(advisor=user),
            Look.objects.filter(user=user),
            Later.objects.filter(user=user),
            TalkDraft.objects.filter(author=user),
        ],
    ),
    Part(
        "work",
        gettext_lazy("what is asked of this person as owner of activities"),
        lambda user: [
            WorkAsk.objects.filter(email__iexact=user.email),
            ActivityOwner.objects.filter(email__iexact=user.email),
        ],
    ),
    Part("uploads", gettext_lazy("uploads that were not confirmed"), _uploads),
)


def why_not(user: User, today: Any = None) -> str:
    """Why somebody cannot be erased now, or ""."""
    day = today or timezone.localdate()
    if user.is_staff or user.is_superuser:
        return _("This person manages the portal. An administrator takes that away first.")
    roles = Membership.objects.filter(user=user).filter(Q(ends_on=None) | Q(ends_on__gt=day))
    if roles.exists():
        return _("This person still holds a role. End it first.")
    if Mail.objects.filter(recipient=user, state=Mail.State.SENDING).exists():
        return _("A mail to this person is on its way. Try again in half an hour.")
    return ""


@dataclass(frozen=True)
class Preview:
    """What erasing somebody would do: how many of what goes, and where the name would be left."""

    counts: list[tuple[str, int]]
    left: list[Place]
    stand_in: str
    is_shared: bool


def preview(user: User) -> Preview:
    """Worked out by doing it and taking it back: so it cannot tell anything else than the deed."""
    with transaction.atomic():
        deed, left, words = _erase(user, None, timezone.now())
        transaction.set_rollback(True)
    titles = titles_of_counts()
    counts = [(str(titles[name]), rows) for name, rows in deed.counts.items()]
    user.refresh_from_db()
    return Preview(counts, left, words.instead, words.is_shared)


def titles_of_counts() -> dict[str, Promise]:
    return {
        **{part.name: part.title for part in PARTS},
        "mails": gettext_lazy("mails to this person or that name this person: wiped"),
        "names": gettext_lazy("places where the name stood by itself: replaced"),
        "history": gettext_lazy("lines of the history of this person: without name and address"),
        "notes": gettext_lazy("notes of talks: wiped"),
    }


@transaction.atomic
def erase_person(user: User, by: User | None, now: datetime) -> Deed:
    """Raises StillHere while somebody holds a role or is being mailed. Twice is as once."""
    deed, _left, _words = _erase(user, by, now)
    deed.finish()
    return deed


def _erase(user: User, by: User | None, now: datetime) -> tuple[Deed, list[Place], Words]:
    user = User.objects.select_for_update().get(pk=user.pk)
    if reason := why_not(user, timezone.localdate(now)):
        raise StillHere(reason)
    words = words_of_person(user)
    deed = Deed.objects.create(kind=Deed.Kind.PERSON, at=now, by=by, person=user)
    for part in PARTS:
        deed.add(part.name, part.count(user))
        for rows in part.rows(user):
            rows.delete()
    deed.add("mails", _wipe_mails(user, words, deed, now))
    disable(user)
    deed.add("history", _anonymise(user, words, now))
    deed.add("names", replace_names(words))
    left = places_of(words)
    deed.left = [place.to_json() for place in left]
    return deed, left, words


def _wipe_mails(user: User, words: Words, deed: Deed, now: datetime) -> int:
    """What still waited for the person is cancelled first. Mails to others that name the person
    go too, unless somebody else bears that name."""
    mine = Q(recipient=user) | Q(address__iexact=words.email)
    for mail in Mail.objects.light().filter(mine, state__in=["pending", "uncertain"]):
        decide(mail, mail.state, Mail.State.CANCELLED, now, None, _("the person was erased"))
    named = Q()
    for word in words.replaced:
        for field in ("subject", "text", "html", "reply_text", "trouble"):
            named |= Q(**{f"{field}__icontains": word})
    found = Mail.objects.filter(mine | named, wiped_by=None).exclude(state__in=Mail.OPEN)
    return wipe_mails(list(found.values_list("pk", flat=True)), deed, now)


def _anonymise(user: User, words: Words, now: datetime) -> int:
    """The row, and what the history of the row and the administrators' log kept of it."""
    nothing: dict[str, Any] = {
        "name": words.instead,
        "email": f"erased-{user.pk}@erased.invalid",
        "phone": "",
        "days": "",
    }
    address = nothing["email"]
    with pgtrigger.ignore():
        changes = AccountChange.objects.filter(person=user)
        changes.update(address=address)
        changes.exclude(new_address="").update(new_address=address)
        User.objects.filter(pk=user.pk).update(**nothing, last_login=None, erased_at=now)
        of_row = {"content_type": ContentType.objects.get_for_model(User), "object_id": user.pk}
        LogEntry.objects.filter(**of_row).update(object_repr=words.instead)
        lines = _in_history(User, nothing, pgh_obj=user.pk)
        reason = {"reason": _("wiped")}
        SecondStepReset.objects.filter(person=user).update(**reason)
        return lines + _in_history(SecondStepReset, reason, person=user.pk)


def _in_history(tracked: type[Model], values: dict[str, str], **whose: int) -> int:
    """Write `values` in the rows of the history of a model. How many."""
    return sum(
        history._base_manager.filter(**whose).update(**values)
        for history in apps.get_models()
        if getattr(history, "pgh_tracked_model", None) is tracked
    )
