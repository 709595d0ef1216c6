/**
 * One timed batch of danfojs-node in a process of its own, started by benchmarks/features.ts; prints one JSON object. What is
 * timed: from CSV files (days as numbers, so that no date has to be parsed) to a CSV file of the same 50 features as the SQL's.
 * Reading, joining, filtering and grouping are danfojs'; the quotients of the few sums per application are plain JavaScript.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import dfd from 'danfojs-node';

const { values: args } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });

const started = performance.now();
const cpu = process.cpuUsage();
const applications = await dfd.readCSV(path.join(args.data, 'applications.csv'));
const ids = applications['applicationId'].values;
const askedFen = new Map(ids.map((id, i) => [id, applications['askedFen'].values[i]]));

/** Records of a source that were known when each application was made, at most a year old, with their age. */
async function knownOf(source) {
  const records = await dfd.readCSV(path.join(args.data, `${source}.csv`));
  const joined = dfd.merge({ left: records, right: applications, on: ['firmId'], how: 'inner' });
  const age = joined['asOf'].sub(joined['eventDate']);
  const isKnown = age.ge(0).and(age.lt(365)).and(joined['arrivalDate'].le(joined['asOf']));
  const known = joined.addColumn('age', age).loc({ rows: isKnown });
  return known.addColumn(
    'month',
    known['age'].apply((days) => Math.floor(days / 30)),
  );
}

const where = (frame, mask) => (frame.shape[0] > 0 ? frame.loc({ rows: mask(frame) }) : frame);
const younger = (frame, days) => where(frame, (f) => f['age'].lt(days));

/** An aggregate of a column by application, as a function of the application; `otherwise` where there is no record. */
function by(frame, column, how, otherwise) {
  if (frame.shape[0] === 0) return () => otherwise;
  const grouped = frame.groupby(['applicationId']).agg({ [column]: how });
  const values = grouped[`${column}_${how}`].values;
  const found = new Map(grouped['applicationId'].values.map((id, i) => [id, values[i]]));
  return (id) => found.get(id) ?? otherwise;
}

const sum = (frame, column) => by(frame, column, 'sum', 0);
const count = (frame) => by(frame, 'age', 'count', 0);
const recency = (frame) => by(frame, 'age', 'min', 365);

/** Sums of the twelve months of 30 days by application. */
function months(frame, column) {
  const sums = new Map();
  if (frame.shape[0] > 0) {
    const grouped = frame.groupby(['applicationId', 'month']).agg({ [column]: 'sum' });
    const month = grouped['month'].values;
    const value = grouped[`${column}_sum`].values;
    for (const [i, id] of grouped['applicationId'].values.entries()) {
      if (!sums.has(id)) sums.set(id, new Array(12).fill(0));
      if (month[i] < 12) sums.get(id)[month[i]] = value[i];
    }
  }
  return (id) => sums.get(id) ?? new Array(12).fill(0);
}

/** Sums by application and party, sums below 0 taken as 0: their concentration, their largest share, their number. */
function parties(frame, party, column) {
  const empty = () => ({ hhi: Number.NaN, top1: Number.NaN, n: 0 });
  if (frame.shape[0] === 0) return empty;
  const grouped = frame.groupby(['applicationId', party]).agg({ [column]: 'sum' });
  const values = grouped[`${column}_sum`].values;
  const found = new Map();
  for (const [i, id] of grouped['applicationId'].values.entries()) {
    if (!found.has(id)) found.set(id, []);
    found.get(id).push(Math.max(0, values[i]));
  }
  return (id) => {
    const sums = found.get(id);
    if (!sums) return empty();
    const total = sums.reduce((a, b) => a + b, 0);
    const squares = sums.reduce((a, b) => a + b * b, 0);
    return {
      hhi: ratio(squares, total * total),
      top1: ratio(
        sums.reduce((a, b) => Math.max(a, b)),
        total,
      ),
      n: sums.length,
    };
  };
}

const ratio = (part, whole) => (whole === 0 ? Number.NaN : part / whole);
const change = (a, b) => ratio(a - b, a + b);
const positive = (values) => values.reduce((total, value) => total + Math.max(0, value), 0);

function variation(values) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((a, b) => a + (b - mean) ** 2, 0);
  return mean > 0 ? Math.sqrt(squares / values.length) / mean : Number.NaN;
}

/** By feature, its value for an application. A source without a known record gives NaN throughout. */
const features = {};

