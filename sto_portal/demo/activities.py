"""Activities as regions write them down: the pool that invented plans are drawn from.

`steps` are milestones in order; an activity without a unit is measured by them alone.
"""

from dataclasses import dataclass

from regions.plans.models import Activity

Kind = Activity.Kind


@dataclass(frozen=True)
class Example:
    kind: str
    title: str
    delivers: str
    audience: str = ""
    unit: str = ""
    target: tuple[int, int] = (0, 0)
    steps: tuple[str, ...] = ()


THEMES: dict[str, tuple[str, ...]] = {
    "aanbod": ("Aantrekkelijk techniekaanbod", "Techniek voor elke leerling", "Techniek dichtbij"),
    "keuze": ("Keuzevakken en lob", "Kiezen met kennis", "Loopbaan en keuzevakken"),
    "bedrijf": ("Bedrijven en stages", "Samen met bedrijven", "Leren op de werkvloer"),
    "lab": ("Leerlabs en basisscholen", "Hotspots in de regio", "Van basisschool tot vakman"),
    "docent": ("Docenten en vakmanschap", "Sterke teams", "Leraren in beweging"),
}

_LAB_STEPS = (
    "Ruimte gevonden",
    "Bedrijven gevraagd",
    "Inrichting besteld",
    "Eerste klas ontvangen",
    "Rooster voor alle scholen klaar",
    "Lab draait een heel schooljaar",
)
_SUBJECT_STEPS = (
    "Bedrijven gevraagd",
    "Opzet besproken met de scholen",
    "Lesmateriaal geschreven",
    "Lesmateriaal getest",
    "Docenten geschoold",
    "Eerste groep gestart",
    "Tweede school gestart",
)
_TEAM_STEPS = (
    "Afspraken op papier",
    "Eerste groep gestart",
    "Tussentijds besproken",
    "Tweede groep gestart",
    "Werkwijze vastgelegd",
)


def _example(kind: str, title: str, delivers: str, audience: str, counts: str, steps=()) -> Example:
    """`counts` is "100-200 leerlingen", or empty."""
    if not counts:
        return Example(kind, title, delivers, audience, steps=steps)
    span, unit = counts.split(" ", 1)
    low, high = span.split("-")
    return Example(kind, title, delivers, audience, unit, (int(low), int(high)), steps)


_E, _C, _P, _L, _V, _S, _B = (
    Kind.EDUCATION,
    Kind.CAREER,
    Kind.PLACEMENT,
    Kind.LAB,
    Kind.EVENT,
    Kind.STAFF,
    Kind.PARTNERSHIP,
)

