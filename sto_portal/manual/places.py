"""Which part of a guide belongs to a page: by the start of its address, the longest that fits.

In a region the address starts after its name; a star is one part that differs. A page that no row
names leads to the top of the guide.
"""

import re

from .guides import guide_of

PLACES: dict[str, dict[str, str]] = {
    "programmaleider": {
        "check-in/": "Het maandlog",
        "check-ins/": "Het maandlog",
        "work-group/": "De werkgroep schrijft zelf haar regels",
        "": "Tempo",
        "plan/": "Het plan",
        "activities/": "Het plan",
        "plan/budget/": "De begroting",
        "plan/realised/": "Wat er is uitgegeven",
        "plan/draft/detail/": "Twee jaren uitwerken",
        "plan/changes/": "Een wijziging voorstellen",
        "ideas/": "Ideeën",
        "plan/reports/": "Het verslag aan DUS-I",
        "steering/": "Besluiten",
        "partners/": "Partners",
        "partners/new/": "Een bedrijf toevoegen",
        "partners/contacts/": "Contact vastleggen",
        "partners/contributions/": "Cofinanciering",
        "partners/contributions/sign/": "Laten tekenen",
        "labs/": "Leerlabs",
        "events/": "Een event plannen en veranderen",
        "events/calendar/": "De agenda",
        "public/": "De openbare pagina",
        "internships/": "Stages",
        "electives/": "Keuzevakken",
        "electives/skills/": "Wat leerlingen oefenen",
        "dossier/": "Het dossier van DUS-I",
        "questions/": "Vragen",
        "talks/": "Afspraken",
        "feedback/": "Feedback",
        "handover/": "Overdracht",
        "start/": "Overdracht",
        "obstacles/": "Zo pakten zij het op",
        "/advisors/ways/": "Zo pakten zij het op",
        "/advisors/rules/": "Zo pakten zij het op",
        "/advisors/network/": "Netwerk",
        "/advisors/meetings/": "Netwerk",
        "/advisors/initiatives/": "Netwerk",
        "/advisors/cards/": "Vragen",
    },
    "ondersteuner": {
        "/advisors/": "Je week",
        "/advisors/questions/": "Vragenloket en antwoordkaarten",
        "/advisors/cards/": "Vragenloket en antwoordkaarten",
        "/advisors/readings/": "Plannen lezen",
        "/advisors/log/": "Belkaart en gesprekken",
        "/advisors/talks/": "Belkaart en gesprekken",
        "/advisors/roles/": "Hoe ver regio’s uiteenlopen",
        "/advisors/network/": "Netwerk",
        "/advisors/meetings/": "Netwerk",
        "/advisors/initiatives/": "Netwerk",
        "/advisors/ways/": "Zo pakten zij het op",
        "/advisors/rules/": "Zo pakten zij het op",
        "obstacles/": "Zo pakten zij het op",
        "ways/": "Zo pakten zij het op",
        "/national/": "Hoe ver regio’s uiteenlopen",
        "/search/": "Zoeken",
        "": "Je regio’s tegen hun eigen plan",
        "call-card/": "Belkaart en gesprekken",
        "talks/": "Belkaart en gesprekken",
        "feedback/": "Feedback en seintjes",
        "plan/reports/": "Verslagen lezen",
        "internships/": "Stages",
    },
    "stuurgroep": {
        "steering/start/": "Drie dingen kunt u doen",
        "steering/digests/": "Het maandbericht",
        "steering/decisions/": "Besluiten",
        "steering/remarks/": "Drie dingen kunt u doen",
        "steering/standing/": "De vergadering",
        "steering/": "Drie dingen kunt u doen",
    },
    "penvoerder": {
        "plan/": "Begroot, gerealiseerd, nog te besteden",
        "plan/realised/": "Invullen (controller en programmaleider)",
        "plan/realised/*/import/": "Uit Excel",
        "partners/contributions/": "Cofinanciering",
        "accountant/": "Een link voor de accountant",
        "plan/reports/": "Het verslag en het dossier (penvoerder)",
        "dossier/": "Het verslag en het dossier (penvoerder)",
        "steering/": "Wat de stuurgroep hoort",
    },
    "bureau": {
        "/bureau/": "Vandaag",
        "/bureau/regions/": "Regio’s",
        "/bureau/intake/": "Een regio in tien minuten",
        "/bureau/sites/": "Het scholenregister",
        "/bureau/people/": "Mensen",
        "/bureau/assignments/": "Mensen",
        "/bureau/businesses/": "Bedrijven",
        "/bureau/electives/": "Keuzevakken",
        "/bureau/privacy/": "Bewaren en wissen",
        "/bureau/moments/": "Regels en momenten",
        "/bureau/holidays/": "Regels en momenten",
        "/bureau/rules/": "Regels en momenten",
        "/bureau/report-formats/": "Regels en momenten",
        "/bureau/layouts/": "Regels en momenten",
        "/bureau/financing/": "Regels en momenten",
        "/mail/": "Mail",
        "plan/": "Plannen",
    },
    "bedrijf": {},
    "koppelen": {},
}


def anchor_of(guide: str, path: str) -> str:
    """The anchor of the part that belongs to the page at `path`; "" for the top of the guide."""
    inside = re.match(r"/regions/[\w-]+/(.*)", path)
    place = inside[1] if inside else path
    starts = [start for start in PLACES[guide] if _is_within(place, start)]
    if not starts:
        return ""
    title = PLACES[guide][max(starts, key=len)]
    return next(part.anchor for part in guide_of(guide).sections if part.title == title)


def _is_within(place: str, start: str) -> bool:
    """The empty start is the page of the region itself, and no other."""
    return bool(re.match(start.replace("*", "[^/]+"), place)) if start else not place
