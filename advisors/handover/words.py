"""A word from who leaves for who comes next: who writes one, and who reads it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from advisors.models import PartingWord
from regions.access import Action, can
from regions.accounts.models import User
from regions.models import Region


def may_write(user: User, region: Region) -> bool:
    return can(user, Action.WRITE_LOG, region) or can(user, Action.ADVISE, region)


def own_word(user: User, region: Region) -> PartingWord:
    """What `user` wrote for this region, or an empty one that is not saved yet."""
    found = PartingWord.objects.filter(region=region, author=user).first()
    if found:
        return found
    is_of_advisor = not can(user, Action.WRITE_LOG, region)
    return PartingWord(region=region, author=user, is_of_advisor=is_of_advisor)


def words_for(user: User, region: Region) -> QuerySet[PartingWord]:
    """Those that `user`, who reads the logs of `region`, may read; the latest first."""
    rows = PartingWord.objects.filter(region=region).select_related("author")
    if can(user, Action.ADVISE, region) or can(user, Action.MANAGE, region):
        return rows
    return rows.filter(is_of_advisor=False)


def reader_text(word: PartingWord) -> str:
    """Who reads it, as its author is told before writing."""
    if word.is_of_advisor:
        return _("Advisors of this region and the bureau read this, the region does not.")
    return _("The leaders and the advisor of this region and the bureau read this.")
