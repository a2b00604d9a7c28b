"""What waits for an advisor at the pages of the menu, for the number that stands beside them."""

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from advisors.answers.doors import waiting_for
from advisors.readings.doors import readings_of
from regions.accounts.models import User


def waiting_counts(user: User) -> dict[str, int]:
    """By the name of the page; one query, whatever there is."""
    waiting = {
        "advisor_questions": waiting_for(user),
        "readings": readings_of(user).waiting().select_related(None),
    }
    counted = {name: _count(rows) for name, rows in waiting.items()}
    rows = User.objects.filter(pk=user.pk).values_list(*counted.values())
    return dict(zip(counted, rows.get(), strict=True))


def _count(rows: QuerySet) -> Subquery:
    """How many rows, as a part of another query."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="count")).values("n")
    return Subquery(counted, output_field=IntegerField())
