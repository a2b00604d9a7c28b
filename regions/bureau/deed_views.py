"""The page "who did what", and the same as a file."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from regions.access import Request, require_bureau
from regions.accounts.models import User
from regions.csv import csv_response
from regions.fields import DateInput
from regions.models import Region
from regions.web.lists import Choice, ListFilter, Words, list_page

from .deeds import deeds, kinds, rows_of

MOST_IN_CSV = 20_000


class Day(Words):
    """A day, or nothing where no day was typed."""

    widget = DateInput(attrs={"class": "form-control"})

    def clean(self, value: Any) -> str:
        try:
            return date.fromisoformat(super().clean(value)).isoformat()
        except ValueError:
            return ""


class DeedFilter(ListFilter):
    person = Choice(gettext_lazy("Who"), gettext_lazy("Everybody"))
    region = Choice(gettext_lazy("Region"), gettext_lazy("All"))
    kind = Choice(gettext_lazy("What"), gettext_lazy("All"))
    since = Day(gettext_lazy("From"))
    until = Day(gettext_lazy("Until and including"))


@require_safe
def deed_list(request: Request) -> HttpResponse:
    """Who did what, newest first, by person, region, kind and day."""
    require_bureau(request.user)
    form = DeedFilter(
        request.GET,
        person=User.objects.order_by("name__dutch").values_list("pk", "name"),
        region=Region.objects.order_by("name__dutch").values_list("pk", "name"),
        kind=sorted(
            ((label, str(model._meta.verbose_name)) for label, model in kinds().items()),
            key=lambda option: option[1],
        ),
    )
    return list_page(
        request,
        "bureau/deeds.html",
        rows_of(**form.wanted),
        lambda page: {"filter": form, "deeds": deeds(page.object_list)},
        file=_file,
    )


def _file(rows: Any) -> HttpResponse:
    head = [_("When"), _("Who"), _("Deed"), _("What"), _("Which"), _("Region"), _("Changed")]
    return csv_response(
        "wie-deed-wat.csv",
        head,
        [
            [
                timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M"),
                one.by, one.deed, one.kind, one.what, one.region, one.fields,
            ]
            for one in deeds(rows[:MOST_IN_CSV])
        ],
    )  # fmt: skip