POOL: dict[str, tuple[Example, ...]] = {
    "aanbod": (
        _example(
            _E,
            "Profieloriëntatie leerjaar 2",
            "Elke leerling werkt drie weken in een technisch profiel",
            "Leerjaar 2",
            "600-1400 leerlingen",
        ),
        _example(
            _V,
            "Meidenmiddag techniek",
            "Een middag per school per jaar met vrouwelijke vakmensen",
            "Meisjes in leerjaar 1 en 2",
            "240-480 deelnemers",
        ),
        _example(
            _E,
            "Techniekclub na school",
            "Een wekelijkse club op elke vestiging",
            "Leerjaar 1 en 2",
            "120-300 leerlingen",
        ),
        _example(
            _E,
            "Lesbrieven techniek in de onderbouw",
            "Lessen die elke school kan overnemen",
            "Leerjaar 1",
            "40-80 lessen",
        ),
        _example(
            _E,
            "Techniek in de avondschool",
            "Praktijkles op donderdagavond",
            "Leerjaar 3 en 4",
            "90-200 leerlingen",
        ),
        _example(
            _V,
            "Zomerschool techniek",
            "Een week werken aan een echte opdracht",
            "Leerjaar 2 en 3",
            "80-180 leerlingen",
        ),
        _example(
            _E,
            "Doorlopende leerlijn naar het mbo",
            "Vmbo en mbo geven dezelfde basis",
            "Leerjaar 3 en 4",
            "",
            _SUBJECT_STEPS,
        ),
        _example(
            _E,
            "Reizende techniekbus",
            "De bus staat op elke school twee weken",
            "Onderbouw",
            "60-140 schoolweken",
        ),
        _example(
            _V,
            "Techniekwedstrijd tussen scholen",
            "Teams bouwen aan één opdracht",
            "Leerjaar 2",
            "60-120 teams",
        ),
        _example(
            _E,
            "Praktijklessen voor gl en tl",
            "Elke gl- en tl-leerling maakt een werkstuk",
            "Gl en tl",
            "400-900 leerlingen",
        ),
        _example(
            _E,
            "Rekenen in de werkplaats",
            "Opdrachten die rekenen en praktijk verbinden",
            "Leerjaar 3",
            "50-100 opdrachten",
        ),
        _example(
            _E,
            "Ontwerpend leren in leerjaar 1",
            "Een projectweek op elke vestiging",
            "Leerjaar 1",
            "500-1100 leerlingen",
        ),
        _example(
            _E,
            "Duurzaam bouwen in de les",
            "Lessen over isoleren, zon en warmte",
            "BWI en MaT",
            "200-420 leerlingen",
        ),
    ),
    "keuze": (
        _example(
            _E,
            "Keuzevak Slimme Logistiek ontwikkelen",
            "Een keuzevak met drie bedrijven uit de regio",
            "Leerjaar 3 en 4",
            "",
            _SUBJECT_STEPS,
        ),
        _example(
            _E,
            "Keuzevak Energie in huis",
            "Een keuzevak over warmtepomp en zonnepaneel",
            "Leerjaar 4",
            "",
            _SUBJECT_STEPS,
        ),
        _example(
            _E,
            "Keuzevak Robot en besturing",
            "Een keuzevak dat op elke school te volgen is",
            "Leerjaar 3 en 4",
            "180-360 leerlingen",
            _SUBJECT_STEPS,
        ),
        _example(
            _E,
            "Keuzevak Onderhoud aan boord",
            "Een keuzevak met de werven in de buurt",
            "MaT en PIE",
            "",
            _SUBJECT_STEPS,
        ),
        _example(
            _E,
            "Keuzevak Drone en beeld",
            "Meten en vastleggen vanuit de lucht",
            "MVI",
            "120-260 leerlingen",
        ),
        _example(
            _E,
            "Keuzevak Hout en restauratie",
            "Oud handwerk met nieuwe machines",
            "BWI",
            "90-200 leerlingen",
        ),
        _example(
            _C,
            "Lob-route met bedrijven",
            "Vijf bezoeken per leerling, van oriëntatie tot keuze",
            "Leerjaar 2 tot en met 4",
            "900-2200 bezoeken",
        ),
        _example(
            _C,
            "Loopbaangesprek met een vakman",
            "Elke leerling spreekt een vakman voor de profielkeuze",
            "Leerjaar 2",
            "500-1200 gesprekken",
        ),
        _example(
            _C,
            "Lob-dossier voor alle scholen",
            "Eén dossier dat meegaat naar het mbo",
            "Leerjaar 3 en 4",
            "",
            _TEAM_STEPS,
        ),
        _example(
            _C,
            "Ouderavond techniek",
            "Ouders zien wat je met techniek kunt worden",
            "Ouders leerjaar 2",
            "60-130 avonden",
        ),
        _example(
            _C,
            "Meeloopdagen op het mbo",
            "Een dag meelopen in een technische opleiding",
            "Leerjaar 4",
            "600-1300 meeloopdagen",
        ),
        _example(
            _C,
            "Loopbaanmarkt met oud-leerlingen",
            "Oud-leerlingen vertellen over hun werk",
            "Leerjaar 3",
            "400-900 leerlingen",
        ),
        _example(
            _E,
            "Vaardigheden zichtbaar maken",
            "Een kaart met wat leerlingen leren per keuzevak",
            "Scholen en bedrijven",
            "30-60 vaardigheidskaarten",
        ),
    ),
    "bedrijf": (
        _example(
            _P,
            "Stages leerjaar 3 bij regionale bedrijven",
            "Een stageplek voor elke leerling in een technisch profiel",
            "Leerjaar 3",
            "160-420 stageplekken",
        ),
        _example(
            _P,
            "Snuffelstages leerjaar 2",
            "Een dag meedraaien bij een bedrijf",
            "Leerjaar 2",
            "500-1200 stagedagen",
        ),
        _example(
            _P,
            "Stageweek in de zorgtechniek",
            "Een week bij een instelling met zorgtechniek",
            "Z&W en PIE",
            "90-220 stageplekken",
        ),
        _example(
            _P,
            "Stagemakelaar voor alle scholen",
            "Eén loket voor bedrijven en scholen",
            "Leerjaar 3 en 4",
            "300-700 bemiddelde stages",
        ),
        _example(
            _B,
            "Gastlessen door vakmensen",
            "Elke klas krijgt vier gastlessen per jaar",
            "Leerjaar 2 en 3",
            "320-760 gastlessen",
        ),
        _example(
            _B,
            "Bedrijven als mede-eigenaar",
            "Bedrijven beslissen mee over de lessen",
            "Bedrijven",
            "24-60 bedrijven",
        ),
        _example(
            _B,
            "Bedrijvencafé elk kwartaal",
            "Scholen en bedrijven spreken elkaar",
            "Scholen en bedrijven",
            "400-900 bezoekers",
        ),
        _example(
            _B,
            "Opdrachten uit het bedrijfsleven",
            "Leerlingen werken aan een echte vraag",
            "Leerjaar 3 en 4",
            "90-200 opdrachten",
        ),
        _example(
            _V,
            "Bedrijfsbezoek voor elke klas",
            "Twee bezoeken per klas per jaar",
            "Leerjaar 1 en 2",
            "260-620 bezoeken",
        ),
        _example(
            _V,
            "Open bedrijvendag",
            "Bedrijven openen een dag hun deuren",
            "Leerlingen en ouders",
            "1200-3600 bezoekers",
        ),
        _example(
            _B,
            "Materialen en machines van bedrijven",
            "Bedrijven geven materiaal en machines in bruikleen",
            "Scholen",
            "60-160 bijdragen",
        ),
        _example(
            _P,
            "Leerwerkplek op de bouwplaats",
            "Groepen werken een dag per week op de bouw",
            "BWI",
            "120-260 leerlingen",
        ),
        _example(
            _B,
            "Jongeren coachen jongeren",
            "Jonge vakmensen begeleiden leerlingen",
            "Leerjaar 3",
            "80-180 koppels",
        ),
    ),
    "lab": (
        _example(
            _L,
            "Leerlab Smart Technology",
            "Een lab met robots en sensoren voor alle scholen",
            "Alle leerjaren",
            "",
            _LAB_STEPS,
        ),
        _example(
            _L,
            "Leerlab Duurzame energie",
            "Een lab met warmtepompen en zonnepanelen",
            "Leerjaar 3 en 4",
            "",
            _LAB_STEPS,
        ),
        _example(
            _L,
            "Hotspot Metaal en lassen",
            "Een werkplaats die scholen en bedrijven delen",
            "PIE en MaT",
            "1200-3000 bezoeken",
        ),
        _example(
            _L,
            "Hotspot Bouw bij een bedrijf",
            "Les op de werkplaats van een bouwbedrijf",
            "BWI",
            "900-2000 lesuren",
        ),
        _example(
            _L,
            "Leerlab in de bibliotheek",
            "Een maakplaats in het midden van de plaats",
            "Basisschool en vmbo",
            "1500-4200 bezoeken",
        ),
        _example(
            _V,
            "Technische basisschooldagen",
            "Groep 7 en 8 werkt een dag in de werkplaats",
            "Groep 7 en 8",
            "900-2600 leerlingen",
        ),
        _example(
            _V,
            "Techniekkoffers voor basisscholen",
            "Koffers met proeven die scholen lenen",
            "Groep 5 tot en met 8",
            "120-320 uitleningen",
        ),
        _example(
            _V,
            "Open dag in de werkplaats",
            "Ouders en kinderen doen zelf mee",
            "Groep 8 en ouders",
            "1400-3400 bezoekers",
        ),
        _example(
            _V,
            "Vmbo-leerlingen geven les op de basisschool",
            "Leerlingen laten kinderen zelf bouwen",
            "Groep 6 en 7",
            "140-360 lessen",
        ),
        _example(
            _L,
            "Virtuele werkplaats",
            "Oefenen met brillen voordat het echt is",
            "Leerjaar 2 en 3",
            "700-1600 oefenuren",
        ),
        _example(
            _L,
            "Leerlab Water en techniek",
            "Een lab met pompen en sluizen op schaal",
            "Alle leerjaren",
            "",
            _LAB_STEPS,
        ),
        _example(
            _V,
            "Techniekfestival in de regio",
            "Een dag voor leerlingen, ouders en bedrijven",
            "Iedereen",
            "2400-6000 bezoekers",
        ),
    ),
    "docent": (
        _example(
            _S,
            "Hybride docenten",
            "Vakmensen staan een dag per week voor de klas",
            "Bedrijven en scholen",
            "16-40 docenten",
        ),
        _example(
            _S,
            "Docentstages bij bedrijven",
            "Elke techniekdocent loopt een week mee",
            "Docenten",
            "60-150 docentstages",
        ),
        _example(
            _S,
            "Scholing nieuwe machines",
            "Docenten werken met de nieuwe machines",
            "Docenten",
            "120-300 scholingsdagen",
        ),
        _example(
            _S,
            "Ontwikkelteams keuzevakken",
            "Docenten en bedrijven schrijven samen",
            "Docenten",
            "",
            _TEAM_STEPS,
        ),
        _example(
            _S,
            "Zij-instroom techniek",
            "Vakmensen halen hun bevoegdheid",
            "Zij-instromers",
            "12-30 zij-instromers",
        ),
        _example(
            _S,
            "Instructeurs opleiden",
            "Instructeurs begeleiden groepen in het lab",
            "Instructeurs",
            "24-60 instructeurs",
        ),
        _example(
            _S,
            "Netwerk van techniekdocenten",
            "Docenten van alle scholen leren van elkaar",
            "Docenten",
            "240-560 deelnemers",
        ),
        _example(
            _S,
            "Lob-scholing voor mentoren",
            "Mentoren voeren betere loopbaangesprekken",
            "Mentoren",
            "140-340 mentoren",
        ),
        _example(
            _S,
            "Gedeelde docentenpool",
            "Scholen lenen elkaar docenten uit",
            "Scholen",
            "600-1500 lesuren",
        ),
        _example(
            _S,
            "Praktijkdag voor schoolleiders",
            "Schoolleiders zien de werkplaats van binnen",
            "Schoolleiders",
            "60-140 deelnemers",
        ),
    ),
}
