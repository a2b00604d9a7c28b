"""The words that regions put above the columns of a plan, and how much text fits below them."""

from regions.workbooks.headers import Wording, words

from .settling import settle, settle_costs

LENGTHS = {
    "code": 12,
    "line": 160,
    "title": 200,
    "delivers": 4_000,
    "kind": 80,
    "audience": 200,
    "sub_region": 80,
    "unit": 60,
    "owner": 120,
    "partners": 400,
    "cost_kind": 80,
    "cost_item": 200,
    "quantity_unit": 40,
}
WANTED = {"starts_on": "Startdatum", "ends_on": "Einddatum", "budget": "Begroting"}

VARIANTS: dict[str, tuple[str, ...]] = {
    "line_code": words(
        "actielijn nr, actielijnnr, actielijnnummer, nr actielijn, nummer actielijn, code "
        "actielijn, actielijn code, actielijncode, programmalijn nr, nr programmalijn, "
        "nummer programmalijn, code programmalijn, programmalijn code, ambitie nr, nr "
        "ambitie, nummer ambitie, code ambitie, ambitie code, line code"
    ),
    "line": words(
        "actielijn, actielijnen, programmalijn, programmalijnen, ambitie, ambities, lijn, "
        "hoofdlijn, speerpunt, thema, pijler, naam actielijn, action line, line"
    ),
    "code": words(
        "code, nr, nummer, no, activiteit nr, activiteitnr, activiteitnummer, nr "
        "activiteit, nummer activiteit, activiteit code, activiteitcode, code activiteit, "
        "activiteiten nr, volgnummer, id, ref, activity code"
    ),
    "title": words(
        "activiteit, activiteiten, naam activiteit, titel, titel activiteit, omschrijving "
        "activiteit, activiteit omschrijving, naam van de activiteit, wat gaan we doen, wat "
        "doen we, actie, acties, activity, title"
    ),
    "delivers": words(
        "resultaat, resultaten, wat levert het op, levert op, oplevert, deliverable, "
        "deliverables, beoogd resultaat, beoogde resultaten, opbrengst, opbrengsten, op te "
        "leveren, eindresultaat, doel, delivers"
    ),
    "kind": words("soort, soort activiteit, type, type activiteit, categorie, kind"),
    "audience": words("doelgroep, doelgroepen, voor wie, deelnemers, audience"),
    "sub_region": words("subregio, sub regio, deelregio, cluster, sub region"),
    "schools": words(
        "scholen, school, deelnemende scholen, betrokken scholen, vestiging, vestigingen, "
        "locatie, locaties, schools"
    ),
    "starts_on": words(
        "start, startdatum, van, vanaf, begin, begindatum, datum start, datum begin, "
        "aanvang, aanvangsdatum, start datum, begin datum, start date"
    ),
    "ends_on": words(
        "eind, einde, einddatum, tot, tot en met, t m, tm, datum eind, datum einde, gereed, "
        "gereed op, afgerond op, klaar, deadline, eind datum, end date"
    ),
    "budget": words(
        "begroting, begroot, begroot bedrag, budget, kosten, bedrag, totale kosten, totaal "
        "budget, totaal begroting, totaal, geld, kosten totaal, begroting totaal, "
        "budget totaal"
    ),
    "target": words(
        "doelaantal, streefaantal, streefgetal, streefwaarde, beoogd aantal, doelwaarde, "
        "kpi, norm, target"
    ),
    "count": words("aantal, aantallen, hoeveelheid"),  # a target, or what a price is multiplied by
    "quantity": words(
        "uren, uur, aantal uren, aantal uur, urenraming, inzet uren, uren inzet, dagen, aantal "
        "dagen, dagdelen, aantal dagdelen, stuks, aantal stuks, aantal eenheden"
    ),
    "price": words(
        "tarief, uurtarief, dagtarief, prijs, stuksprijs, eenheidsprijs, prijs per eenheid, prijs "
        "per stuk, prijs per uur, kostprijs, kosten per eenheid, kosten per stuk, kosten per uur, "
        "bedrag per eenheid, bedrag per stuk"
    ),
    "subsidy": words(
        "subsidie, waarvan subsidie, subsidiebedrag, gevraagde subsidie, aangevraagde subsidie, "
        "subsidie sto, sto subsidie, bijdrage sto, subsidiabel, subsidiabele kosten"
    ),
    "cofinancing": words(
        "cofinanciering, co financiering, waarvan cofinanciering, waarvan co financiering, "
        "bijdrage bedrijven, bijdrage bedrijfsleven, eigen bijdrage, bijdrage partners, in natura"
    ),
    "cost_kind": words(
        "kostensoort, kosten soort, soort kosten, type kosten, kostentype, kostencategorie, "
        "categorie kosten"
    ),
    "cost_item": words(
        "kostenpost, omschrijving kosten, begrotingspost, kosten omschrijving, post, waarvoor, "
        "specificatie, toelichting kosten, toelichting begroting, onderbouwing"
    ),
    "year": words("jaar, kalenderjaar, begrotingsjaar, uitvoeringsjaar, boekjaar, year"),
    "period": words(
        "periode, planning, looptijd, wanneer, tijdvak, tijdpad, tijdsplanning, schooljaar, "
        "uitvoeringsperiode, kwartaal, period"
    ),
    "owner": words(
        "trekker, trekkers, eigenaar, verantwoordelijk, verantwoordelijke, wie, actiehouder, "
        "uitvoerder, projectleider, contactpersoon"
    ),
    "partners": words(
        "met wie, partners, samen met, samenwerking met, samenwerkingspartners, betrokkenen, "
        "betrokken partijen, partijen"
    ),
    "unit": words("eenheid, wat tellen we, meeteenheid, eenheden, unit"),
    "milestones": words(
        "mijlpalen, mijlpaal, tussentijdse mijlpalen, tussentijdse mijlpaal, tussendoelen, "
        "tussenresultaten, tussentijdse resultaten, milestones"
    ),
}

