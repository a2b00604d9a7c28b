"""What is asked of both: the page, by whom, and a word that is on it."""

from dataclasses import dataclass

from . import rows

LAST_ACTIVITY = "Stages en gastlessen bij bedrijven 40"


@dataclass(frozen=True)
class Page:
    title: str
    path: str
    person: int
    word: str
    most_queries: int = 10


LAST_REGION = f"Meetregio {rows.REGIONS}"
PARTNERS = f"/regions/{rows.SLUG}/partners/"
MONEY = f"{PARTNERS}contributions/"
SPENT = f"/regions/{rows.SLUG}/plan/realised/?year=all"
LOG = f"/regions/{rows.SLUG}/check-in/"
CARDS = "/advisors/cards/?q=stuurgroep"
PAGES = (
    Page("Advisor’s page", "/advisors/", rows.ADVISOR, "Meetregio 8", 25),
    Page("Advisor’s page, all regions", "/advisors/", rows.ADVISOR_OF_ALL, LAST_REGION, 25),
    Page("Region dashboard", f"/regions/{rows.SLUG}/", rows.LEADER, LAST_ACTIVITY),
    Page("National list", "/national/", rows.BUREAU, LAST_REGION),
    Page("Log page", LOG, rows.LEADER, LAST_ACTIVITY),
    Page("List of partners", PARTNERS, rows.LEADER, "Bedrijf 60 van Meetregio 1", 16),
    Page("Contributions of partners", MONEY, rows.LEADER, "materiaal 400", 16),
    Page("Budget of a plan", f"/regions/{rows.SLUG}/plan/budget/", rows.LEADER, LAST_ACTIVITY),
    Page("What was spent", SPENT, rows.LEADER, LAST_ACTIVITY),
    Page("Question desk", "/advisors/questions/", rows.ADVISOR, "Thema 3", 20),
    Page("Answer cards", CARDS, rows.LEADER, "een stuurgroep in geval", 16),
    Page("Search", "/search/?q=stuurgroep", rows.ADVISOR, "Hoe werkt een stuurgroep", 20),
    Page("Catalogue of electives", "/electives/?q=robot", rows.LEADER, "Robot en besturing"),
)
