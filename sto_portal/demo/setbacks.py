"""What does not succeed, and how it is picked up again; by kind of activity."""

from dataclasses import dataclass

from regions.plans.models import Activity

Kind = Activity.Kind


@dataclass(frozen=True)
class Setback:
    problem: str
    recovery: str
    who: str
    decision: str = ""  # asked when the activity is stalled


def _setback(problem: str, recovery: str, who: str, decision: str = "") -> Setback:
    return Setback(problem, recovery, who, decision)


SETBACKS: dict[str, tuple[Setback, ...]] = {
    Kind.EDUCATION: (
        _setback(
            "De docent die het lesmateriaal schrijft, is langdurig ziek.",
            "Een collega van een andere school neemt het over en krijgt twee uur per week.",
            "Directie van de school",
        ),
        _setback(
            "Twee scholen kregen het niet in het rooster.",
            "Volgend schooljaar staat het op een vaste middag; de roostermakers overleggen deze maand.",
            "Roostermakers",
        ),
        _setback(
            "Het lesmateriaal is te moeilijk voor de bb-leerlingen.",
            "We splitsen het in twee niveaus en testen het opnieuw met één groep.",
            "Ontwikkelteam",
        ),
        _setback(
            "Het praktijklokaal wordt verbouwd en is pas na de vakantie klaar.",
            "De lessen gaan zolang naar de werkplaats van het mbo.",
            "Locatieleider",
        ),
        _setback(
            "De leverancier levert de materialen twee maanden later.",
            "We beginnen met de materialen die er zijn en lenen de rest van een andere school.",
            "Programmaleider",
        ),
        _setback(
            "Er zijn te weinig aanmeldingen om een groep te vormen.",
            "Twee scholen maken samen één groep; de mentoren vertellen het in de klas.",
            "Teamleiders",
        ),
        _setback(
            "De bedrijven die meeschreven, hebben het nu te druk.",
            "We vragen per bedrijf één avond in plaats van een werkgroep.",
            "Programmaleider",
        ),
        _setback(
            "De scholen zijn het niet eens over het aantal uren.",
            "De schoolleiders kiezen in hun overleg tussen twee voorstellen.",
            "Schoolleiders",
            "Welke school levert de uren als de scholen er samen niet uitkomen?",
        ),
        _setback(
            "De toets past niet bij wat de leerlingen doen.",
            "De docenten maken met het mbo een praktijktoets.",
            "Docenten en mbo",
        ),
    ),
    Kind.CAREER: (
        _setback(
            "Mentoren hebben geen tijd voor de gesprekken.",
            "De gesprekken komen in de projectweek, met de vakmensen erbij.",
            "Mentoren",
        ),
        _setback(
            "Drie bedrijven zegden hun bezoek af.",
            "De stagemakelaar zoekt drie andere; er zijn er al twee gevraagd.",
            "Stagemakelaar",
        ),
        _setback(
            "Het vervoer naar de bedrijven is niet geregeld.",
            "De gemeente zoekt met ons naar een bus voor vier dagen.",
            "Programmaleider",
        ),
        _setback(
            "Het dossier van de ene school werkt niet op de andere.",
            "We kiezen één vorm die elke school kan openen.",
            "Werkgroep lob",
        ),
        _setback(
            "Ouders komen niet naar de avond.",
            "De avond gaat naar de werkplaats, met eten en een rondleiding door leerlingen.",
            "Decaan",
        ),
        _setback(
            "Het mbo heeft minder plekken voor meelopen.",
            "We spreiden de dagen over het hele jaar.",
            "Decanen en mbo",
        ),
    ),
    Kind.PLACEMENT: (
        _setback(
            "Twee installatiebedrijven nemen dit jaar geen leerlingen aan; de begeleiders zijn weggevallen.",
            "Drie bedrijven delen één begeleider; het gesprek daarover staat gepland.",
            "Stagemakelaar",
        ),
        _setback(
            "Er zijn te weinig stageplekken voor leerlingen zonder vervoer.",
            "We zoeken plekken op fietsafstand en vragen de gemeente om mee te denken.",
            "Stagemakelaar",
        ),
        _setback(
            "De stageweek valt samen met de toetsweek.",
            "De stageweek schuift; de scholen kiezen samen een nieuwe week.",
            "Teamleiders",
            "Stem in met een andere stageweek voor alle scholen.",
        ),
        _setback(
            "Bedrijven vinden de leerlingen te jong voor de machines.",
            "We maken met hen een lijst van wat wel mag, en oefenen dat vooraf in het lab.",
            "Docenten PIE",
        ),
        _setback(
            "De contracten zijn niet op tijd getekend.",
            "De administratie van één school doet ze voortaan voor alle scholen.",
            "Penvoerder",
        ),
        _setback(
            "Een groot bedrijf stopt met stages door een verhuizing.",
            "Vijf kleinere bedrijven nemen elk twee leerlingen.",
            "Stagemakelaar",
        ),
        _setback(
            "Een deel van de stages is uitgevallen en komt dit jaar niet terug.",
            "De leerlingen krijgen een opdracht van het bedrijf in het lab; de uren zelf zijn verloren.",
            "Stagebegeleiders",
        ),
        _setback(
            "De begeleiders op school hebben te grote groepen.",
            "Studenten van het mbo helpen bij de bezoeken.",
            "Schoolleiding",
        ),
        _setback(
            "Leerlingen haken af na de eerste week omdat het werk niet past.",
            "Leerlingen kiezen vooraf uit drie soorten werk, na een bezoek.",
            "Mentoren",
        ),
        _setback(
            "De verzekering van de stages is niet rond.",
            "De penvoerder sluit één verzekering voor alle scholen.",
            "Penvoerder",
            "Sluit de penvoerder één verzekering voor alle scholen?",
        ),
    ),
    Kind.LAB: (
        _setback(
            "De vergunning voor de verbouwing laat op zich wachten.",
            "We huren zolang een hal bij een bedrijf.",
            "Programmaleider",
            "Mag het lab een jaar in een gehuurde hal beginnen?",
        ),
        _setback(
            "De machines zijn geleverd, maar niet aangesloten.",
            "De installateur komt in de vakantie; een bedrijf leent ons zolang twee machines.",
            "Beheerder van het lab",
        ),
        _setback(
            "Er is geen beheerder voor de middagen.",
            "Twee bedrijven leveren om de beurt een instructeur.",
            "Bedrijven in de stuurgroep",
        ),
        _setback(
            "Scholen boeken het lab en komen niet.",
            "Wie niet komt, verliest de plek voor de volgende maand; dat spraken de schoolleiders af.",
            "Schoolleiders",
        ),
        _setback(
            "De huur is hoger dan begroot.",
            "We delen de ruimte met de bibliotheek en houden de dagen gelijk.",
            "Penvoerder",
            "Kiest de stuurgroep voor minder dagen of voor een andere ruimte?",
        ),
        _setback(
            "De brillen werken niet op het netwerk van de scholen.",
            "De ict-beheerders richten één apart netwerk in.",
            "Ict van de scholen",
        ),
        _setback(
            "De afzuiging is afgekeurd; er mag niet worden gelast.",
            "We lassen zolang bij een bedrijf; de nieuwe afzuiging is besteld.",
            "Beheerder van het lab",
        ),
        _setback(
            "Het lab is alleen met de auto goed te bereiken.",
            "Leerlingen reizen samen met een bus van de gemeente, op twee vaste dagen.",
            "Gemeente",
        ),
        _setback(
            "De bedrijven die zouden meebetalen, wachten op elkaar.",
            "De voorzitter van de bedrijven brengt ze bij elkaar; elk zegt een vast bedrag toe.",
            "Stuurgroeplid bedrijven",
            "Begint het lab ook als één bedrijf niet meebetaalt?",
        ),
    ),
    Kind.EVENT: (
        _setback(
            "De datum valt samen met de citotoets van groep 8.",
            "De dag gaat naar het najaar; de basisscholen weten het.",
            "Programmaleider",
        ),
        _setback(
            "Er zijn te weinig begeleiders om groepen te ontvangen.",
            "Leerlingen uit leerjaar 4 begeleiden mee, met een docent in de buurt.",
            "Docenten",
        ),
        _setback(
            "Basisscholen in het noorden doen nog niet mee.",
            "We gaan bij hen langs met de koffers in plaats van hen te vragen te komen.",
            "Programmaleider",
        ),
        _setback(
            "De zaal was dubbel geboekt en de avond is afgezegd.",
            "De avond komt in de werkplaats van het mbo.",
            "Organisatie",
        ),
        _setback(
            "Twee bedrijven trokken zich een week van tevoren terug.",
            "We vragen voortaan twee reservebedrijven per keer.",
            "Stagemakelaar",
        ),
        _setback(
            "Het weer maakte de buitendag onmogelijk.",
            "De dag wordt in het voorjaar ingehaald, met een tent.",
            "Organisatie",
        ),
        _setback(
            "De bussen zijn duurder dan begroot.",
            "Scholen rijden samen en delen de bus.",
            "Penvoerder",
        ),
        _setback(
            "Meisjes haken af omdat er alleen mannen voor de groep staan.",
            "Vier vrouwelijke vakmensen doen mee; zij zijn gevonden via het netwerk.",
            "Programmaleider",
        ),
    ),
    Kind.STAFF: (
        _setback(
            "Op het bedrijf is geen vervanging tijdens de lesuren.",
            "Twee bedrijven wisselen elkaar om de week af.",
            "Bedrijven",
            "Betaalt het programma de vervanging op het bedrijf?",
        ),
        _setback(
            "De docent metaal vertrekt en er is geen opvolger.",
            "De docentenpool vangt de lessen op; de vacature staat open bij drie scholen samen.",
            "Schoolleiding",
        ),
        _setback(
            "De scholing viel samen met de rapportvergadering.",
            "De scholing krijgt een vaste dag in de jaarplanning.",
            "Schoolleiders",
        ),
        _setback(
            "De vakman heeft moeite met orde in de klas.",
            "Een ervaren docent staat er zes weken naast.",
            "Team techniek",
        ),
        _setback(
            "De lerarenopleiding kan pas na de zomer beginnen.",
            "De deelnemers lopen zolang mee op twee scholen.",
            "Lerarenopleiding",
        ),
        _setback(
            "Docenten krijgen geen vrije uren voor de stage.",
            "De schoolleiders plannen de stages in de toetsweek.",
            "Schoolleiders",
            "Geven alle scholen hun docenten een dag vrij voor de stage?",
        ),
        _setback(
            "De instructeurs zijn op vrijdag niet beschikbaar.",
            "De groepen gaan naar de dinsdag.",
            "Roostermakers",
        ),
        _setback(
            "Scholen verrekenen de geleende uren verschillend.",
            "De penvoerder maakt één afspraak voor alle scholen.",
            "Penvoerder",
        ),
        _setback(
            "De subsidie voor zij-instromers is dit jaar op.",
            "We schuiven twee kandidaten door naar de volgende ronde.",
            "Schoolbesturen",
            "Betalen de besturen de opleiding zelf tot de volgende ronde?",
        ),
    ),
    Kind.PARTNERSHIP: (
        _setback(
            "De contactpersoon bij drie bedrijven is weg.",
            "De programmaleider belt de drie directeuren zelf.",
            "Programmaleider",
        ),
        _setback(
            "Bedrijven hebben door drukte geen tijd voor gastlessen.",
            "Gastlessen gaan naar de rustige maanden; de planning is klaar.",
            "Stagemakelaar",
        ),
        _setback(
            "Scholen beantwoorden aanbod van bedrijven te laat.",
            "Eén medewerker beantwoordt alles binnen een week.",
            "Loket bedrijven",
        ),
        _setback(
            "Er komen vooral bedrijven uit de bouw, en weinig uit de elektrotechniek.",
            "De brancheorganisatie nodigt haar leden in onze regio uit.",
            "Stuurgroeplid bedrijven",
        ),
        _setback(
            "De opdrachten van bedrijven zijn te groot voor een klas.",
            "Docenten knippen ze samen met het bedrijf in delen.",
            "Docenten",
        ),
        _setback(
            "Bedrijven weten niet wat zij mogen beslissen.",
            "We schrijven het op één bladzijde en bespreken het in het bedrijvencafé.",
            "Programmaleider",
        ),
        _setback(
            "Het café trok weinig scholen.",
            "Het café gaat naar de scholen toe, elke keer een andere.",
            "Programmaleider",
        ),
        _setback(
            "Twee bedrijven zijn samengegaan en hebben hun afspraken opnieuw te bekijken.",
            "Er is een gesprek met de nieuwe directie; de lopende lessen gaan door.",
            "Programmaleider",
        ),
        _setback(
            "Scholen en bedrijven spraken elkaar sinds de zomer niet meer.",
            "De programmaleider zet ze twee keer aan één tafel, eerst per sector.",
            "Programmaleider",
            "Mag er een deel van de begroting naar een vaste contactpersoon?",
        ),
    ),
}

