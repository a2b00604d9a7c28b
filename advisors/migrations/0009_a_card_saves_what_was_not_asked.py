"""A question that was asked and answered with a card was counted as saved: it is used."""

from django.db import migrations

FORGET = """
DELETE FROM advisors_carduse use USING advisors_question question
WHERE question.card_id = use.card_id
  AND question.region_id = use.region_id
  AND question.answered_by_id = use.used_by_id
  AND (question.answered_at AT TIME ZONE 'Europe/Amsterdam')::date = use.used_on
"""


class Migration(migrations.Migration):
    dependencies = [("advisors", "0008_a_talk_has_a_cap")]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
