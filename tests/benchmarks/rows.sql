-- The rows of the bench: %(regions)s regions × 40 activities × %(months)s months of logs.
-- Triggers and foreign keys sleep while they are made: nothing here goes against them.
SET session_replication_role = replica;

CREATE TEMP TABLE bench_month AS
SELECT n, (%(current)s::date - make_interval(months => n))::date AS month_on
  FROM generate_series(0, %(months)s - 1) n;
-- One plan of 48 months after another; the last one goes on for another year.
CREATE TEMP TABLE bench_period AS
SELECT k, (%(current)s::date - make_interval(months => 47 + 48 * k))::date AS starts_on,
       (%(current)s::date + make_interval(months => CASE k WHEN 0 THEN 12 ELSE 1 - 48 * k END))::date - 1
       AS ends_on
  FROM generate_series(0, (%(months)s - 1) / 48) k;

INSERT INTO regions_region (id, name, slug, kind, line_label, leader_label, tolerance_months)
SELECT r, 'Meetregio ' || r, 'meetregio-' || r, 'technical', 'actielijn', 'programmaleider', 1
  FROM generate_series(1, %(regions)s) r;
INSERT INTO accounts_user (id, password, email, name, phone, days, is_active, is_staff, is_superuser, is_demo,
                           date_joined)
SELECT u, '!', 'mens' || u || '@demo.example', 'Mens Nummer ' || u, '', '', true, false, false, true, now()
  FROM generate_series(1, 10 + 5 * %(regions)s) u;
INSERT INTO regions_membership (user_id, region_id, role, starts_on, is_interim)
SELECT 1, r, 'advisor', '2020-01-01'::date, false FROM generate_series(1, 8) r
 UNION ALL SELECT 3, r, 'advisor', '2020-01-01', false FROM generate_series(1, %(regions)s) r
 UNION ALL SELECT 2, NULL, 'bureau', '2020-01-01', false
 UNION ALL
SELECT 10 + 5 * (r - 1) + n, r,
       (ARRAY['leader', 'chair', 'lead_applicant', 'school_board', 'business'])[n], '2020-01-01', false
  FROM generate_series(1, %(regions)s) r, generate_series(1, 5) n;

INSERT INTO plans_plan (id, region_id, version, title, state, starts_on, ends_on, created_at,
                        approved_on, reference, return_reason)
SELECT r * 100 - k, r, 100 - k, 'Activiteitenplan Meetregio ' || r,
       CASE k WHEN 0 THEN 'approved' ELSE 'superseded' END, starts_on, ends_on, starts_on,
       starts_on - 30, '', ''
  FROM generate_series(1, %(regions)s) r, bench_period;
INSERT INTO plans_actionline (id, plan_id, code, title, position)
SELECT p.id * 10 + l, p.id, l::text, 'Actielijn nummer ' || l, l
  FROM plans_plan p, generate_series(1, 4) l;
INSERT INTO plans_activity (id, plan_id, line_id, key, code, title, delivers, kind, audience, starts_on,
                            ends_on, budget_cents, target, unit, position)
SELECT p.id * 100 + a, p.id, p.id * 10 + (a + 9) / 10, md5(p.region_id || '-' || a)::uuid,
       ((a + 9) / 10) || '.' || ((a - 1) %% 10 + 1), 'Stages en gastlessen bij bedrijven ' || a,
       'Een plek voor elke leerling in een technisch profiel', 'education', 'Leerjaar 3',
       p.starts_on, p.ends_on, (20 + a) * 100000, 100 + a, 'plekken', a
  FROM plans_plan p, generate_series(1, 40) a;
INSERT INTO plans_milestone (activity_id, key, title, due_on, position)
SELECT a.id, md5(a.id || '-' || m)::uuid, 'Stap ' || m, a.starts_on + 350 * m, m
  FROM plans_activity a, generate_series(1, 3) m;

INSERT INTO progress_checkin (id, region_id, plan_id, month_on, version, state, going_well,
                              has_nothing_to_report, correction_reason, revision, started_at, saved_at,
                              submitted_at, submitted_by_id, active_seconds, active_openings)
SELECT r * 1000 + n, r, r * 100 - GREATEST(0, n) / 48, month_on, 1, 'submitted',
       'De techniekclub is op alle scholen vol; er is een wachtlijst van elf leerlingen. Drie bedrijven '
       || 'geven nu elk kwartaal een gastles in het leerlab.', false, '', 1, month_on + 32, month_on + 32,
       month_on + 32, 11 + 5 * (r - 1), 120, '{}'
  FROM generate_series(1, %(regions)s) r, bench_month WHERE n > 0;
INSERT INTO progress_obstacle (id, region_id, activity_id, activity_key, opened_on, state, problem, recovery,
                               recovery_who, recovery_by_on, is_stalled, decision_asked, updated_on, closed_on)
