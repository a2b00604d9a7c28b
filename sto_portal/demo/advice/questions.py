"""The question desk of the demonstration: cards, and three hundred questions over a year."""

import datetime
import io
from random import Random

import xlsxwriter
from django.utils.text import slugify

from advisors.models import AnswerCard, CardFile, CardUse, Invitation, Question, Theme
from regions.accounts.models import User
from regions.models import Membership, Region, Role
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.texts import text_of

SEED = "questions"
ASKED = 300
WAITING = 12  # of the latest ones, in regions without a story of their own
CONFIDENTIAL = 6
RECENT = 90  # days in which one theme is asked about more than before
RISING = "Docenten"
WITH_PAPER = 6  # cards with a document
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_cards_and_questions(clock: Clock) -> None:
    """Reads who leads and advises from the database; the questions of the stories stay."""
    random = Random(SEED)
    themes = {theme.name: theme for theme in Theme.objects.all()}
    held = Membership.objects.on(clock.today).select_related("user")
    advisors = {
        membership.region_id or 0: membership.user for membership in held.filter(role=Role.ADVISOR)
    }
    leaders = {
        membership.region_id or 0: membership.user for membership in held.filter(role=Role.LEADER)
    }
    regions = list(Region.objects.filter(pk__in=set(advisors) & set(leaders)).order_by("pk"))
    owners = sorted(set(advisors.values()), key=lambda user: user.pk)
    cards = _cards(owners, themes, random, clock)
    questions = [
        _question(number, regions, advisors, leaders, cards, random, clock)
        for number in range(ASKED)
    ]
    Question.objects.bulk_create(questions)
    _use(cards, regions, leaders, random, clock)
    _think_along(questions, owners, random, clock)


def _cards(
    owners: list[User], themes: dict[str, Theme], random: Random, clock: Clock
) -> list[AnswerCard]:
    rows = []
    for number, told in enumerate(text_of("questions")["cards"]):
        days = random.randint(-20, 330)
        rows.append(
            AnswerCard(
                title=told["title"],
                answer=told["answer"],
                theme=themes[told["theme"]],
                kind=told["kind"],
                owner=owners[number % len(owners)],
                is_for_starters=told.get("starters", False),
                recheck_on=clock.today + datetime.timedelta(days=days),
                published_at=clock.instant(clock.today - datetime.timedelta(days=365), 9, number),
            )
        )
    cards = AnswerCard.objects.bulk_create(rows)
    CardFile.objects.bulk_create(_paper(card) for card in cards[:WITH_PAPER])
    return cards


def _paper(card: AnswerCard) -> CardFile:
    """An example to download: a list to fill in."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Voorbeeld")
        sheet.set_column(0, 2, 30)
        sheet.write(0, 0, card.title, book.add_format({"bold": True}))
        sheet.write(1, 0, "Voorbeeld uit de demonstratie. Vul in wat voor jullie geldt.")
        sheet.write_row(3, 0, ("Wat", "Wie", "Wanneer"), book.add_format({"bottom": 1}))
    content = kept.getvalue()
    name = f"{slugify(card.title)}.xlsx"
    return CardFile(card=card, name=name, content_type=XLSX, content=content, size=len(content))


def _question(
    number: int,
    regions: list[Region],
    advisors: dict[int, User],
    leaders: dict[int, User],
    cards: list[AnswerCard],
    random: Random,
    clock: Clock,
) -> Question:
    """Question `number`, the newest first; the last months ask more about one theme."""
    region = random.choice(regions)
    ago = 1 + number * 360 // ASKED
    rising = [card for card in cards if card.theme.name == RISING]  # type: ignore[union-attr]
    about = random.choice(rising if ago < RECENT and random.random() < 0.3 else cards)
    texts = next(card for card in text_of("questions")["cards"] if card["title"] == about.title)
    asked_at = clock.instant(clock.today - datetime.timedelta(days=ago), 9, number % 60)
    waits = number < WAITING and advisors[region.pk] != advisors[regions[0].pk]
    wait = min(random.choice([0, 1, 1, 2, 2, 3, 5, 8]), ago - 1)
    is_told_apart = number % (ASKED // CONFIDENTIAL) == 7
    return Question(
        region=region,
        kind=about.kind,
        theme=about.theme,
        asked_of=Question.AskedOf.ADVISOR,
        text=random.choice(texts["asked"]),
        asked_by=leaders[region.pk],
        asked_at=asked_at,
        is_confidential=is_told_apart,
        assignee=advisors[region.pk] if is_told_apart else None,
        answer="" if waits else about.answer,
        answered_by=None if waits else advisors[region.pk],
        answered_at=None if waits else asked_at + datetime.timedelta(days=wait, hours=3),
        card=about if not waits and not is_told_apart and random.random() < 0.4 else None,
    )


def _use(
    cards: list[AnswerCard],
    regions: list[Region],
    leaders: dict[int, User],
    random: Random,
    clock: Clock,
) -> None:
    """What leaders found by themselves, and did not ask."""
    uses = []
    for card in cards:
        for region in random.sample(regions, random.randint(0, 9)):
            day = clock.today - datetime.timedelta(days=random.randint(0, 300))
            uses.append(CardUse(card=card, region=region, used_by=leaders[region.pk], used_on=day))
    CardUse.objects.bulk_create(uses, ignore_conflicts=True)


def _think_along(
    questions: list[Question], owners: list[User], random: Random, clock: Clock
) -> None:
    """Now and then a colleague was asked."""
    rows = []
    for question in questions[::25]:
        others = [user for user in owners if user != question.answered_by]
        if question.answered_at and not question.is_confidential:
            rows.append(
                Invitation(
                    question=question,
                    colleague=random.choice(others),
                    invited_by=question.answered_by,
                    invited_at=question.asked_at,
                    thought="Begin klein en spreek eerst de mensen apart.",
                    thought_at=question.answered_at,
                )
            )
    Invitation.objects.bulk_create(rows)