MILESTONE_VARIANTS: dict[str, tuple[str, ...]] = {
    "code": words(
        "code, nr, nummer, activiteit, activiteit nr, activiteitnr, activiteit code, code "
        "activiteit, nr activiteit, activity code"
    ),
    "title": words("mijlpaal, mijlpalen, titel, omschrijving, wat, resultaat, milestone"),
    "due_on": words("datum, op, wanneer, gereed, gereed op, deadline, einddatum, due date"),
    "share": words("aandeel, deel, percentage, procent, share"),
}

# A table of nothing but costs, on a sheet beside the plan.
COST_VARIANTS: dict[str, tuple[str, ...]] = {
    "code": words(
        "nr, nummer, code, nr activiteit, activiteit nr, activiteitnr, activiteitnummer, nummer "
        "activiteit, activiteit code, code activiteit, activiteitcode, activity code"
    ),
    "title": words("activiteit, naam activiteit, activiteiten, titel, titel activiteit"),
    "cost_kind": (*VARIANTS["cost_kind"], "soort", "categorie", "type"),
    "cost_item": (*VARIANTS["cost_item"], "omschrijving", "wat", "toelichting", "kosten"),
    "year": VARIANTS["year"],
    "quantity": (*VARIANTS["quantity"], *VARIANTS["count"]),
    "quantity_unit": words("eenheid, eenheden, meeteenheid, unit, per"),
    "price": VARIANTS["price"],
    "budget": words(
        "bedrag, totaal, totaalbedrag, totale kosten, kosten totaal, begroting, begroot, begroot "
        "bedrag, budget"
    ),
    "subsidy": VARIANTS["subsidy"],
    "cofinancing": VARIANTS["cofinancing"],
}

AMOUNTS = ("budget", "subsidy", "cofinancing", "quantity")
WORDING = Wording(
    VARIANTS,
    ("title",),
    amounts=AMOUNTS,
    once=("price", "quantity", "target", "count"),
    settle=settle,
)
MILESTONE_WORDING = Wording(MILESTONE_VARIANTS, ("title", "due_on"))
COST_WORDING = Wording(
    COST_VARIANTS, (), amounts=AMOUNTS, once=("price", "quantity"), settle=settle_costs
)
