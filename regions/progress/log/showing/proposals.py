"""Proposed counts: what came since the count of last time, by what other rooms know."""

from uuid import UUID

from regions.progress.known import Known, Span, counted_in, known_since
from regions.progress.log.due import LogBook


def proposals_of(book: LogBook) -> dict[UUID, Known]:
    """By key of the activity, where it was counted before and is not yet in this log."""
    spans = {}
    for row in book.due:
        update = book.updates.get(row.activity.pk)
        is_counted = update is not None and update.counted is not None and not update.is_unchanged
        counts = counted_in(row.activity.unit)
        if row.activity.target and row.counted_on and counts and not is_counted:
            spans[row.activity.key] = Span(counts, row.counted_on, book.as_of)
    return known_since(book.region, spans)


def taken(book: LogBook, activity_id: int) -> int | None:
    """The total that is proposed for an activity, if there is one."""
    row = next((row for row in book.due if row.activity.pk == activity_id), None)
    known = proposals_of(book).get(row.activity.key) if row else None
    return (row.counted_before or 0) + known.number if row and known else None
