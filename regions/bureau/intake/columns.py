"""The six sheets of the bureau's workbook: their names, their columns and the words in them.

The words are Dutch whatever language the portal is read in, as in every import.
"""

from dataclasses import dataclass

from regions.models import Region, Role, School
from regions.steering.models import SteeringGroup
from regions.workbooks.headers import Variants, Wording, normalised, words
from regions.workbooks.writer import Columns


@dataclass(frozen=True)
class SheetKind:
    """One sheet: its name in the template, others that are taken too, and its columns."""

    name: str
    title: str
    also: tuple[str, ...]
    variants: Variants
    required: tuple[str, ...]  # headers that must be there
    filled: tuple[str, ...]  # cells that may not be empty
    columns: Columns

    @property
    def wording(self) -> Wording:
        amounts = ("cents",) if "cents" in self.variants else ()
        return Wording(self.variants, self.required, amounts)

    @property
    def titles(self) -> frozenset[str]:
        return frozenset({normalised(self.title), *self.also})

    def header(self, field: str) -> str:
        return next(text for name, text, _width, _format in self.columns if name == field)


REGION = ("regio", "regionaam", "naam regio", "naam van de regio")
FROM = words("vanaf, begin, begindatum, startdatum, ingangsdatum, eerste dag, start")
UNTIL = words("tot en met, tot, eind, einddatum, laatste dag, einde")

REGIONS = SheetKind(
    "regions",
    "Regio's",
    ("regio", "regios"),
    {
        "name": (*REGION, "naam"),
        "kind": words("soort, soort regio, type"),
        "line_label": words("woord voor actielijn, actielijn heet"),
        "leader_label": words("woord voor programmaleider, programmaleider heet"),
        "tolerance": words("marge in maanden, marge, tolerantie, tolerantie in maanden"),
    },
    ("name",),
    ("name",),
    (
        ("name", "Regio", 28, "text"),
        ("kind", "Soort", 20, "text"),
        ("line_label", "Woord voor actielijn", 20, "text"),
        ("leader_label", "Woord voor programmaleider", 24, "text"),
        ("tolerance", "Marge in maanden", 14, "text"),
    ),
)
PARTS = SheetKind(
    "parts",
    "Subregio's",
    ("subregio", "subregios", "deelregio s", "deelregios"),
    {
        "region": REGION,
        "name": words("subregio, sub regio, deelregio, naam subregio, naam van de subregio, naam"),
        "lead_name": words("leider, leider van de subregio, coördinator, trekker, contactpersoon"),
    },
    ("region", "name"),
    ("region", "name"),
    (
        ("region", "Regio", 28, "text"),
        ("name", "Subregio", 28, "text"),
        ("lead_name", "Leider", 28, "text"),
    ),
)
SCHOOLS = SheetKind(
    "schools",
    "Scholen",
    ("school", "vestigingen", "scholen en vestigingen"),
    {
        "region": REGION,
        "name": words("school, naam school, schoolnaam, naam, vestiging, vestigingsnaam"),
        "kind": words("soort, soort school, schoolsoort, type"),
        "place": words("plaats, plaatsnaam, vestigingsplaats, woonplaats"),
        "brin": words(
            "brin en vestiging, brin, brinnummer, brin nummer, brin vestiging, brin6, "
            "vestigingscode, vestigingsnummer, brin en vestigingsnummer"
        ),
        "sub_region": words("subregio, sub regio, deelregio, cluster"),
    },
    ("region",),
    ("region",),
    (
        ("region", "Regio", 28, "text"),
        ("name", "School", 36, "text"),
        ("kind", "Soort", 16, "text"),
        ("place", "Plaats", 22, "text"),
        ("brin", "BRIN en vestiging", 18, "text"),
        ("sub_region", "Subregio", 24, "text"),
    ),
)
PEOPLE = SheetKind(
    "people",
    "Mensen",
    ("mens", "personen", "rollen", "mensen en rollen", "contactpersonen"),
    {
        "region": REGION,
        "name": words("naam, voor en achternaam, volledige naam, persoon"),
        "email": words("e mailadres, emailadres, e mail, email, mail, mailadres"),
        "phone": words("telefoon, telefoonnummer, tel, mobiel"),
        "role": words("rol, functie"),
        "starts_on": FROM,
        "ends_on": UNTIL,
        "is_interim": words("waarnemend, tijdelijk, interim, ad interim"),
    },
    ("region", "email", "role"),
    ("region", "email", "role"),
    (
        ("region", "Regio", 28, "text"),
        ("name", "Naam", 28, "text"),
        ("email", "E-mailadres", 34, "text"),
        ("phone", "Telefoon", 16, "text"),
        ("role", "Rol", 28, "text"),
        ("starts_on", "Vanaf", 12, "date"),
        ("ends_on", "Tot en met", 12, "date"),
        ("is_interim", "Waarnemend", 13, "text"),
    ),
)
GROUPS = SheetKind(
    "groups",
    "Stuurgroepen",
    ("stuurgroep", "regiegroepen", "regiegroep"),
    {
        "region": REGION,
        "label": words("naam van de groep, groep heet, groep, benaming"),
        "rhythm": words("maandbericht, ritme, hoe vaak"),
        "digests_from_on": words("eerste maand, eerste maandbericht, vanaf, eerste maand bericht"),
    },
    ("region", "rhythm"),
    ("region",),
    (
        ("region", "Regio", 28, "text"),
        ("label", "Naam van de groep", 20, "text"),
        ("rhythm", "Maandbericht", 20, "text"),
        ("digests_from_on", "Eerste maand", 14, "date"),
    ),
)
BUDGETS = SheetKind(
    "budgets",
    "Budgetten",
    ("budget", "begrotingen", "subsidie"),
    {
        "region": REGION,
        "cents": words(
            "subsidiabel budget, budget, subsidiebedrag, subsidie, bedrag, meerjarenbudget, "
            "subsidiabel meerjarenbudget"
        ),
        "starts_on": FROM,
        "ends_on": UNTIL,
        "source": words("bron, kenmerk, beschikking"),
    },
    ("region", "cents"),
    ("region", "cents", "starts_on", "ends_on"),
    (
        ("region", "Regio", 28, "text"),
        ("cents", "Subsidiabel budget", 20, "euro"),
        ("starts_on", "Vanaf", 12, "date"),
        ("ends_on", "Tot en met", 12, "date"),
        ("source", "Bron", 40, "text"),
    ),
)
SHEETS = (REGIONS, PARTS, SCHOOLS, PEOPLE, GROUPS, BUDGETS)

