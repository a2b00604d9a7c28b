"""What the walk of F9 needs beside the canaries, and what it cannot see go and why."""

import datetime

from django.utils import timezone

from advisors.models import AnswerCard, Initiative, Question, RuleNaming, TakeOver
from electives.models import Elective, PathStep, Stage
from regions.progress.models import Obstacle
from tests.conftest import Place
from tests.test_canaries import canary, how

# The first parts of the words that the other region sings, and of the names of its people: a page
# that repeats what was searched for tells no word.
QUERIES = {
    "search": [
        f"?q={part}"
        for part in ("kanarie", "werkwijze", "aanpakadvies", "Karim", "Logistiek", "Kustz")
    ],
    "initiatives": ["", "?q=werkwijze"],
}


# What this walk cannot see go, and why that lets nobody in.
OWN = "only rows that the reader wrote, or was asked for, are looked for"
TWICE = "asked twice: by the region, then by the row"
CAPS = "tests/advisors/test_talks.py and tests/advisors/handover read each cap as each role"
MENU = (
    "a number in the menu; tests/advisors/answers/test_desk.py counts it, and"
    " tests/advisors/answers/test_questions.py and tests/advisors/test_readings.py try each door"
)
NAMES = "names of regions, which the network knows, and numbers"
NOTHING = "without regions nothing is looked for"
HELD_ELSEWHERE = {
    "advisors/answers/cards/views.py:_card cards_for": "all cards of this world are published;"
    " tests/advisors/answers/test_cards.py has a draft of a colleague",
    "advisors/answers/doors.py:_for_advisor questions_for": MENU,
    "advisors/answers/doors.py:_of_region region_ids": MENU,
    "advisors/answers/doors.py:door_of region_ids": MENU,
    "advisors/week/badges.py:waiting_counts readings_of": MENU,
    "advisors/week/sources.py:questions questions_for": MENU,
    "advisors/week/sources.py:readings readings_of": MENU,
    "advisors/answers/doors.py:asked_to_think questions_for": OWN,
    "advisors/answers/questions/views.py:region_questions questions_for": "the page asks for the"
    " region first, and tests/advisors/answers/test_readers.py reads what is in confidence there",
    "advisors/handover/handover.py:open_promises promises_for": CAPS,
    "advisors/talks/audience.py:own_talks talks_for": OWN,
    "advisors/talks/page.py:budgets talks_for": OWN,
    "advisors/talks/mine.py:mine_of promises_for": CAPS,
    "advisors/talks/mine.py:mine_of region_ids": NOTHING,
    "advisors/lessons/page.py:fitting_for region_ids": NOTHING,
    "advisors/lessons/doors.py:name_regions region_ids": "a name that was left out;"
    " tests/advisors/lessons/test_consent.py reads it from another region",
    "advisors/network/fitting.py:obstacles_for region_ids": NOTHING,
    "advisors/network/fitting.py:regions_that_asked region_ids": NOTHING,
    "advisors/week/saved_views.py:talk_next fetch_region": TWICE,
    "regions/partners/contributions/views.py:contribution fetch_region": TWICE,
    "electives/catalogue/downloads.py:audiences_for region_ids": "whether somebody has a role at"
    " all; tests/electives/test_catalogue.py asks for what is for regions only",
    "sto_portal/notices/pages/person_views.py:person_mail_resume require_bureau": "the walk has no"
    " row of that person; tests/notices/outbox/test_readdressing.py asks as others",
    "advisors/feedback/views.py:withdraw fetch": OWN,
    "advisors/network/absence_views.py:_own require_advisor": OWN,
    "advisors/talks/call_card_views.py:_own talks_for": OWN,
    "advisors/talks/page.py:mark_spoken talks_for": OWN,
    "regions/steering/remarks/views.py:withdraw_own fetch": OWN,
    "advisors/network/doors.py:led_regions region_ids": "offers regions in a form; the form is"
    " refused in tests/advisors/network",
    "advisors/talks/audience.py:_told region_ids": "the page asks for one region first, and"
    " tests/advisors/test_talks.py reads each cap as each role",
    "regions/plans/changes/views.py:fetch_change fetch": TWICE,
    "advisors/answers/cards/views.py:used fetch_region": "counts for a region; its row in the table"
    " tries it without one, tests/advisors/answers/test_questions.py with another",
    "regions/bureau/intake/views.py:intake_undo require_bureau": "the walk has no row of it;"
    " tests/regions/intake/test_intake.py asks as others",
    "regions/partners/register/apart_views.py:not_the_same require_bureau": "the walk posts no"
    " pair; tests/partners/test_apart.py asks as others",
    "advisors/answers/doors.py:sortable_for questions_for": "narrowed to one's own regions after",
    "advisors/answers/questions/desk.py:tabs_of questions_for": MENU,
    "advisors/answers/questions/trends.py:median_wait questions_for": MENU,
    "advisors/answers/questions/desk_views.py:all_questions questions_for": NAMES,
    "advisors/readings/views.py:readings readings_of": NAMES,
    "advisors/readings/region_views.py:_page remarks_for": "shown beside the readings of one"
    " region; tests/advisors/test_readings.py reads a remark before its advice is given",
    "advisors/network/initiatives.py:chosen region_ids": NOTHING,
    "advisors/network/initiatives.py:initiatives_for region_ids": NOTHING,
    "advisors/talks/audience.py:_advised region_ids": NOTHING,
    "advisors/search/names.py:people region_ids": NOTHING,
    "advisors/rules/doors.py:items_for region_ids": NOTHING,
    "advisors/rules/views.py:_item require_network": "who is not in the network has no rule that a"
    " region of theirs names; tests/advisors/lessons/test_rules.py reads as each role",
    "sto_portal/national/views.py:national region_ids": NOTHING,
    "advisors/network/views.py:expertise_remove require_advisor": OWN,
    "advisors/talks/page.py:open_promises promises_for": CAPS,
    "advisors/talks/page.py:tell promises_for": CAPS,
    "electives/catalogue/page.py:_may_take_over for_user": "regions that the reader leads",
    "regions/progress/log/views.py:check_in fetch_region": TWICE,
    "sto_portal/notices/pages/check/views.py:check_in_check fetch_region": TWICE,
    "sto_portal/notices/pages/check/views.py:check_in_check_mail fetch_region": TWICE,
    "sto_portal/notices/pages/digest_views.py:preview fetch": TWICE,
}