SELECT r * 10000 + n * 10 + o, r, (r * 100 - n / 48) * 100 + (n + o * 7) %% 40 + 1,
       md5(r || '-' || ((n + o * 7) %% 40 + 1))::uuid, month_on,
       CASE WHEN n < 4 THEN 'open' ELSE 'picked_up' END,
       'Twee installatiebedrijven nemen dit jaar geen leerlingen aan; de begeleiders zijn weggevallen.',
       'Drie bedrijven delen één begeleider; het gesprek daarover staat gepland.', 'Stagemakelaar',
       %(current)s::date + 20, n = 1, CASE n WHEN 1 THEN 'Betaalt het programma de vervanging?' ELSE '' END,
       month_on, CASE WHEN n < 4 THEN NULL ELSE (month_on + interval '2 months')::date END
  FROM generate_series(1, %(regions)s) r, bench_month, generate_series(1, 2) o WHERE n > 0 AND n %% 3 = 1;
INSERT INTO progress_activityupdate (check_in_id, activity_id, activity_key, status, is_unchanged, counted,
                                     problem, recovery, recovery_who, outlook, decision_asked,
                                     obstacle_fate, revision, saved_at)
SELECT c.id, c.plan_id * 100 + a, md5(c.region_id || '-' || a)::uuid,
       CASE WHEN a %% 13 = 0 THEN 'behind' WHEN a = 40 THEN 'stalled' ELSE 'on_track' END, false,
       (47 - (c.id %% 1000) %% 48) * 2, CASE WHEN a %% 13 = 0 THEN 'Er zijn te weinig stageplekken.' ELSE '' END,
       CASE WHEN a %% 13 = 0 THEN 'We zoeken plekken op fietsafstand.' ELSE '' END, '', '', '', '', 0,
       c.submitted_at
  FROM progress_checkin c, generate_series(1, 40) a;

INSERT INTO progress_regionmonth (region_id, month_on, as_of_on, plan_id, tempo_months, planned_value,
       earned_value, spi, forecast_end_on, submitted_at, going_well, not_started, on_track, behind, stalled,
       done, open_obstacles, obstacles_without_recovery, lines, activities, built_at)
SELECT r, month_on, LEAST(%(today)s::date, (month_on + interval '1 month')::date - 1), r * 100 - n / 48,
       ((r * 37 + n * 11) %% 90) / 10.0 - 6, 0.8, 0.7, 0.9, %(current)s::date + 400,
       CASE WHEN n > 0 THEN month_on + 32 END,
       CASE WHEN n > 0 THEN 'De techniekclub is op alle scholen vol; er is een wachtlijst.' ELSE '' END,
       0, 36, 3, 1, 0, 4, 1, told.lines, told.activities, now()
  FROM bench_month, generate_series(1, %(regions)s) r
 CROSS JOIN LATERAL (
    SELECT (SELECT jsonb_agg(jsonb_build_object('code', l::text, 'title', 'Actielijn nummer ' || l,
                   'status', 'on_track', 'planned', 0.8, 'realised', 0.7))
              FROM generate_series(1, 4) l) AS lines,
           (SELECT jsonb_agg(jsonb_build_object('key', md5(r || '-' || a)::uuid,
                   'code', ((a + 9) / 10) || '.' || ((a - 1) %% 10 + 1), 'line', ((a + 9) / 10)::text,
                   'title', 'Stages en gastlessen bij bedrijven ' || a, 'unit', 'plekken', 'tempo', -0.4,
                   'status', CASE WHEN a %% 13 = 0 THEN 'behind' WHEN a = 40 THEN 'stalled' ELSE 'on_track' END,
                   'target', 100 + a, 'counted', (47 - n %% 48) * 2, 'planned', 0.8, 'realised', 0.7,
                   'starts_on', p.starts_on, 'ends_on', p.ends_on,
                   'original_starts_on', p.starts_on, 'original_ends_on', p.ends_on) ORDER BY a)
              FROM generate_series(1, 40) a) AS activities
      FROM bench_period p WHERE p.k = n / 48) told;

INSERT INTO advisors_question (region_id, kind, asked_of, text, asked_by_id, asked_at, answer, is_confidential)
SELECT r, 'process', 'advisor', 'Hoe lossen andere regio’s dat op?', 11 + 5 * (r - 1), now() - interval '9 days', '', false
  FROM generate_series(1, 3) r;

SET session_replication_role = origin;
DO $$
DECLARE t text;
BEGIN  -- sequences go on after the rows above
  FOREACH t IN ARRAY ARRAY['regions_region', 'accounts_user', 'plans_plan', 'plans_actionline',
                           'plans_activity', 'progress_checkin', 'progress_obstacle'] LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%%L, ''id''), (SELECT max(id) FROM %%I))', t, t);
  END LOOP;
END $$;
ANALYZE;