Words = dict[str, tuple[str, ...]]  # value → the word of the template first, others after it

KINDS: Words = {
    Region.Kind.TECHNICAL: words("techniekregio, regio met techniek, techniek"),
    Region.Kind.LOW_TECH: words("techniekluwe regio, techniekluw, regio met weinig techniek"),
}
LINE_LABELS: Words = {
    value: (value, f"{value}en", f"{value}s") for value in Region.LineLabel.values
}
LEADER_LABELS: Words = {value: (value,) for value in Region.LeaderLabel.values}
SCHOOL_KINDS: Words = {
    School.Kind.VMBO: words("vmbo, vbo, mavo, vmbo en havo, vo"),
    School.Kind.MBO: words("mbo, roc, aoc, vakschool"),
    School.Kind.PRO: words("praktijkonderwijs, pro, pro school"),
    School.Kind.HAVO_VWO: words("havo/vwo, havo vwo, havo, vwo, gymnasium, havo of vwo"),
    School.Kind.VSO: words("vso, voortgezet speciaal onderwijs, so vso"),
    School.Kind.PO: words("po, basisschool, basisonderwijs, primair onderwijs"),
}
ROLES: Words = {
    Role.LEADER: words("programmaleider, programmamanager, projectleider"),
    Role.DEPUTY: words("plaatsvervangend programmaleider, plaatsvervanger"),
    Role.CHAIR: words("voorzitter van de stuurgroep, voorzitter, voorzitter stuurgroep"),
    Role.LEAD_APPLICANT: words("penvoerder"),
    Role.SCHOOL_BOARD: words("schoolbestuurder, bestuurder, lid namens de scholen"),
    Role.BUSINESS: words("lid namens het bedrijfsleven, bedrijfsleven, ondernemer"),
    Role.CONTROLLER: words("controller"),
    Role.ADVISOR: words("landelijk ondersteuner, ondersteuner"),
}
OF_THE_BUREAU = frozenset({"landelijk bureau", "bureau"})
LABELS: Words = {value: (value,) for value in SteeringGroup.Label.values}
RHYTHMS: Words = {
    str(SteeringGroup.Rhythm.MONTHLY): words("elke maand, maandelijks, iedere maand"),
    str(SteeringGroup.Rhythm.TWO_MONTHLY): words(
        "elke twee maanden, tweemaandelijks, om de twee maanden, iedere twee maanden"
    ),
    str(SteeringGroup.Rhythm.HALF_YEARLY): words(
        "twee keer per jaar, halfjaarlijks, elk half jaar, 2 keer per jaar"
    ),
}
# What a person chooses from in the template, by sheet and column.
CHOICES: dict[tuple[str, str], Words] = {
    ("regions", "kind"): KINDS,
    ("regions", "line_label"): LINE_LABELS,
    ("regions", "leader_label"): LEADER_LABELS,
    ("schools", "kind"): SCHOOL_KINDS,
    ("people", "role"): ROLES,
    ("groups", "label"): LABELS,
    ("groups", "rhythm"): RHYTHMS,
}
