"""How near a question lies to what people ask of anything: cooking, travelling, the weather.

A sentence model puts all questions close together. What is asked of this programme lies nearer to a
card than to such questions; what is asked of anything else does not.
"""

from functools import lru_cache

from . import model

EVERYDAY = (
    "Hoe kook ik rijst?",
    "Wie speelde de hoofdrol in die film?",
    "Waar ligt Portugal?",
    "Mijn hond blaft de hele nacht",
    "Hoe snoei ik een roos?",
    "Hoeveel inwoners heeft Nederland?",
    "Wat schenk ik voor een verjaardag?",
    "Wanneer begint de zomertijd?",
    "Wat is een goed recept voor pannenkoeken?",
    "Mijn computer start niet op",
    "Waar koop ik nieuwe schoenen?",
    "Wie heeft de telefoon uitgevonden?",
    "Hoe verf ik een muur?",
    "Hoe word ik sneller in hardlopen?",
    "Wat is de zin van het leven?",
)


def everyday(asked: list[float]) -> float:
    """How near the vector of a question lies to these, on average."""
    return sum(one * other for one, other in zip(asked, _middle(model.name()), strict=True))


@lru_cache(maxsize=1)
def _middle(_model: str) -> list[float]:
    """Worked out once in a process, with the first question of it."""
    vectors = model.embed_questions(EVERYDAY)
    return [sum(numbers) / len(vectors) for numbers in zip(*vectors, strict=True)]
