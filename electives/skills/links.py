"""Links with which a business or school looks at the map without an account, and answers.

Of the secret only a hash is kept. One link at a time works for each business or school.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from electives.models import Elective, Missed, Reflection, SkillsLink
from regions.accounts.models import User
from regions.models import Region, School
from regions.partners.models import Partnership
from regions.secret_links import SecretLinkQuerySet, hash_of, new_token

OPEN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Made:
    link: SkillsLink
    token: str  # known now, and never again


@transaction.atomic
def make_link(region: Region, to: Partnership | School, by: User | None, now: datetime) -> Made:
    """A new link; one that was still open closes."""
    Region.objects.select_for_update().get(pk=region.pk)
    whose = {"partnership": to} if isinstance(to, Partnership) else {"school": to}
    SkillsLink.objects.filter(region=region, **whose).revoke(now)
    token = new_token()
    link = SkillsLink.objects.create(
        region=region,
        secret_hash=hash_of(token),
        made_by=by,
        made_at=now,
        expires_at=now + OPEN_FOR,
        **whose,
    )
    return Made(link, token)


def open_links(now: datetime) -> SecretLinkQuerySet:
    """Neither too old nor revoked, and the partnership still runs."""
    rows = SkillsLink.objects.open(now)
    return rows.filter(Q(partnership=None) | Q(partnership__ended_on=None))


def link_at(token: str, now: datetime) -> SkillsLink | None:
    """The link that still works; a wrong, old or revoked one is the same nothing."""
    rows = open_links(now).select_related("region", "partnership__business", "school")
    link = rows.at(token).first()
    return None if link and link.region.is_closed else link


def _answered(link: SkillsLink, now: datetime) -> None:
    SkillsLink.objects.filter(pk=link.pk, answered_at=None).update(answered_at=now)
    link.mark_opened(now)


@transaction.atomic
def misses(link: SkillsLink, text: str, sender: str, now: datetime) -> None:
    """A signal for the leader. The same text twice, as after a double click, is one."""
    SkillsLink.objects.select_for_update().get(pk=link.pk)
    if text:
        Missed.objects.get_or_create(
            link=link, text=text, seen_at=None, defaults={"sender": sender, "sent_at": now}
        )
    _answered(link, now)


def to_reflect_on(link: SkillsLink, year: int) -> QuerySet[Elective]:
    """Electives that this business stands behind, without answers of a business this year."""
    if link.partnership_id is None:
        return Elective.objects.none()
    given = Reflection.objects.filter(school_year=year, school=None)
    rows = Elective.objects.filter(
        region=link.region_id, rejected_on=None, backings__partnership=link.partnership_id
    )
    return rows.exclude(pk__in=given.values("elective")).distinct()


@transaction.atomic
def reflect(link: SkillsLink, elective: Elective, year: int, now: datetime, **words: str) -> bool:
    """Keeps the three answers; False where another business was just before."""
    Elective.objects.select_for_update().get(pk=elective.pk)
    if not to_reflect_on(link, year).filter(pk=elective.pk).exists():
        return False
    Reflection.objects.create(
        elective=elective,
        school_year=year,
        partnership_id=link.partnership_id,
        given_at=now,
        **words,
    )
    _answered(link, now)
    return True
