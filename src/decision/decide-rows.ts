/**
 * Many applications decided in worker threads. They stand in columns on shared memory, as the feature table and the batch
 * scores do; a worker makes the input of each row, decides it, and sends back what a table of decisions needs.
 */

import { type Model, type ModelArtefact, makeModel } from '../models/index.ts';
import {
  readSharedJson,
  type SharedJson,
  shardRanges,
  shareJson,
  taskRef,
  type WorkerPool,
} from '../parallel/index.ts';
import type { Wording } from '../scorecard/index.ts';
import type { Application } from './application.ts';
import { assessRow, featureWording } from './assessor.ts';
import type { Circumstances } from './circumstances.ts';
import { decide, decideAsync } from './decide.ts';
import type { Decision, DecisionInput, TraceStep } from './decision.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { type DecisionRules, makeRules, type RulesSource } from './rules.ts';

/** Rows of one task. */
const SHARD_ROWS = 1024;

/** Applications and all that decisions on them read, by row. */
export interface ApplicationRows {
  readonly applications: readonly Application[];
  readonly circumstances: readonly Circumstances[];
  /** Inputs of the model in its order, on shared memory. */
  readonly inputs: readonly (Float64Array | Int32Array)[];
  /** Log-odds of bad on shared memory; NaN where a row could not be scored. */
  readonly margins: Float64Array;
  /** Features that decisions read, on shared memory; NaN is missing. */
  readonly features: readonly NamedColumn[];
  /** Features of the relation graph, on shared memory; null where it was not read. */
  readonly graph: readonly NamedColumn[] | null;
}

type NamedColumn = readonly [name: string, values: Float64Array];

/** What a decision says, without its trace. */
export interface DecisionSummary extends Omit<Decision, 'trace'> {
  /** Steps that did not approve, with their codes. */
  readonly objections: readonly Objection[];
}

export interface Objection {
  readonly step: TraceStep['step'];
  readonly outcome: Outcome;
  readonly codes: readonly string[];
}

export interface DecidedShard {
  readonly decisions: readonly DecisionSummary[];
  /** The same decisions with their traces, one JSON object a line; empty unless asked for. */
  readonly lines: Uint8Array;
}

export interface DecideRowsOptions {
  /** Gets the decisions of each shard in the order of the rows. */
  readonly onShard: (shard: DecidedShard) => void | Promise<void>;
  /** Whether shards carry whole decisions with their traces as text. Traces are made either way. */
  readonly withTraces?: boolean;
}

/** Applications and circumstances are those of the shard alone, columns are whole. */
interface ShardInput extends ApplicationRows {
  /** Number of the shard's first row. */
  readonly start: number;
  /** Hashes of model and rules: what a worker knows them by. */
  readonly hashes: { readonly model: string; readonly rules: string };
  readonly artefact: SharedJson<ModelArtefact>;
  readonly rules: SharedJson<RulesSource>;
  readonly withTraces: boolean;
}

/**
 * Decides every row under a model and rules, in the pool's workers; decisions come in the order of the rows and are the same
 * bytes at any number of workers.
 */
export async function decideRows(
  pool: WorkerPool,
  rows: ApplicationRows,
  model: Model,
  rules: DecisionRules,
  { onShard, withTraces = false }: DecideRowsOptions,
): Promise<void> {
  const { applications, circumstances, ...columns } = rows;
  const hashes = { model: model.artefact.hash, rules: rules.hash };
  const [artefact, source] = [shareJson(model.artefact), shareJson(rules.source)];
  const shards = shardRanges(applications.length, SHARD_ROWS).map(
    ({ start, end }): ShardInput => ({
      ...columns,
      applications: applications.slice(start, end),
      circumstances: circumstances.slice(start, end),
      start,
      hashes,
      artefact,
      rules: source,
      withTraces,
    }),
  );
  await pool.reduceInOrder(
    taskRef(import.meta.url, decideShard),
    shards,
    0,
    async (n, shard) => {
      await onShard(shard);
      return n + shard.decisions.length;
    },
    { label: 'decisions', total: shards.length },
  );
}

/** What a worker keeps from one shard to the next. */
interface Engine {
  readonly model: Model;
  readonly rules: DecisionRules;
  readonly wording: Wording;
}

let cached: Engine | undefined;

function engineOf({ hashes, artefact, rules }: ShardInput): Engine {
  if (cached?.model.artefact.hash === hashes.model && cached.rules.hash === hashes.rules) return cached;
  const { files, options } = readSharedJson(rules);
  cached = {
    model: makeModel(readSharedJson(artefact)),
    rules: makeRules(files, options),
    wording: featureWording(),
  };
  return cached;
}

/** Decides one shard; the worker's task. */
export async function decideShard(shard: ShardInput): Promise<DecidedShard> {
  const { applications, start, withTraces } = shard;
  const engine = engineOf(shard);
  const { rules } = engine;
  const inputOf = inputMaker(shard, engine);
  const decisions: DecisionSummary[] = [];
  const lines: string[] = [];
  for (let i = 0; i < applications.length; i++) {
    const input = inputOf(i, start + i);
    const decision =
      rules.policy.runsOn === 'closures' ? decide(input, rules) : await decideAsync(input, rules);
    if (withTraces) lines.push(JSON.stringify(decision), '\n');
    decisions.push(summaryOf(decision));
  }
  return { decisions, lines: new TextEncoder().encode(lines.join('')) };
}

/** A decision without its trace. */
export function summaryOf({ trace, ...said }: Decision): DecisionSummary {
  const objections: Objection[] = [];
  for (const { step, output } of trace.steps) {
    if (!('outcome' in output) || output.outcome === 'approve') continue;
    objections.push({ step, outcome: output.outcome, codes: output.codes });
  }
  return { ...said, objections };
}

function inputMaker(
  { applications, circumstances, inputs, margins, features, graph }: ShardInput,
  { model, rules, wording }: Engine,
): (i: number, row: number) => DecisionInput {
  const bound = { nRows: margins.length, columns: inputs, unseen: 0 };
  return (i, row) => {
    const values = rowOf(features, row);
    return {
      application: applications[i]!,
      ...circumstances[i]!,
      fraud: rules.fraud ? rules.fraud.assess(values, graph && rowOf(graph, row)) : null,
      assessment: assessRow(model, bound, row, margins[row]!, wording),
      features: values,
      model: model.artefact.hash,
    };
  };
}

function rowOf(columns: readonly NamedColumn[], row: number): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, column] of columns) values[name] = column[row]!;
  return values;
}

/** Decisions by outcome. */
export function countOutcomes(decisions: Iterable<{ readonly outcome: Outcome }>): Record<Outcome, number> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of decisions) counts[outcome] += 1;
  return counts;
}
