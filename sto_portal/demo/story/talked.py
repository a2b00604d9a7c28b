"""What is written down of a talk with a business, and with another kind of partner."""

TALKED_WITH_OTHERS = (
    "Komt naar de volgende netwerkbijeenkomst.",
    "Vraagt hoeveel leerlingen er stage lopen.",
    "Zet ons bericht in de nieuwsbrief.",
    "Denkt mee over de open dag.",
    "Heeft het druk, maar blijft meedoen.",
)
TALKED = (
    "Belt terug over het rooster van de gastlessen.",
    "Wil in het voorjaar twee leerlingen begeleiden.",
    "Vraagt wie de les over lassen maakt.",
    "Denkt mee over het keuzevak.",
    "Heeft het druk, maar blijft meedoen.",
)
