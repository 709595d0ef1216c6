-- Electricity and water known when each application was made, over windows of up to a year. Use counts to the Wh.
WITH known AS (
  SELECT
    a.applicationId,
    a.eventDate - u.eventDate AS age,
    u.kind = 'bill' AND u.service = 'electricity' AS isPower,
    u.kind = 'payment' AS isPayment,
    round(u.usage * 1000) AS wattHours,
    u.amountFen,
    u.daysLate
  FROM applications a
  JOIN utility u USING (firmId)
  WHERE u.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND u.arrivalDate <= a.eventDate
)
SELECT
  applicationId,
  coalesce(sum(wattHours) FILTER (isPower AND age < 90), 0) / 1000 AS utility_electricity_usage_90,
  coalesce(sum(wattHours) FILTER (isPower), 0) / 1000 AS utility_electricity_usage_365,
  avg(amountFen) FILTER (isPower AND age < 180) / 100 AS utility_electricity_bill_180,
  count(*) FILTER (isPayment AND daysLate > 0) / nullif(count(*) FILTER (isPayment), 0) AS utility_late_share_365,
  coalesce(min(age) FILTER (isPayment), 365) AS utility_days_since_payment
FROM known
GROUP BY applicationId
