"""Leaders hear once a month whom to call, what nobody signed, and which events are to be closed."""

import datetime

from regions.labs.models import Event
from regions.models import Role
from regions.months import AMSTERDAM
from regions.partners.models import Business, ContactMoment, Contribution, Partnership
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.reminder_mail import plan_reminders
from sto_portal.notices.kinds.reminders.businesses import business_reminders
from sto_portal.notices.models import Mail, SchoolHoliday
from sto_portal.notices.rendering import render_waiting
from tests.conftest import LONG_AGO, member

DAY = datetime.date(2026, 11, 17)  # a Tuesday


def at(day: int, month: int = 11) -> datetime.datetime:
    return datetime.datetime(2026, month, day, 9, tzinfo=AMSTERDAM)


def partner(place, name: str, days: int, **fields) -> Partnership:
    """A business that was spoken so many days before 17 November."""
    row = Partnership.objects.create(
        region=place.region,
        business=Business.objects.create(name=name),
        started_on=LONG_AGO,
        **fields,
    )
    held_on = DAY - datetime.timedelta(days=days)
    ContactMoment.objects.create(partnership=row, held_on=held_on)
    return row


def gift(row: Partnership, title: str, days: int, **fields) -> Contribution:
    on = DAY - datetime.timedelta(days=days)
    return Contribution.objects.create(
        partnership=row, kind="goods", title=title, promised_on=LONG_AGO, promised_cents=1,
        delivered_on=on, delivered_cents=1, **fields,
    )  # fmt: skip


def event(place, title: str, day: datetime.datetime) -> Event:
    return Event.objects.create(
        region=place.region, kind="guest_lesson", title=title,
        starts_at=day, ends_at=day + datetime.timedelta(hours=1),
    )  # fmt: skip


def mails(*days: datetime.datetime) -> list[Mail]:
    """What was planned on these days about businesses and events."""
    for day in days:
        plan_reminders(day)
        render_waiting(day)
    rows = Mail.objects.filter(about__step__in=["partners", "events"])
    return list(rows.order_by("created_at", "pk"))


def said(mail: Mail) -> str:
    return " ".join(mail.text.split())


def test_one_mail_names_who_is_silent_what_is_unsigned_and_what_is_over(merenland):
    late = partner(merenland, "Van Rees Installatie", 91)
    partner(merenland, "Precies op tijd", 90)
    partner(merenland, "Vaker gevraagd", 40, ideal_days=14, max_days=30)
    partner(merenland, "Gestopt", 200, ended_on=DAY)
    gift(late, "Lasrobot", 60)
    gift(late, "Nog niet lang", 59)
    gift(late, "Getekend", 70, proven_on=DAY, proof_text="J. van Rees")
    event(merenland, "Techniekdag", at(3))
    (mail,) = mails(*(at(day) for day in (17, 18, 24, 30)))
    assert mail.recipient == merenland.leader
    assert mail.subject == "2 partners om te bellen (Merenland)"
    text = said(mail)
    assert text.index("Van Rees Installatie, 91 dagen geleden") < text.index("Vaker gevraagd, 40")
    assert "Precies op tijd" not in text and "Gestopt" not in text
    assert "Van Rees Installatie: Lasrobot, geleverd op 18 september 2026" in text
    assert "Nog niet lang" not in text and "Getekend" not in text
    assert "- Techniekdag, 3 november 2026" in text
    assert "/regions/merenland/partners/?only=call" in mail.text
    assert "/close/" in mail.text and "Beste Sanne," in mail.text


def test_calls_wait_for_the_middle_of_the_month_and_come_again_the_next(merenland):
    partner(merenland, "Van Rees Installatie", 95)
    assert mails(*(at(day) for day in (9, 10, 13))) == []
    assert len(mails(at(16), at(30), at(15, 12))) == 2


def test_an_event_that_cannot_wait_goes_by_itself_and_is_not_told_twice(merenland):
    partner(merenland, "Van Rees Installatie", 95)
    event(merenland, "Techniekdag", at(26, 10))
    event(merenland, "Gastles", at(5))
    first, second = mails(at(6), at(9), at(10), at(16), at(19))
    assert (first.about["step"], second.about["step"]) == ("events", "partners")
    assert first.subject == "Eén event om af te ronden (Merenland)"
    assert "Techniekdag" not in second.text
    assert "Gastles" not in second.text  # over for 14 days only on the 19th
    (third,) = [mail for mail in mails(at(1, 12)) if mail.period_on.month == 12]
    assert "Techniekdag" in third.text and "Gastles" in third.text


def test_what_is_done_meanwhile_cancels_the_mail(merenland):
    late = partner(merenland, "Van Rees Installatie", 91)
    unsigned = gift(late, "Lasrobot", 60)
    over = event(merenland, "Techniekdag", at(3))
    (mail,) = mails(at(17))
    ContactMoment.objects.create(partnership=late, held_on=DAY)
    over.state = "held"
    over.save()
    assert reason_not_to_send(mail, at(17)) == ""
    unsigned.proven_on, unsigned.proof_text = DAY, "J. van Rees"
    unsigned.save()
    assert reason_not_to_send(mail, at(17)) == "al gedaan"


def test_who_leads_two_regions_gets_one_mail(merenland, kustzoom):
    member(merenland.leader, Role.LEADER, kustzoom.region)
    partner(merenland, "Van Rees Installatie", 91)
    partner(kustzoom, "Jansen Bouw", 120)
    found = {mail.recipient: mail for mail in mails(at(17))}
    text = said(found[merenland.leader])
    assert "Jansen Bouw (Kustzoom)" in text and "Van Rees Installatie (Merenland)" in text
    assert set(found) == {merenland.leader, kustzoom.leader}


def test_a_long_list_is_cut_and_says_so(merenland):
    for number in range(13):
        partner(merenland, f"Bedrijf {number}", 100 + number)
    (mail,) = mails(at(17))
    assert "en nog 3" in mail.text and mail.text.count("dagen geleden") == 10


def test_not_on_a_day_off_and_never_a_fourth_mail_in_a_month(merenland):
    partner(merenland, "Van Rees Installatie", 91)
    SchoolHoliday.objects.create(title="Herfst", starts_on=DAY, ends_on=DAY)
    assert mails(at(17)) == []
    for number in (1, 2, 3):
        Mail.objects.create(
            key=f"other:{number}", kind="reminder", recipient=merenland.leader,
            address=merenland.leader.email, message_id=f"<{number}@x>",
            quota_on=datetime.date(2026, 11, 1), quota_number=number,
        )  # fmt: skip
    assert mails(at(18)) == []


def test_a_name_with_signs_of_markup_is_a_name(merenland):
    partner(merenland, "Kade & Zn. <Scheepsbouw>", 91)
    (mail,) = mails(at(17))
    assert "Kade & Zn. <Scheepsbouw>" in mail.text
    assert "Kade &amp; Zn. &lt;Scheepsbouw&gt;" in mail.html


def test_the_number_of_questions_does_not_grow(merenland, kustzoom, django_assert_max_num_queries):
    for number in range(12):
        row = partner((merenland, kustzoom)[number % 2], f"Bedrijf {number}", 100 + number)
        gift(row, "Iets", 80)
        event(merenland, f"Event {number}", at(1))
    with django_assert_max_num_queries(9):
        assert len(list(business_reminders(DAY))) == 2
