-- Partners of the bench, for each region: 60 businesses, 1,000 contact moments over three years and
-- 400 contributions since the start of last year, of which a fifth is a promise and half is proven.
SET session_replication_role = replica;

INSERT INTO partners_business (id, name, place, sector, kvk, added_at)
SELECT r * 1000 + b, 'Bedrijf ' || b || ' van Meetregio ' || r, 'Plaats ' || b %% 9,
       (ARRAY['Bouw', 'Installatie', 'Metaal', 'Mobiliteit', 'Energie'])[b %% 5 + 1], '', now()
  FROM generate_series(1, %(regions)s) r, generate_series(1, 60) b;
INSERT INTO partners_partnership (id, region_id, business_id, step, started_on, ideal_days, max_days, brings,
                                  activity_keys)
SELECT id, id / 1000, id, (ARRAY['contact', 'exchange', 'structural', 'co_owner'])[id %% 4 + 1],
       %(today)s::date - 1200, 60, 90, 'Gastlessen en een werkplaats',
       to_jsonb(ARRAY[md5((id / 1000) || '-' || id %% 40 + 1)::uuid])
  FROM partners_business;
INSERT INTO partners_contactperson (id, partnership_id, name, function, email, phone)
SELECT p.id * 10 + n, p.id, 'Mens ' || n || ' van ' || p.id, 'Bedrijfsleider', '', ''
  FROM partners_partnership p, generate_series(1, 2) n;
INSERT INTO partners_contactmoment (partnership_id, person_id, held_on, channel, note, batch, logged_at)
SELECT r * 1000 + m %% 60 + 1, (r * 1000 + m %% 60 + 1) * 10 + m / 60 %% 2 + 1, %(today)s::date - m - m %% 60,
       (ARRAY['phone', 'visit', 'online', 'mail'])[m %% 4 + 1],
       'Gesproken over de gastlessen van het voorjaar en over stageplekken.', gen_random_uuid(), now()
  FROM generate_series(1, %(regions)s) r, generate_series(1, 1000) m;
INSERT INTO partners_stepchange (partnership_id, from_step, to_step, changed_on, evidence)
SELECT p.id, (ARRAY['', 'contact', 'structural'])[n + 1], (ARRAY['contact', 'exchange', 'exchange'])[n + 1],
       %(today)s::date - 300 + n * 90 + (p.id %% 60)::int, 'Uit de feiten'
  FROM partners_partnership p, generate_series(0, 2) n;

INSERT INTO partners_contribution (partnership_id, kind, title, activity_key, hours, promised_on, promised_cents,
                                   delivered_on, delivered_cents, proven_on, proof_text, drop_reason, added_at)
SELECT r * 1000 + c %% 60 + 1, CASE c %% 3 WHEN 0 THEN 'hours' ELSE 'goods' END,
       'Begeleiding van stages en materiaal ' || c, md5(r || '-' || c %% 40 + 1)::uuid,
       CASE c %% 3 WHEN 0 THEN 40 END, day, 100000 + c, CASE WHEN c %% 5 > 0 THEN day + 30 END,
       CASE WHEN c %% 5 > 0 THEN 100000 + c END, CASE WHEN c %% 5 > 2 THEN day + 60 END,
       CASE WHEN c %% 5 > 2 THEN 'M. Nummer' ELSE '' END, '', now()
  FROM generate_series(1, %(regions)s) r, generate_series(1, 400) c,
       LATERAL (SELECT (date_trunc('year', %(today)s::date) - interval '1 year')::date + c AS day) d;
INSERT INTO partners_eligiblebudget (region_id, cents, valid_from_on, valid_until_on, source)
SELECT r, 900000000, n.valid_from_on, n.valid_until_on, 'Meting'
  FROM generate_series(1, %(regions)s) r, partners_cofinancingnorm n;

SET session_replication_role = origin;
DO $$
DECLARE t text;
BEGIN  -- sequences go on after the rows above
  FOREACH t IN ARRAY ARRAY['partners_business', 'partners_partnership', 'partners_contactperson'] LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%%L, ''id''), (SELECT max(id) FROM %%I))', t, t);
  END LOOP;
END $$;
ANALYZE;
