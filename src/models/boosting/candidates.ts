import { emptyCandidate, type SplitCandidate } from '../../kernels/split.ts';
import { CANDIDATE_DOUBLES } from './memory.ts';

/** Places of a published candidate's numbers; its category order follows as bytes. */
const GAIN = 0;
const FEATURE = 1;
const BIN = 2;
const MISSING_LEFT = 3;
const LEFT = 4;
const LEFT_VALUE = 5;
const RIGHT_VALUE = 6;
const PRESENT = 7;
const ORDER = 8;

function orderAt(memory: Float64Array, at: number): Uint8Array {
  return new Uint8Array(memory.buffer, memory.byteOffset + 8 * (at + ORDER), 256);
}

/** Writes what a member found for child 0 or 1 to where the others read it. */
export function publishCandidate(
  memory: Float64Array,
  member: number,
  child: number,
  found: SplitCandidate,
): void {
  const at = (2 * member + child) * CANDIDATE_DOUBLES;
  memory[at + GAIN] = found.gain;
  memory[at + FEATURE] = found.feature;
  memory[at + BIN] = found.bin;
  memory[at + MISSING_LEFT] = found.missingLeft ? 1 : 0;
  memory[at + LEFT] = found.left;
  memory[at + LEFT_VALUE] = found.leftValue;
  memory[at + RIGHT_VALUE] = found.rightValue;
  memory[at + PRESENT] = found.nPresent;
  orderAt(memory, at).set(found.order);
}

/** The best of what all members found for a child: highest gain, then lowest feature, whoever looked at which. */
export function bestCandidate(memory: Float64Array, members: number, child: number): SplitCandidate {
  let best = child * CANDIDATE_DOUBLES;
  for (let member = 1; member < members; member++) {
    const at = (2 * member + child) * CANDIDATE_DOUBLES;
    const [gain, than] = [memory[at + GAIN]!, memory[best + GAIN]!];
    if (gain > than || (gain === than && memory[at + FEATURE]! < memory[best + FEATURE]!)) best = at;
  }
  return {
    ...emptyCandidate(),
    gain: memory[best + GAIN]!,
    feature: memory[best + FEATURE]!,
    bin: memory[best + BIN]!,
    missingLeft: memory[best + MISSING_LEFT] === 1,
    left: memory[best + LEFT]!,
    leftValue: memory[best + LEFT_VALUE]!,
    rightValue: memory[best + RIGHT_VALUE]!,
    nPresent: memory[best + PRESENT]!,
    order: orderAt(memory, best).slice(),
  };
}