function define(known, definitions) {
  const n = count(known);
  for (const [name, value] of Object.entries(definitions)) {
    features[name] = (id) => (n(id) > 0 ? value(id) : Number.NaN);
  }
}

async function defineBank() {
  const known = await knownOf('bank');
  const received = where(known, (f) => f['direction'].eq('in'));
  const sales = where(received, (f) => f['category'].eq('sales'));
  const paid90 = younger(
    where(known, (f) => f['direction'].eq('out')),
    90,
  );
  const other = (frame, categories) =>
    categories.reduce((rest, name) => where(rest, (f) => f['category'].ne(name)), frame);
  const [sales7, sales30, sales90, sales180, sales365] = [7, 30, 90, 180, 365].map((days) =>
    sum(younger(sales, days), 'amountFen'),
  );
  const receipts90 = count(younger(sales, 90));
  const monthly = months(sales, 'amountFen');
  const sinceSale = recency(where(sales, (f) => f['amountFen'].gt(0)));
  const customers = parties(sales, 'counterparty', 'amountFen');
  const customers90 = parties(younger(sales, 90), 'counterparty', 'amountFen');
  const operatingIn = sum(other(younger(received, 90), ['loan', 'owner']), 'amountFen');
  const operatingOut = sum(other(paid90, ['repayment', 'owner', 'loan']), 'amountFen');
  const repaid = sum(
    where(paid90, (f) => f['category'].eq('repayment')),
    'amountFen',
  );
  const overdrawn = count(where(known, (f) => f['balanceFen'].lt(0)));
  const n = count(known);
  const n30 = count(younger(known, 30));
  define(known, {
    bank_sales_7: (id) => sales7(id) / 100,
    bank_sales_30: (id) => sales30(id) / 100,
    bank_sales_180: (id) => sales180(id) / 100,
    bank_sales_365: (id) => sales365(id) / 100,
    bank_sales_change_90: (id) => change(sales90(id), sales180(id) - sales90(id)),
    bank_sales_variation_365: (id) => variation(monthly(id)),
    bank_days_since_sales: sinceSale,
    bank_sale_size_90: (id) => ratio(sales90(id), receipts90(id)) / 100,
    bank_customer_hhi_365: (id) => customers(id).hhi,
    bank_customer_top1_share_365: (id) => customers(id).top1,
    bank_customer_count_90: (id) => customers90(id).n,
    bank_operating_balance_90: (id) => change(operatingIn(id), operatingOut(id)),
    bank_overdrawn_share_365: (id) => ratio(overdrawn(id), n(id)),
    bank_repayment_burden_90: (id) => Math.min(10, ratio(repaid(id), sales90(id))),
    bank_transactions_30: n30,
    application_amount_to_inflow: (id) => Math.min(1000, ratio(askedFen.get(id), sales90(id) / 3)),
  });
}

async function defineInvoices() {
  const known = await knownOf('invoices');
  const issuedForms = where(known, (f) => f['direction'].eq('issued').and(f['amountFen'].ge(0)));
  const voids = count(where(issuedForms, (f) => f['status'].eq('void')));
  const forms = count(issuedForms);
  const valid = where(known, (f) => f['status'].eq('valid'));
  const issued = where(valid, (f) => f['direction'].eq('issued'));
  const received = where(valid, (f) => f['direction'].eq('received'));
  const issued90 = sum(younger(issued, 90), 'amountFen');
  const issued365 = sum(issued, 'amountFen');
  const received365 = sum(received, 'amountFen');
  const monthly = months(issued, 'amountFen');
  const nIssued90 = count(
    younger(
      where(issued, (f) => f['amountFen'].ge(0)),
      90,
    ),
  );
  const sinceIssued = recency(where(issued, (f) => f['amountFen'].gt(0)));
  const buyers = parties(issued, 'counterparty', 'amountFen');
  const suppliers = parties(received, 'counterparty', 'amountFen');
  define(known, {
    invoice_issued_90: (id) => issued90(id) / 100,
    invoice_issued_365: (id) => issued365(id) / 100,
    invoice_issued_change_90: (id) =>
      change(positive(monthly(id).slice(0, 3)), positive(monthly(id).slice(3, 6))),
    invoice_issued_variation_365: (id) => variation(monthly(id)),
    invoice_issued_count_90: nIssued90,
    invoice_days_since_issued: sinceIssued,
    invoice_void_share_365: (id) => ratio(voids(id), forms(id)),
    invoice_buyer_hhi_365: (id) => buyers(id).hhi,
    invoice_buyer_count_365: (id) => buyers(id).n,
    invoice_supplier_top1_share_365: (id) => suppliers(id).top1,
    invoice_received_365: (id) => received365(id) / 100,
    invoice_margin_365: (id) => change(Math.max(0, issued365(id)), Math.max(0, received365(id))),
  });
}

