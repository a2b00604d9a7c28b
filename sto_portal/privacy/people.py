"""People who hold no role any more, and what a region kept: of businesses that it left, and letters
of long ago."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from advisors.models import Lesson, PartingWord, TalkDraft
from regions.accounts.models import User
from regions.accounts.sessions import disable
from regions.bureau.models import IntakeUpload
from regions.dossier.models import DossierFile, Letter, Notice
from regions.models import Membership
from regions.partners.models import (
    AccountantLink,
    ContactMoment,
    ContactPerson,
    ContributionSlip,
    Document,
)
from regions.workbooks.uploads import Upload

from .erasing.contacts import erase_contact
from .erasing.people import erase_person
from .models import Deed
from .rule import Rows, before


def without_role(now: datetime, setting: str) -> QuerySet[User]:
    """Nobody's colleague for so long, or never; who manages the portal itself is left alone."""
    since = before(setting, now)
    held = Membership.objects.filter(user=OuterRef("pk")).filter(
        Q(ends_on=None) | Q(ends_on__gte=timezone.localdate(since))
    )
    rows = User.objects.filter(is_staff=False, is_superuser=False, erased_at=None)
    return rows.filter(~Exists(held), date_joined__lt=since)


def open_accounts(now: datetime) -> QuerySet[User]:
    return without_role(now, "ACCOUNT_OPEN_DAYS").filter(is_active=True)


def close_accounts(found: list[int], deed: Deed, now: datetime) -> None:
    for user in User.objects.filter(pk__in=found):
        disable(user)


def forgotten_people(now: datetime) -> QuerySet[User]:
    return without_role(now, "ACCOUNT_KEPT_DAYS").filter(is_active=False)


def erase_people(found: list[int], deed: Deed, now: datetime) -> None:
    """Each with a deed of its own, that no person did."""
    for user in User.objects.filter(pk__in=found):
        erase_person(user, None, now)


def gone_contacts(now: datetime) -> QuerySet[ContactPerson]:
    """People who left their business, or whose business is no partner any more."""
    day = _contact_day(now)
    is_gone = Q(left_on__lt=day) | Q(partnership__ended_on__lt=day)
    return ContactPerson.objects.filter(is_gone, erased_at=None)


def erase_contacts(found: list[int], deed: Deed, now: datetime) -> None:
    for person in ContactPerson.objects.filter(pk__in=found).select_related("partnership"):
        erase_contact(person, None, now)


def old_notes(now: datetime) -> QuerySet[ContactMoment]:
    rows = ContactMoment.objects.filter(partnership__ended_on__lt=_contact_day(now))
    return rows.exclude(note="")


def drop_notes(found: list[int], deed: Deed, now: datetime) -> None:
    ContactMoment.objects.filter(pk__in=found).update(note="")


def _contact_day(now: datetime) -> date:
    return timezone.localdate(now) - timedelta(days=settings.KEPT_DAYS["CONTACT_KEPT_DAYS"])


@dataclass(frozen=True)
class Uploads:
    """What was read from a file of any import, and not confirmed in time."""

    def count(self, now: datetime) -> int:
        return sum(self._of(model).count(now) for model in uploads())

    def step(self, now: datetime, deed: Deed, name: str, most: int) -> int:
        return sum(self._of(model).step(now, deed, name, most) for model in uploads())

    def _of(self, model: type[Upload]) -> Rows:
        rows = model._default_manager
        return Rows(
            lambda now: rows.filter(expires_at__lte=now),
            lambda found, deed, now: rows.filter(pk__in=found).delete(),
        )


def uploads() -> list[type[Upload]]:
    return [model for model in apps.get_models() if issubclass(model, Upload)]


def old_intakes(now: datetime) -> QuerySet[IntakeUpload]:
    return IntakeUpload.objects.filter(saved_at__lt=before("INTAKE_KEPT_DAYS", now))


def drop_intakes(found: list[UUID], deed: Deed, now: datetime) -> None:
    IntakeUpload.objects.filter(pk__in=found).delete()


def old_drafts(now: datetime) -> QuerySet[TalkDraft]:
    return TalkDraft.objects.filter(saved_at__lt=before("TALK_DRAFT_KEPT_DAYS", now))


def drop_drafts(found: list[int], deed: Deed, now: datetime) -> None:
    TalkDraft.objects.filter(pk__in=found).delete()


def old_letters(now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(added_at__lt=before("DOSSIER_KEPT_DAYS", now))


def drop_letters(found: list[int], deed: Deed, now: datetime) -> None:
    """With their files, and what they asked."""
    _drop_documents(DossierFile.objects.filter(letter__in=found))
    Letter.objects.filter(pk__in=found).delete()


def old_notices(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(recorded_at__lt=before("DOSSIER_KEPT_DAYS", now))


def drop_notices(found: list[int], deed: Deed, now: datetime) -> None:
    _drop_documents(DossierFile.objects.filter(notice__in=found))
    Notice.objects.filter(pk__in=found).delete()


def withdrawn_ways(now: datetime) -> QuerySet[Lesson]:
    return Lesson.objects.filter(withdrawn_at__lt=before("WITHDRAWN_WAY_KEPT_DAYS", now))


def drop_ways(found: list[int], deed: Deed, now: datetime) -> None:
    Lesson.objects.filter(pk__in=found).delete()


def old_parting_words(now: datetime) -> QuerySet[PartingWord]:
    return PartingWord.objects.filter(written_at__lt=before("PARTING_WORD_KEPT_DAYS", now))


def drop_parting_words(found: list[int], deed: Deed, now: datetime) -> None:
    PartingWord.objects.filter(pk__in=found).delete()


def ended_accountants(now: datetime) -> QuerySet[AccountantLink]:
    since = before("ACCOUNTANT_LINK_KEPT_DAYS", now)
    return AccountantLink.objects.filter(Q(expires_at__lt=since) | Q(revoked_at__lt=since))


def drop_accountants(found: list[int], deed: Deed, now: datetime) -> None:
    AccountantLink.objects.filter(pk__in=found).delete()


def old_slip_addresses(now: datetime) -> QuerySet[ContributionSlip]:
    rows = ContributionSlip.objects.filter(signed_at__lt=before("SLIP_ADDRESS_KEPT_DAYS", now))
    return rows.exclude(copy_to="")


def drop_slip_addresses(found: list[int], deed: Deed, now: datetime) -> None:
    ContributionSlip.objects.filter(pk__in=found).update(copy_to="")


def _drop_documents(files: QuerySet[DossierFile]) -> None:
    Document.objects.filter(pk__in=list(files.values_list("document_id", flat=True))).delete()
