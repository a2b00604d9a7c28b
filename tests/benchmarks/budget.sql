-- The budget of the bench: 8 costs in each of 4 years for the 40 activities of the plan that holds
-- in region 1, and what was spent on those of the last year.
SET session_replication_role = replica;

INSERT INTO plans_budgetline (activity_id, key, kind_id, text, year, quantity, unit, price_cents, cents,
                              cofinancing_cents, position)
SELECT a.id, md5(a.key || '-' || y || '-' || n)::uuid, (SELECT min(id) FROM plans_costkind),
       'Begeleiding van groep ' || n, extract(year FROM a.ends_on)::int - y, 10 * n, 'uur', 5500, 55000 * n,
       CASE n WHEN 8 THEN 55000 ELSE 0 END, y * 8 + n
  FROM plans_activity a JOIN plans_plan p ON p.id = a.plan_id,
       generate_series(0, 3) y, generate_series(1, 8) n
 WHERE p.region_id = 1 AND p.state = 'approved';
UPDATE plans_activity a SET budget_cents = (SELECT sum(cents) FROM plans_budgetline WHERE activity_id = a.id)
  FROM plans_plan p WHERE p.id = a.plan_id AND p.region_id = 1 AND p.state = 'approved';
INSERT INTO plans_spentyear (region_id, year, until_on, revision, entered_by_id, entered_at)
SELECT 1, max(year) - 1, make_date(max(year) - 1, 1, 31), 1, 11, now() FROM plans_budgetline;
INSERT INTO plans_spentamount (year_id, line_key, cents)
SELECT y.id, l.key, l.cents / 2 FROM plans_budgetline l JOIN plans_spentyear y USING (year);
