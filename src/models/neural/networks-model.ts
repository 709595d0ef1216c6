import type { AdditiveModel } from '../additive/model.ts';
import type { ModelArtefact, NetworksBody } from '../artefact.ts';
import { designWidth, rowEncoder } from '../design/encode.ts';
import type { BoundColumns } from '../model.ts';
import { networkInputs, slotReader } from './encode.ts';
import { makeNetwork } from './network.ts';
import { pathShares } from './path-shares.ts';
import { shapeOf } from './shape.ts';

/** Rows that pass a network together. OWN, by measurement. */
const BLOCK_ROWS = 64;

/**
 * A model whose log-odds are the mean of networks. Its contributions are integrated gradients along the straight path from
 * the average training row (see `pathShares`): relative to it their averages are taken as 0.
 */
export function makeNetworksModel(artefact: ModelArtefact, body: NetworksBody): AdditiveModel {
  const inputs = networkInputs(body.design);
  const shape = shapeOf(body.design, body.embeddingSizes, body.hidden, body.activation);
  const networks = body.networks.map((list) => {
    const parameters = Float64Array.from(list);
    return { parameters, network: makeNetwork(shape, parameters, BLOCK_ROWS) };
  });
  const { width } = networks[0]!.network.layout;
  const nCategories = inputs.categories.length;
  const encoders = inputs.numbers.map(rowEncoder);
  const widths = inputs.numbers.map(designWidth);
  const slotOf = inputs.categories.map(slotReader);
  const numbers = new Float64Array(BLOCK_ROWS * inputs.width);
  const slots = new Int32Array(BLOCK_ROWS * nCategories);

  /** Encodes rows [from, from + n) once for all networks. */
  function gather({ columns }: BoundColumns, from: number, n: number): void {
    for (let i = 0; i < n; i++) {
      let at = i * inputs.width;
      for (const [s, { input }] of inputs.numbers.entries()) {
        encoders[s]!(columns[input]![from + i]!, numbers, at);
        at += widths[s]!;
      }
      for (const [c, { input }] of inputs.categories.entries()) {
        slots[i * nCategories + c] = slotOf[c]!(columns[input]![from + i]!);
      }
    }
  }

  function load(network: (typeof networks)[number]['network'], n: number): void {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < inputs.width; j++) network.input[i * width + j] = numbers[i * inputs.width + j]!;
      network.embed(i, slots, i * nCategories);
    }
  }

  /** The average row in a network's own terms: embeddings mixed by the shares of their rows. */
  function baselineOf({ parameters, network }: (typeof networks)[number]): Float64Array {
    const row = new Float64Array(width);
    row.set(body.baseline.numbers);
    let at = inputs.width;
    for (const [c, { size, slots: nSlots }] of shape.embeddings.entries()) {
      const table = network.layout.embeddings[c]!;
      for (let slot = 0; slot < nSlots; slot++) {
        const share = body.baseline.slots[c]![slot]!;
        for (let e = 0; e < size; e++) row[at + e]! += share * parameters[table + slot * size + e]!;
      }
      at += size;
    }
    return row;
  }

  const baselines = networks.map(baselineOf);
  const intercept =
    networks.reduce((sum, { network }, k) => {
      network.input.set(baselines[k]!);
      return sum + network.forward(1)[0]!;
    }, 0) / networks.length;

  // Terms: numbers first, then categories, as entries lie in a row of a network.
  const terms = [
    ...inputs.numbers.map(({ input }, s) => ({ input, width: widths[s]! })),
    ...inputs.categories.map(({ input }, c) => ({ input, width: body.embeddingSizes[c]! })),
  ];

  return {
    artefact,
    body: { intercept, terms: terms.map(({ input }) => ({ input, mean: 0 })) },
    margins(bound, start, end, out) {
      for (let from = start; from < end; from += BLOCK_ROWS) {
        const n = Math.min(BLOCK_ROWS, end - from);
        gather(bound, from, n);
        out.fill(0, from - start, from - start + n);
        for (const { network } of networks) {
          load(network, n);
          const margins = network.forward(n);
          for (let i = 0; i < n; i++) out[from - start + i]! += margins[i]!;
        }
        for (let i = 0; i < n; i++) out[from - start + i]! /= networks.length;
      }
    },
    contributions(bound, row) {
      gather(bound, row, 1);
      const shares = new Float64Array(terms.length);
      for (const [k, { network }] of networks.entries()) {
        load(network, 1);
        const entries = pathShares(network, BLOCK_ROWS, baselines[k]!, network.input.slice(0, width));
        let at = 0;
        for (const [t, { width: entriesOfTerm }] of terms.entries()) {
          for (let e = 0; e < entriesOfTerm; e++) shares[t]! += entries[at++]! / networks.length;
        }
      }
      return shares;
    },
  };
}
