-- VAT invoices known when each application was made, over windows of up to a year.
WITH known AS (
  SELECT
    a.applicationId,
    a.eventDate - i.eventDate AS age,
    i.direction = 'issued' AS isIssued,
    i.status = 'void' AS isVoid,
    i.amountFen,
    i.counterparty
  FROM applications a
  JOIN invoices i USING (firmId)
  WHERE i.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND i.arrivalDate <= a.eventDate
),
sums AS (
  SELECT
    applicationId,
    min(age) FILTER (isIssued AND NOT isVoid AND amountFen > 0) AS sinceIssued,
    count(*) FILTER (isIssued AND amountFen >= 0) AS forms,
    count(*) FILTER (isIssued AND amountFen >= 0 AND isVoid) AS voids,
    count(*) FILTER (isIssued AND amountFen >= 0 AND NOT isVoid AND age < 90) AS nIssued90,
    coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age < 90), 0) AS issued90,
    coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid), 0) AS issued365,
    coalesce(sum(amountFen) FILTER (NOT isIssued AND NOT isVoid), 0) AS received365,
    [
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 0), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 1), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 2), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 3), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 4), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 5), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 6), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 7), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 8), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 9), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 10), 0),
      coalesce(sum(amountFen) FILTER (isIssued AND NOT isVoid AND age // 30 = 11), 0)
    ] AS months
  FROM known
  GROUP BY applicationId
),
-- Red letters are taken off the party they were written to; a party with nothing left has no share.
parties AS (
  SELECT applicationId, isIssued, greatest(sum(amountFen), 0) AS fen
  FROM known
  WHERE NOT isVoid AND counterparty IS NOT NULL
  GROUP BY applicationId, isIssued, counterparty
),
concentration AS (
  SELECT
    applicationId,
    sum(fen * fen) FILTER (isIssued) / nullif(sum(fen) FILTER (isIssued) * sum(fen) FILTER (isIssued), 0) AS buyerHhi,
    count(*) FILTER (isIssued) AS buyers,
    max(fen) FILTER (NOT isIssued) / nullif(sum(fen) FILTER (NOT isIssued), 0) AS supplierTop1
  FROM parties
  GROUP BY applicationId
),
quarters AS (
  SELECT
    *,
    list_sum([greatest(fen, 0) FOR fen IN months[1:3]]) AS recent,
    list_sum([greatest(fen, 0) FOR fen IN months[4:6]]) AS earlier,
    greatest(issued365, 0) AS sold,
    greatest(received365, 0) AS bought
  FROM sums
)
SELECT
  applicationId,
  issued90 / 100 AS invoice_issued_90,
  issued365 / 100 AS invoice_issued_365,
  (recent - earlier) / nullif(recent + earlier, 0) AS invoice_issued_change_90,
  CASE WHEN list_sum(months) > 0 THEN list_stddev_pop(months) / list_avg(months) END AS invoice_issued_variation_365,
  nIssued90 AS invoice_issued_count_90,
  coalesce(sinceIssued, 365) AS invoice_days_since_issued,
  voids / nullif(forms, 0) AS invoice_void_share_365,
  buyerHhi AS invoice_buyer_hhi_365,
  coalesce(buyers, 0) AS invoice_buyer_count_365,
  supplierTop1 AS invoice_supplier_top1_share_365,
  received365 / 100 AS invoice_received_365,
  (sold - bought) / nullif(sold + bought, 0) AS invoice_margin_365
FROM quarters
LEFT JOIN concentration USING (applicationId)
