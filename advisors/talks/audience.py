"""Who reads a talk: the cap that the advisor wore decides it, and nothing else.

The one door to talks and promises. Pages, lists, search, export and mail take their rows from
`talks_for` and `promises_for`; no other query of `Talk` or `Promise` reaches a person.

| Cap | Readers beside the author |
| --- | --- |
| mediator | nobody, also not the bureau |
| co-thinker, coach, critical friend | who led the region on that day, and still does |
| reader of applications | whoever may read the plan: leaders, advisor, bureau, its readers |
| informant | all advisors and the bureau |

The author reads a talk as long as they advise the region: with the region goes the access. What
was agreed stays with the region: a promise is also read by the present advisor and, where the
leader of then read it, by the present leaders. A promise made as mediator is not. A promise that
was handed over is read by the present leaders under any cap: that sentence, and not the talk.
"""

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from advisors.models import Cap, Promise, Reading, Talk
from regions.access import Action, is_advisor, is_bureau, memberships_of, region_ids
from regions.accounts.models import User
from regions.models import LEADER_ROLES

WITH_LEADER = frozenset({Cap.THINKER, Cap.COACH, Cap.CRITICAL})

# On the button, and below the note.
BUTTONS: dict[str, str | Lazy] = {
    Cap.MEDIATOR: _("Save, only for me"),
    **dict.fromkeys(WITH_LEADER, _("Save, also for the programme leader")),
    Cap.READER: _("Save, with the plan"),
    Cap.INFORMANT: _("Save, for all advisors and the bureau"),
}
SENTENCES: dict[str, str | Lazy] = {
    Cap.MEDIATOR: _("Nobody else sees a note as mediator, not even the national bureau."),
    **dict.fromkeys(
        WITH_LEADER,
        _(
            "The programme leaders of now and you read this; nobody else. What you agree goes on"
            " to who takes the region over."
        ),
    ),
    Cap.READER: _("Whoever may read the plan of this region reads this, the bureau too."),
    Cap.INFORMANT: _("All advisors and the bureau read this; the programme leader does not."),
}


def talks_for(user: User) -> QuerySet[Talk]:
    """Every talk that `user` may read now."""
    return Talk.objects.filter(_own(user, "") | _told(user, ""))


def own_talks(user: User) -> QuerySet[Talk]:
    """The talks that `user` wrote, of the regions they still advise."""
    return talks_for(user).filter(author=user.pk)


def promises_for(user: User) -> QuerySet[Promise]:
    """Every promise that `user` may read now."""
    inherited = Q(talk__region__in=_advised(user)) & ~Q(talk__cap=Cap.MEDIATOR)
    inherited |= Q(talk__region__in=_led(user), talk__cap__in=WITH_LEADER)
    inherited |= Q(talk__region__in=_led(user), handed_at__isnull=False)
    return Promise.objects.filter(_own(user, "talk__") | _told(user, "talk__") | inherited)


def reads_leader(cap: str) -> bool:
    """Whether the programme leaders read what is said with this cap on."""
    return cap in WITH_LEADER or cap == Cap.READER


def _own(user: User, path: str) -> Q:
    return Q(**{f"{path}author": user.pk, f"{path}region__in": _advised(user)})


def _told(user: User, path: str) -> Q:
    """What somebody reads by role, whoever wrote it."""
    told = Q(pk__in=[])
    for membership in memberships_of(user):
        if membership.role in LEADER_ROLES:
            here = Q(**{f"{path}region": membership.region_id, f"{path}cap__in": WITH_LEADER})
            told |= here & Q(**{f"{path}held_on__gte": membership.starts_on})
    plan = region_ids(user, [Action.READ_DRAFT])
    read = Q(**{f"{path}cap": Cap.READER})
    told |= read if plan is None else read & Q(**{f"{path}region__in": plan})
    if is_advisor(user):
        given = Reading.objects.given().filter(reader=user.pk).values("plan__region")
        told |= read & Q(**{f"{path}region__in": given})
    if is_advisor(user) or is_bureau(user):
        told |= Q(**{f"{path}cap": Cap.INFORMANT})
    return told


def _led(user: User) -> set[int]:
    return {m.region_id for m in memberships_of(user) if m.role in LEADER_ROLES and m.region_id}


def _advised(user: User) -> set[int]:
    return region_ids(user, [Action.ADVISE]) or set()
