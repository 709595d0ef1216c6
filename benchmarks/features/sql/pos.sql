-- Card and wallet takings known when each application was made, over windows of up to a year.
WITH known AS (
  SELECT a.applicationId, a.eventDate - p.eventDate AS age, p.amountFen, p.transactions
  FROM applications a
  JOIN pos p USING (firmId)
  WHERE p.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND p.arrivalDate <= a.eventDate
),
sums AS (
  SELECT
    applicationId,
    sum(amountFen) AS takings365,
    sum(amountFen) FILTER (age < 90) AS takings90,
    sum(transactions) FILTER (age < 90) AS payments90,
    [
      coalesce(sum(amountFen) FILTER (age // 30 = 0), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 1), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 2), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 3), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 4), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 5), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 6), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 7), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 8), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 9), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 10), 0),
      coalesce(sum(amountFen) FILTER (age // 30 = 11), 0)
    ] AS months
  FROM known
  GROUP BY applicationId
)
SELECT
  applicationId,
  months[1] / 100 AS pos_takings_30,
  takings365 / 100 AS pos_takings_365,
  (months[1] - months[2]) / nullif(months[1] + months[2], 0) AS pos_takings_change_30,
  CASE WHEN list_sum(months) > 0 THEN list_stddev_pop(months) / list_avg(months) END AS pos_takings_variation_365,
  takings90 / nullif(payments90, 0) / 100 AS pos_ticket_90
FROM sums
