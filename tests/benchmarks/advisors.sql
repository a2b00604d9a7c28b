-- The advisor's work of the bench: ten themes, 300 answer cards, and for each region 200 questions over
-- two years (two wait, one in fifty in confidence) and 60 talks. "Stuurgroep" stands in one of eight.
SET session_replication_role = replica;

INSERT INTO advisors_theme (id, name, position) SELECT t, 'Thema ' || t, t FROM generate_series(1, 10) t;
INSERT INTO advisors_answercard (id, title, answer, theme_id, kind, owner_id, recheck_on, is_for_starters,
                                 published_at, made_at)
SELECT c, 'Hoe werkt ' || (ARRAY['een stuurgroep', 'een mandaat', 'cofinanciering', 'een keuzevak', 'een stageweek',
                                 'een leerlab', 'hybride docenten', 'een wijziging'])[c %% 8 + 1] || ' in geval ' || c,
       'Begin klein, leg vast wie besluit en kijk na een half jaar wat het opleverde.', c %% 10 + 1, 'process', 1,
       %(today)s::date + 100, c %% 20 = 0, now(), now()
  FROM generate_series(1, 300) c;
INSERT INTO advisors_question (id, region_id, kind, theme_id, asked_of, text, asked_by_id, asked_at, is_confidential,
                               assignee_id, answer, answered_by_id, answered_at, card_id)
SELECT r * 1000 + q, r, (ARRAY['process', 'product', 'strategic'])[q %% 3 + 1], q %% 10 + 1, 'advisor',
       'Wij willen meer doen met ' || (ARRAY['de stuurgroep', 'het mandaat', 'cofinanciering', 'een keuzevak',
         'de stageweek', 'het leerlab', 'hybride docenten', 'een wijziging'])[q %% 8 + 1] || ', hoe pakken anderen dat aan?',
       m.user_id, now() - q * interval '3 days', q %% 50 = 0, CASE WHEN q %% 50 = 0 THEN a.user_id END,
       CASE WHEN q > 2 THEN 'Begin klein en spreek eerst de mensen apart.' ELSE '' END,
       CASE WHEN q > 2 THEN a.user_id END, CASE WHEN q > 2 THEN now() - q * interval '3 days' + interval '1 day' END, NULL
  FROM generate_series(1, %(regions)s) r, generate_series(1, 200) q,
       LATERAL (SELECT user_id FROM regions_membership WHERE region_id = r AND role = 'leader' LIMIT 1) m,
       LATERAL (SELECT COALESCE((SELECT user_id FROM regions_membership WHERE region_id = r AND role = 'advisor' LIMIT 1), 2)
                       AS user_id) a;
INSERT INTO advisors_talk (id, region_id, author_id, cap, kind, channel, held_on, with_whom, minutes, note, made_at)
SELECT r * 1000 + t, r, a.user_id,
       (ARRAY['thinker', 'coach', 'mediator', 'critical', 'informant'])[t %% 5 + 1], '', 'phone',
       %(today)s::date - t * 12, 'De programmaleider', 45, 'Besproken hoe de stuurgroep verder gaat met plan ' || t, now()
  FROM generate_series(1, %(regions)s) r, generate_series(1, 60) t,
       LATERAL (SELECT COALESCE((SELECT user_id FROM regions_membership WHERE region_id = r AND role = 'advisor' LIMIT 1), 2)
                       AS user_id) a;

SET session_replication_role = origin;
DO $$
DECLARE t text;
BEGIN  -- sequences go on after the rows above
  FOREACH t IN ARRAY ARRAY['advisors_theme', 'advisors_answercard', 'advisors_question', 'advisors_talk'] LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%%L, ''id''), (SELECT max(id) FROM %%I))', t, t);
  END LOOP;
END $$;
ANALYZE;
