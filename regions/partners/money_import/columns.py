"""The words that regions put above their columns of contributions, and the kinds in them.

Dutch whatever language the portal is read in: the workbooks are.
"""

from typing import Any

from django.utils.translation import gettext_lazy

from regions.workbooks.headers import normalised, words

LENGTHS = {
    "business": 120,
    "place": 80,
    "title": 160,
    "activity": 12,
    "proof": 200,
    "drop_reason": 300,
}


LABELS: dict[str, Any] = {
    "ref": gettext_lazy("reference in the portal"),
    "business": gettext_lazy("business"),
    "kvk": gettext_lazy("KvK number"),
    "place": gettext_lazy("place"),
    "partner_kind": gettext_lazy("kind of partner"),
    "kind": gettext_lazy("kind"),
    "title": gettext_lazy("what"),
    "activity": gettext_lazy("number of the activity"),
    "hours": gettext_lazy("hours"),
    "promised_on": gettext_lazy("day of the promise"),
    "promised": gettext_lazy("promised amount"),
    "expected_on": gettext_lazy("day when it is expected"),
    "delivered_on": gettext_lazy("day of the delivery"),
    "delivered": gettext_lazy("delivered amount"),
    "proven_on": gettext_lazy("day of the proof"),
    "proof": gettext_lazy("proof"),
    "dropped_on": gettext_lazy("day when it lapsed"),
    "drop_reason": gettext_lazy("why it lapsed"),
}
VARIANTS: dict[str, tuple[str, ...]] = {
    "ref": words("kenmerk, kenmerk portaal, portaal kenmerk, referentie"),
    "business": words(
        "bedrijf, bedrijfsnaam, naam bedrijf, partner, naam partner, organisatie, onderneming, "
        "bijdrager"
    ),
    "kvk": words("kvk, kvk nummer, kvknummer, kvk nr, nummer kvk, kamer van koophandel"),
    "place": words("plaats, vestigingsplaats, woonplaats, gemeente"),
    "partner_kind": words(
        "soort partner, type partner, partnersoort, soort organisatie, type organisatie"
    ),
    "kind": words("soort, soort bijdrage, type, type bijdrage, categorie, vorm"),
    "title": words(
        "wat, bijdrage, omschrijving, omschrijving bijdrage, toelichting bijdrage, wat brengt "
        "het bedrijf in, onderwerp"
    ),
    "activity": words("activiteit, activiteit nr, nr activiteit, activiteitnummer, activiteitnr"),
    "hours": words("uren, aantal uren, uren totaal, aantal uur"),
    "promised_on": words(
        "toegezegd op, datum toezegging, toezegging op, datum toegezegd, toezegdatum, datum"
    ),
    "promised": words(
        "toegezegd, toegezegd bedrag, bedrag toegezegd, toezegging, bedrag toezegging, bedrag, "
        "waarde"
    ),
    "expected_on": words("verwacht op, verwacht, verwachte levering, datum verwacht, uiterlijk"),
    "delivered_on": words("geleverd op, datum geleverd, datum levering, leverdatum"),
    "delivered": words("geleverd, geleverd bedrag, bedrag geleverd, bedrag levering"),
    "proven_on": words(
        "bewezen op, datum bewijs, getekend op, datum getekend, ondertekend op, datum ondertekening"
    ),
    "proof": words("bewijs, bewijsstuk, getekend door, ondertekend door, bestand"),
    "dropped_on": words("vervallen op, vervallen, komt niet, datum vervallen"),
    "drop_reason": words("reden, reden vervallen, omdat, waarom niet"),
}

_SPOKEN = {
    "cash": "geld, geldbedrag, in cash, cash, financieel, euro, euros, sponsoring",
    "hours": "uren, uur, inzet, inzet in uren, arbeid",
    "guest_lesson": "gastles, gastlessen, gastdocent, gastdocenten",
    "supervision": "begeleiding, stagebegeleiding, begeleiding stage, begeleiding van stages, "
    "begeleiding stages",
    "goods": "goederen, materiaal, materialen, goederen en materiaal, spullen",
    "machine": "machine, machines, apparaat, apparatuur",
    "room": "ruimte, ruimten, ruimtes, lokaal, lokalen, locatie",
}
KIND_WORDS = {word: kind for kind, spoken in _SPOKEN.items() for word in words(spoken)}
# What an export writes, so that it can always be read back.
KIND_LABELS = {
    "cash": "Geld",
    "hours": "Uren",
    "guest_lesson": "Gastlessen",
    "supervision": "Begeleiding van stages",
    "goods": "Goederen en materiaal",
    "machine": "Machines",
    "room": "Ruimtes",
}
KIND_WORDS |= {normalised(label): kind for kind, label in KIND_LABELS.items()}

PARTNER_LABELS = {
    "business": "Bedrijf",
    "branch": "Brancheorganisatie",
    "municipality": "Gemeente",
    "training": "Opleidingsbedrijf",
}
_CALLED = {
    "business": "onderneming, bedrijven",
    "branch": "branche, branchevereniging, brancheorganisaties",
    "municipality": "gemeenten",
    "training": "bedrijfsschool, bedrijfsscholen, opleidingsbedrijven, praktijkopleiding",
}
PARTNER_WORDS = {word: kind for kind, called in _CALLED.items() for word in words(called)}
PARTNER_WORDS |= {normalised(label): kind for kind, label in PARTNER_LABELS.items()}
