"""Links to pages, as menus and rows of links show them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Waits = Callable[[str], Callable[[], int]]  # by the name of a page


@dataclass(frozen=True)
class Link:
    """`within` are the starts of every address where the reader is "here"; the url by itself.

    `waits` counts what waits there for the reader; a page asks it only when it draws the menu.
    """

    title: str
    url: str
    is_current: bool = False
    within: tuple[str, ...] = ()
    waits: Callable[[], int] | None = None

    def reach(self, path: str) -> int:
        """How much of a path this link covers; 0 where the reader is elsewhere."""
        roots = self.within or (self.url,)
        return max((len(root) for root in roots if path.startswith(root)), default=0)


def group_links(slug: str, may_read_remarks: bool = True) -> list[Link]:
    """The pages of a steering group, for who is no member of it."""
    remarks = [(_("Remarks"), "remarks")] if may_read_remarks else []
    return in_region(
        slug,
        (_("Digests"), "digests"),
        (_("Decisions"), "decisions"),
        (_("Group meetings"), "group_meetings"),
        *remarks,
        (_("Stand of the plan"), "standing"),
        (_("Role and mandate"), "steering"),
    )


def advice_links(slug: str) -> list[Link]:
    """What a leader shares with the advisor and with other leaders; the tabs over these pages."""
    return [
        *in_region(slug, (_("Questions"), "questions")),
        Link(_("Answers"), reverse("cards")),
        *in_region(slug, (_("Agreed"), "talks"), (_("Feedback"), "feedback")),
        network_link(),
        *in_region(slug, (_("Handover"), "handover")),
    ]


def money_links(slug: str) -> list[Link]:
    """What was spent, the budget, co-financing, and the links for an accountant."""
    return in_region(
        slug,
        (_("Spent"), "realised"),
        (_("Budget"), "budget"),
        (_("Co-financing"), "contributions"),
        (pgettext("who checks the accounts", "Accountant"), "accountant_links"),
    )


def network_link() -> Link:
    """Who knows what, meetings, initiatives, and how obstacles were picked up."""
    rooms = ("network", "meetings", "initiatives", "ways", "rules")
    within = tuple(f"/advisors/{room}/" for room in rooms)
    return Link(_("Network"), reverse("network"), within=within)


def contact_log_link() -> Link:
    log = reverse("contact_log")
    return Link(_("Contact log"), log, within=(log, "/advisors/talks/"))


def plan_link(slug: str) -> Link:
    """The pages of its activities hang under the plan."""
    plan, region = reverse("plan", args=[slug]), reverse("region", args=[slug])
    return Link(_("Plan"), plan, within=(plan, f"{region}activities/"))


def dossier_link(slug: str) -> Link:
    """The reports to DUS-I hang under the dossier."""
    dossier, reports = reverse("dossier", args=[slug]), reverse("reports", args=[slug])
    return Link(_("Dossier"), dossier, within=(dossier, reports))


def labs_links(slug: str) -> list[Link]:
    """Labs and events share one place."""
    labs = reverse("labs", args=[slug])
    return [
        Link(
            _("Labs and events"),
            labs,
            within=tuple(
                labs.replace("/labs/", part) for part in ("/labs/", "/events/", "/public/")
            ),
        )
    ]


def electives_link(slug: str) -> Link:
    return Link(_("Electives"), reverse("electives", args=[slug]))


def internships_links(slug: str) -> list[Link]:
    return in_region(slug, (_("Internships"), "internships"))


def advised_links(slug: str) -> list[Link]:
    """What the advisor of a region has there beside what everybody from outside sees."""
    return in_region(
        slug,
        (_("Call card"), "call_card"),
        (_("Agreed"), "talks"),
        (_("Questions"), "questions"),
        (_("Feedback"), "feedback"),
        (_("Handover"), "handover"),
    )


def in_region(slug: str, *pages: tuple[str, str]) -> list[Link]:
    return [Link(title, reverse(name, args=[slug])) for title, name in pages]
