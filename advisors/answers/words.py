"""Which rows say certain words: by their stem in Dutch, or by a part of a word."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from advisors.models.questions import DUTCH
from regions.web.searching import having


def in_text(words: str, *fields: str) -> Q:
    """Rows with a search vector `words` that say all of these words, or hold them in `fields`."""
    by_stem = Q(words=SearchQuery(words, config=DUTCH, search_type="websearch"))
    return by_stem | having(words, *fields)
