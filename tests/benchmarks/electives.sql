-- Electives of the bench: 5,000 that are published, each with three competences and one business that
-- may be named. "Robot" stands in one of seven.
SET session_replication_role = replica;

INSERT INTO electives_competence (id, region_id, name, explanation, position)
SELECT 1000 + r * 20 + c, r, 'Competentie ' || c, '', c
  FROM generate_series(1, %(regions)s) r, generate_series(1, 12) c;
INSERT INTO electives_elective (id, region_id, title, summary, profiles, counts_for_exam, activity_key, aims_at,
                                added_at, rejected_reason, published_at, origin)
SELECT e, e %% %(regions)s + 1,
       (ARRAY['Robot en besturing', 'Energie in huis', 'Onderhoud aan boord', 'Drone en beeld',
              'Hout en restauratie', 'Slimme logistiek', 'Water en pompen'])[e %% 7 + 1] || ' ' || e,
       'Leerlingen meten, verbinden en programmeren met bedrijven uit de regio, en leggen uit wat zij maken.',
       ARRAY[(ARRAY['PIE', 'BWI', 'M&T', 'MVI', 'MaT'])[e %% 5 + 1]], true,
       md5((e %% %(regions)s + 1) || '-1')::uuid, 2028, now(), '', now() - e * interval '1 hour', ''
  FROM generate_series(1, 5000) e;
INSERT INTO electives_pathstep (elective_id, stage, dated_on, note, recorded_at)
SELECT e, 0, %(today)s::date - 200, '', now() FROM generate_series(1, 5000) e;
INSERT INTO electives_practice (region_id, competence_id, elective_id, depth)
SELECT e %% %(regions)s + 1, 1000 + (e %% %(regions)s + 1) * 20 + (e + c) %% 12 + 1, e, c
  FROM generate_series(1, 5000) e, generate_series(1, 3) c;
INSERT INTO electives_backing (elective_id, partnership_id, role, since_on, may_be_named)
SELECT e, (e %% %(regions)s + 1) * 1000 + e %% 3 + 1, 'writes', %(today)s::date - 100, true
  FROM generate_series(1, 5000) e;

SET session_replication_role = origin;
DO $$
DECLARE t text;
BEGIN  -- sequences go on after the rows above
  FOREACH t IN ARRAY ARRAY['electives_competence', 'electives_elective'] LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%%L, ''id''), (SELECT max(id) FROM %%I))', t, t);
  END LOOP;
END $$;
ANALYZE;
