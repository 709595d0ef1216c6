-- Consignments known when each application was made, over windows of up to a year. Weights count to the gram.
WITH known AS (
  SELECT
    a.applicationId,
    a.eventDate - w.eventDate AS age,
    w.direction = 'sent' AS isSent,
    w.otherRegion,
    round(w.weightKg * 1000) AS grams
  FROM applications a
  JOIN waybills w USING (firmId)
  WHERE w.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND w.arrivalDate <= a.eventDate
),
sums AS (
  SELECT
    applicationId,
    count(*) FILTER (isSent AND age < 90) AS sent90,
    coalesce(sum(grams) FILTER (isSent), 0) AS sentGrams365,
    coalesce(sum(grams) FILTER (isSent AND age < 90), 0) AS sentGrams90,
    coalesce(sum(grams) FILTER (NOT isSent AND age < 90), 0) AS receivedGrams90
  FROM known
  GROUP BY applicationId
),
regions AS (
  SELECT applicationId, sum(grams) AS grams
  FROM known
  WHERE isSent
  GROUP BY applicationId, otherRegion
),
concentration AS (
  SELECT applicationId, sum(grams * grams) / nullif(sum(grams) * sum(grams), 0) AS hhi
  FROM regions
  GROUP BY applicationId
)
SELECT
  applicationId,
  sent90 AS waybill_sent_90,
  sentGrams365 / 1000 AS waybill_sent_weight_365,
  (receivedGrams90 - sentGrams90) / nullif(receivedGrams90 + sentGrams90, 0) AS waybill_received_balance_90,
  hhi AS waybill_region_hhi_365
FROM sums
LEFT JOIN concentration USING (applicationId)
