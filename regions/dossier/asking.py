"""What the receipt of a log asks: whether DUS-I must know of what the log told."""

from datetime import date

from regions.models import Region
from regions.progress.asking import Asked

from .notices.asks import asks_of


def asked_of_leader(region: Region, today: date) -> list[Asked]:
    return [
        Asked(ask.title, ask.label, ask.path(region))
        for ask in asks_of(region, today)
        if ask.news is not None
    ]