MEDDLING = (
    "De stuurgroep wil dat de gastlessen voortaan op woensdag zijn. Wij zoeken uit of dat past.",
    "De voorzitter heeft zelf twee bedrijven toegezegd dat zij in januari mogen beginnen; dat staat niet in het plan.",
    "De stuurgroep vroeg om elke week een overzicht van de voortgang. Dat kost ons een dagdeel.",
    "In de stuurgroep ging het een uur over de kleur van de bus, en niet over de stages.",
    "De stuurgroep wil een andere leverancier voor de machines. De offerte lag al klaar.",
    "Twee leden belden rechtstreeks met docenten over hun lesmateriaal.",
)

MEDDLING_IDEAS = (
    (
        "Gastlessen altijd op woensdag",
        "De stuurgroep wil één vaste dag voor alle scholen.",
        "Stuurgroep",
    ),
    (
        "Andere leverancier voor de lasmachines",
        "Een lid kent een goedkopere leverancier.",
        "Lid van de stuurgroep",
    ),
    (
        "Elke week een overzicht in plaats van elke maand",
        "De stuurgroep wil sneller weten hoe het gaat.",
        "Voorzitter",
    ),
    (
        "De bus in de kleuren van de gemeente",
        "Voorstel uit de vergadering.",
        "Lid van de stuurgroep",
    ),
    ("Keuzevak Drone erbij, nog dit jaar", "Een lid zag het in een andere regio.", "Stuurgroep"),
    (
        "Docenten eerst laten solliciteren op het lab",
        "De stuurgroep wil de beheerder zelf kiezen.",
        "Voorzitter",
    ),
    (
        "Meidenmiddag samenvoegen met de open dag",
        "Scheelt een dag, volgens de stuurgroep.",
        "Lid van de stuurgroep",
    ),
)

IDEAS = (
    ("Techniekles in het zwembad", "Pompen en filters van dichtbij bekijken.", "Een basisschool"),
    (
        "Lasrobot lenen van een bedrijf",
        "Een bedrijf heeft er een over tot de zomer.",
        "Een bedrijf uit de regio",
    ),
    (
        "Podcast van leerlingen over hun stage",
        "Leerlingen interviewen hun begeleider.",
        "Leerlingen van leerjaar 4",
    ),
    ("Een maand samen met het ziekenhuis", "Zorgtechniek laten zien aan leerjaar 2.", "Een school"),
    ("Ouders als gastdocent", "Veel ouders werken zelf in de techniek.", "Ouderraad"),
    ("Winterklas op zaterdag", "Voor leerlingen die meer willen oefenen.", "Een docent"),
    (
        "Fietsen repareren voor de wijk",
        "Een werkplaats op de markt, een keer per maand.",
        "Een praktijkschool",
    ),
    (
        "Wisselen met een regio aan zee",
        "Twee dagen bij elkaar in de keuken kijken.",
        "Een programmaleider",
    ),
)
