-- Tax filings, payments and notices of arrears known when each application was made, over windows of up to a year.
WITH known AS (
  SELECT
    a.applicationId,
    a.eventDate - t.eventDate AS age,
    t.kind = 'filing' AS isFiling,
    t.kind <> 'arrears' AS isAct,
    t.amountFen,
    t.declaredRevenueFen,
    t.daysLate
  FROM applications a
  JOIN tax t USING (firmId)
  WHERE t.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND t.arrivalDate <= a.eventDate
),
sums AS (
  SELECT
    applicationId,
    count(*) FILTER (isFiling) AS filings,
    min(age) FILTER (isFiling) AS sinceFiling,
    coalesce(sum(declaredRevenueFen) FILTER (isFiling AND age < 90), 0) AS revenue90,
    coalesce(sum(declaredRevenueFen) FILTER (isFiling), 0) AS revenue365,
    sum(amountFen) FILTER (isFiling) AS due365,
    count(*) FILTER (isAct AND age < 90) AS acts90,
    count(*) FILTER (isAct AND age < 90 AND daysLate > 0) AS late90,
    count(*) FILTER (isAct AND age < 180) AS acts180,
    count(*) FILTER (isAct AND age < 180 AND daysLate > 0) AS late180,
    avg(daysLate) FILTER (isAct) AS meanLate365
  FROM known
  GROUP BY applicationId
)
SELECT
  applicationId,
  filings AS tax_filings_365,
  coalesce(sinceFiling, 365) AS tax_days_since_filing,
  revenue90 / 100 AS tax_revenue_90,
  revenue365 / 100 AS tax_revenue_365,
  late90 / nullif(acts90, 0) AS tax_late_share_90,
  late180 / nullif(acts180, 0) AS tax_late_share_180,
  meanLate365 AS tax_mean_days_late_365,
  CASE WHEN revenue365 > 0 THEN least(due365 / revenue365, 1) END AS tax_burden_365
FROM sums