async function defineTax() {
  const known = await knownOf('tax');
  const filings = where(known, (f) => f['kind'].eq('filing'));
  const acts = where(known, (f) => f['kind'].ne('arrears'));
  const late = where(acts, (f) => f['daysLate'].gt(0));
  const nFilings = count(filings);
  const sinceFiling = recency(filings);
  const revenue90 = sum(younger(filings, 90), 'declaredRevenueFen');
  const revenue365 = sum(filings, 'declaredRevenueFen');
  const due365 = sum(filings, 'amountFen');
  const [acts90, acts180] = [90, 180].map((days) => count(younger(acts, days)));
  const [late90, late180] = [90, 180].map((days) => count(younger(late, days)));
  const meanLate = by(acts, 'daysLate', 'mean', Number.NaN);
  define(known, {
    tax_filings_365: nFilings,
    tax_days_since_filing: sinceFiling,
    tax_revenue_90: (id) => revenue90(id) / 100,
    tax_revenue_365: (id) => revenue365(id) / 100,
    tax_late_share_90: (id) => ratio(late90(id), acts90(id)),
    tax_late_share_180: (id) => ratio(late180(id), acts180(id)),
    tax_mean_days_late_365: meanLate,
    tax_burden_365: (id) => Math.min(1, ratio(due365(id), revenue365(id))),
  });
}

async function defineUtility() {
  const known = await knownOf('utility');
  const power = where(known, (f) => f['kind'].eq('bill').and(f['service'].eq('electricity')));
  const payments = where(known, (f) => f['kind'].eq('payment'));
  const used90 = sum(younger(power, 90), 'wattHours');
  const used365 = sum(power, 'wattHours');
  const bill180 = by(younger(power, 180), 'amountFen', 'mean', Number.NaN);
  const late = count(where(payments, (f) => f['daysLate'].gt(0)));
  const nPayments = count(payments);
  const sincePayment = recency(payments);
  define(known, {
    utility_electricity_usage_90: (id) => used90(id) / 1000,
    utility_electricity_usage_365: (id) => used365(id) / 1000,
    utility_electricity_bill_180: (id) => bill180(id) / 100,
    utility_late_share_365: (id) => ratio(late(id), nPayments(id)),
    utility_days_since_payment: sincePayment,
  });
}

async function definePos() {
  const known = await knownOf('pos');
  const takings365 = sum(known, 'amountFen');
  const takings90 = sum(younger(known, 90), 'amountFen');
  const payments90 = sum(younger(known, 90), 'transactions');
  const monthly = months(known, 'amountFen');
  define(known, {
    pos_takings_30: (id) => monthly(id)[0] / 100,
    pos_takings_365: (id) => takings365(id) / 100,
    pos_takings_change_30: (id) => change(monthly(id)[0], monthly(id)[1]),
    pos_takings_variation_365: (id) => variation(monthly(id)),
    pos_ticket_90: (id) => ratio(takings90(id), payments90(id)) / 100,
  });
}

async function defineWaybills() {
  const known = await knownOf('waybills');
  const sent = where(known, (f) => f['direction'].eq('sent'));
  const received = where(known, (f) => f['direction'].eq('received'));
  const sent90 = count(younger(sent, 90));
  const grams365 = sum(sent, 'grams');
  const grams90 = sum(younger(sent, 90), 'grams');
  const received90 = sum(younger(received, 90), 'grams');
  const regions = parties(sent, 'otherRegion', 'grams');
  define(known, {
    waybill_sent_90: sent90,
    waybill_sent_weight_365: (id) => grams365(id) / 1000,
    waybill_received_balance_90: (id) => change(received90(id), grams90(id)),
    waybill_region_hhi_365: (id) => regions(id).hhi,
  });
}

await defineBank();
await defineInvoices();
await defineTax();
await defineUtility();
await definePos();
await defineWaybills();
const columns = { applicationId: ids };
for (const [name, value] of Object.entries(features)) columns[name] = ids.map((id) => value(id));
dfd.toCSV(new dfd.DataFrame(columns), { filePath: args.out });

const used = process.cpuUsage(cpu);
const peakKiB = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
console.log(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakBytes: Number(peakKiB) * 1024,
  }),
);
