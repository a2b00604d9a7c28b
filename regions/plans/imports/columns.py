"""The words that regions put above the columns of a plan, and how much text fits below them."""

from regions.workbooks.headers import words

LENGTHS = {
    "code": 12,
    "line": 160,
    "title": 200,
    "delivers": 4_000,
    "kind": 80,
    "audience": 200,
    "sub_region": 80,
    "unit": 60,
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
        "budget, totaal begroting, totaal, subsidie, geld, kosten totaal, begroting totaal, "
        "budget totaal"
    ),
    "target": words(
        "doelaantal, streefaantal, streefgetal, streefwaarde, beoogd aantal, doelwaarde, "
        "aantal, kpi, norm, target"
    ),
    "unit": words("eenheid, wat tellen we, meeteenheid, eenheden, unit"),
    "milestones": words("mijlpalen, mijlpaal, tussendoelen, tussenresultaten, milestones"),
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