def plant_unseen(ids: dict[str, object], other: Place) -> None:
    """Of the other region: a draft card, a withdrawn initiative, a note at one from here,
    an obstacle behind a rule, a question like one from here, an elective that stands still."""
    word, inside = canary(other), how(other)
    AnswerCard.objects.create(
        title=f"Ontwerp {inside}", answer=inside, owner=other.advisor,
        recheck_on=datetime.date(2027, 11, 1),
    )  # fmt: skip
    Initiative.objects.create(
        region=other.region, title=f"Ingetrokken {inside}", text=inside,
        withdrawn_at=timezone.now(),
    )  # fmt: skip
    TakeOver.objects.create(
        initiative_id=ids["initiative"], region=other.region, note=f"Zo doen wij dat {inside}"
    )
    stuck = Obstacle.objects.filter(region=other.region, problem__contains=word)
    stuck.update(cause="rule")
    unnamed = stuck.exclude(pk__in=RuleNaming.objects.values("obstacle")).first()
    RuleNaming.objects.create(item_id=ids["rule_item"], obstacle=unnamed)
    asked = Question.objects.get(pk=ids["question"])
    Question.objects.create(
        region=other.region, asked_of="advisor", asked_by=other.leader,
        text=f"{asked.text} {inside}", answer="Zo.", answered_at=timezone.now(),
    )  # fmt: skip
    key = other.plan.activities.get(code="1.1").key
    still = Elective.objects.create(
        region=other.region,
        title=f"Stil {word}",
        activity_key=key,
        aims_at=2028,
        profiles=["PIE"],
    )
    PathStep.objects.create(elective=still, stage=Stage.IDEA, dated_on=datetime.date(2026, 5, 1))
