-- Bank transactions known when each application was made, over windows of up to a year.
WITH known AS (
  SELECT
    a.applicationId,
    a.amountFen AS askedFen,
    a.eventDate - b.eventDate AS age,
    b.direction = 'in' AS isIn,
    b.direction = 'in' AND b.category = 'sales' AS isSale,
    b.category,
    b.amountFen,
    b.balanceFen,
    b.counterparty
  FROM applications a
  JOIN bank b USING (firmId)
  WHERE b.eventDate BETWEEN a.eventDate - 364 AND a.eventDate AND b.arrivalDate <= a.eventDate
),
sums AS (
  SELECT
    applicationId,
    any_value(askedFen) AS askedFen,
    count(*) AS n,
    count(*) FILTER (age < 30) AS n30,
    count(*) FILTER (balanceFen < 0) AS overdrawn,
    min(age) FILTER (isSale AND amountFen > 0) AS sinceSale,
    count(*) FILTER (isSale AND age < 90) AS nSales90,
    coalesce(sum(amountFen) FILTER (isSale AND age < 7), 0) AS sales7,
    coalesce(sum(amountFen) FILTER (isSale AND age < 30), 0) AS sales30,
    coalesce(sum(amountFen) FILTER (isSale AND age < 90), 0) AS sales90,
    coalesce(sum(amountFen) FILTER (isSale AND age < 180), 0) AS sales180,
    coalesce(sum(amountFen) FILTER (isSale), 0) AS sales365,
    coalesce(sum(amountFen) FILTER (isIn AND age < 90 AND category NOT IN ('loan', 'owner')), 0) AS operatingIn,
    coalesce(
      sum(amountFen) FILTER (NOT isIn AND age < 90 AND category NOT IN ('repayment', 'owner', 'loan')), 0
    ) AS operatingOut,
    coalesce(sum(amountFen) FILTER (NOT isIn AND age < 90 AND category = 'repayment'), 0) AS repaid90,
    [
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 0), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 1), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 2), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 3), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 4), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 5), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 6), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 7), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 8), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 9), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 10), 0),
      coalesce(sum(amountFen) FILTER (isSale AND age // 30 = 11), 0)
    ] AS months
  FROM known
  GROUP BY applicationId
),
customers AS (
  SELECT applicationId, sum(amountFen) AS fen, min(age) AS age
  FROM known
  WHERE isSale AND counterparty IS NOT NULL
  GROUP BY applicationId, counterparty
),
concentration AS (
  SELECT
    applicationId,
    sum(fen * fen) / nullif(sum(fen) * sum(fen), 0) AS hhi,
    max(fen) / nullif(sum(fen), 0) AS top1,
    count(*) FILTER (age < 90) AS n90
  FROM customers
  GROUP BY applicationId
)
SELECT
  applicationId,
  sales7 / 100 AS bank_sales_7,
  sales30 / 100 AS bank_sales_30,
  sales180 / 100 AS bank_sales_180,
  sales365 / 100 AS bank_sales_365,
  (2 * sales90 - sales180) / nullif(sales180, 0) AS bank_sales_change_90,
  CASE WHEN list_sum(months) > 0 THEN list_stddev_pop(months) / list_avg(months) END AS bank_sales_variation_365,
  coalesce(sinceSale, 365) AS bank_days_since_sales,
  sales90 / nullif(nSales90, 0) / 100 AS bank_sale_size_90,
  hhi AS bank_customer_hhi_365,
  top1 AS bank_customer_top1_share_365,
  coalesce(n90, 0) AS bank_customer_count_90,
  (operatingIn - operatingOut) / nullif(operatingIn + operatingOut, 0) AS bank_operating_balance_90,
  overdrawn / n AS bank_overdrawn_share_365,
  CASE WHEN sales90 > 0 THEN least(repaid90 / sales90, 10) END AS bank_repayment_burden_90,
  n30 AS bank_transactions_30,
  CASE WHEN sales90 > 0 THEN least(askedFen / (sales90 / 3), 1000) END AS application_amount_to_inflow
FROM sums
LEFT JOIN concentration USING (applicationId)
