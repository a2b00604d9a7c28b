"""Two businesses that are one: everything moves, and undoing puts every row back."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.labs.models import Event, Lab
from regions.partners.models import (
    Business,
    BusinessMerge,
    ContactMoment,
    ContactPerson,
    Contribution,
    Partnership,
    Proof,
    StepChange,
)
from regions.partners.register.merge_preview import preview
from regions.partners.register.merging import NotMergeable, links_to_partnership, merge, undo
from tests.conftest import LONG_AGO, NOW, Place

TODAY = NOW.date()
STEPS = Partnership.Step.values
WHEN = {"starts_at": NOW, "ends_at": NOW + datetime.timedelta(hours=1)}


def full(place: Place, business: Business, **fields) -> Partnership:
    """A partnership with one of everything that can point at it."""
    row = Partnership.objects.create(
        region=place.region, business=business, **{"started_on": LONG_AGO, **fields}
    )
    who = ContactPerson.objects.create(partnership=row, name=f"Piet van {business}")
    ContactMoment.objects.create(partnership=row, person=who, held_on=TODAY)
    Proof.objects.create(partnership=row, kind="lessons", dated_on=TODAY, text="Praat mee")
    StepChange.objects.create(partnership=row, to_step="exchange", changed_on=TODAY)
    Contribution.objects.create(
        partnership=row, kind="cash", title="Geld", promised_on=TODAY, promised_cents=100
    )
    lab = Lab.objects.create(region=place.region, name=f"Lab {row.pk}", owner_partner=row)
    lab.contributors.add(row)
    event = Event.objects.create(region=place.region, kind="open_day", title="Open dag", **WHEN)
    event.partners.add(row)
    return row


def everything() -> dict[str, list]:
    """Every row that a merge may touch, as plain values."""
    tables = [Business, Partnership, *{table for _name, table, _column in links_to_partnership()}]
    return {
        table._meta.label: list(table._base_manager.order_by("pk").values()) for table in tables
    }


def pointing_at(partnership: Partnership) -> int:
    return sum(
        table._base_manager.filter(**{column: partnership}).count()
        for _name, table, column in links_to_partnership()
    )


@pytest.fixture
def two(db) -> tuple[Business, Business]:
    return (
        Business.objects.create(name="Van Rees", place="Oosterveen"),
        Business.objects.create(name="Van Rees Installatie B.V.", kvk="12345678", place="Elders"),
    )


@pytest.mark.django_db
def test_every_room_that_points_at_a_partner_is_known():
    assert {name for name, _table, _column in links_to_partnership()} >= {
        "partners.ContactPerson.partnership",
        "partners.ContactMoment.partnership",
        "partners.Proof.partnership",
        "partners.StepChange.partnership",
        "partners.Contribution.partnership",
        "labs.Lab.owner_partner",
        "labs.Lab_contributors.partnership",
        "labs.Event_partners.partnership",
    }


def test_a_region_with_one_of_both_keeps_its_partnership(merenland, bureau, two):
    kept, dropped = two
    row = full(merenland, dropped)
    before = pointing_at(row)
    merge(kept, dropped, bureau, NOW, TODAY)
    row.refresh_from_db()
    assert (row.business, row.ended_on, pointing_at(row)) == (kept, None, before)
    dropped.refresh_from_db()
    kept.refresh_from_db()
    assert dropped.merged_into == kept
    assert (kept.kvk, kept.place) == ("12345678", "Oosterveen")


def test_a_region_with_both_has_them_joined(merenland, bureau, two):
    kept, dropped = two
    stays = full(merenland, kept, brings="", step="contact", activity_keys=["a"])
    goes = full(merenland, dropped, brings="Lasrobot", step="structural", activity_keys=["b", "a"],
                started_on=datetime.date(2024, 5, 1))  # fmt: skip
    total = pointing_at(stays) + pointing_at(goes)
    merge(kept, dropped, bureau, NOW, TODAY)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (pointing_at(stays), pointing_at(goes)) == (total, 0)
    assert (stays.step, stays.brings, stays.activity_keys) == ("structural", "Lasrobot", ["a", "b"])
    assert (stays.started_on, goes.ended_on) == (datetime.date(2024, 5, 1), TODAY)


def test_an_event_with_both_has_the_partner_once(merenland, bureau, two):
    kept, dropped = two
    stays, goes = full(merenland, kept), full(merenland, dropped)
    event = Event.objects.first()
    event.partners.add(stays, goes)
    before = everything()
    found = merge(kept, dropped, bureau, NOW, TODAY)
    assert event.partners.filter(pk=stays.pk).count() == 1
    undo(found, NOW)
    assert everything() == before


def test_the_preview_tells_regions_and_numbers(merenland, kustzoom, bureau, two):
    kept, dropped = two
    full(merenland, kept)
    full(merenland, dropped)
    full(kustzoom, dropped)
    alone, both = preview(kept, dropped)
    assert (alone.region, alone.is_joined) == ("Kustzoom", False)
    assert (both.region, both.is_joined) == ("Merenland", True)
    assert "1 contactpersoon" in both.rows
    assert "3 koppelingen met leerlabs en events" in both.rows


HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(["kept", "dropped"]),
        st.sampled_from(["merenland", "kustzoom"]),
        st.sampled_from(STEPS),
        st.booleans(),
        st.sampled_from(["", "Gastlessen"]),
    ),
    max_size=4,
    unique_by=lambda pair: pair[:2],
)


@given(HISTORIES, st.sampled_from(["", "87654321"]))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_puts_every_row_back(merenland, kustzoom, bureau, two, history, number):
    kept, dropped = two
    places = {"merenland": merenland, "kustzoom": kustzoom}
    with transaction.atomic():
        Business.objects.filter(pk=kept.pk).update(kvk=number)
        for which, where, step, has_ended, brings in history:
            business = kept if which == "kept" else dropped
            ended_on = datetime.date(2026, 3, 1) if has_ended else None
            full(places[where], business, step=step, ended_on=ended_on, brings=brings)
        before = everything()
        found = merge(kept, dropped, bureau, NOW, TODAY)
        assert not [
            partnership for partnership in dropped.partnerships.all() if pointing_at(partnership)
        ]
        undo(BusinessMerge.objects.get(pk=found.pk), NOW)
        assert everything() == before
        transaction.set_rollback(True)


def test_what_was_written_after_the_merge_stays_where_it_is(merenland, bureau, two):
    kept, dropped = two
    stays, goes = full(merenland, kept), full(merenland, dropped)
    found = merge(kept, dropped, bureau, NOW, TODAY)
    later = ContactMoment.objects.create(partnership=stays, held_on=TODAY)
    Partnership.objects.filter(pk=stays.pk).update(brings="Nieuw")
    undo(found, NOW)
    later.refresh_from_db()
    stays.refresh_from_db()
    assert (later.partnership, stays.brings) == (stays, "Nieuw")
    assert pointing_at(goes) == 8


def test_a_merge_is_taken_back_from_the_last_to_the_first(merenland, bureau, two):
    kept, dropped = two
    third = Business.objects.create(name="Rees")
    full(merenland, dropped)
    full(merenland, third)
    before = everything()
    first = merge(kept, dropped, bureau, NOW, TODAY)
    second = merge(kept, third, bureau, NOW, TODAY)
    with pytest.raises(NotMergeable, match="latere samenvoeging"):
        undo(first, NOW)
    undo(second, NOW)
    undo(first, NOW)
    assert everything() == before


def test_undoing_twice_does_nothing_more(merenland, bureau, two):
    kept, dropped = two
    full(merenland, dropped)
    found = merge(kept, dropped, bureau, NOW, TODAY)
    undo(found, NOW)
    before = everything()
    undo(found, NOW)
    assert everything() == before


def test_a_number_that_was_taken_meanwhile_stops_the_undoing(bureau, two):
    kept, dropped = two
    found = merge(kept, dropped, bureau, NOW, TODAY)
    Business.objects.filter(pk=kept.pk).update(kvk="")
    Business.objects.create(name="Ander", kvk="12345678")
    with pytest.raises(NotMergeable, match="KvK"), transaction.atomic():
        undo(found, NOW)
    dropped.refresh_from_db()
    assert dropped.merged_into == kept


def test_a_business_is_merged_once(bureau, two):
    kept, dropped = two
    merge(kept, dropped, bureau, NOW, TODAY)
    with pytest.raises(NotMergeable):
        merge(kept, dropped, bureau, NOW, TODAY)
    with pytest.raises(NotMergeable):
        merge(kept, kept, bureau, NOW, TODAY)


@pytest.mark.django_db
def test_the_database_knows_a_number_once():
    Business.objects.create(name="Een", kvk="12345678")
    with pytest.raises(IntegrityError), transaction.atomic():
        Business.objects.create(name="Twee", kvk="12345678")


def test_the_bureau_merges_and_takes_back_on_the_page(merenland, bureau, two, browse):
    kept, dropped = two
    full(merenland, dropped)
    client = browse(bureau)
    page = client.get("/bureau/businesses/")
    assert "Eén paar bedrijven lijkt hetzelfde" in page.content.decode()
    address = f"/bureau/businesses/merge/?keep={kept.pk}&drop={dropped.pk}"
    assert "Merenland" in client.get(address).content.decode()
    client.post("/bureau/businesses/merge/", {"keep": kept.pk, "drop": dropped.pk})
    assert Partnership.objects.get().business == kept
    found = BusinessMerge.objects.get()
    client.post(f"/bureau/businesses/merges/{found.pk}/undo/")
    assert Partnership.objects.get().business == dropped
