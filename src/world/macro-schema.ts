import { z } from 'zod';
import { parseDay } from '../core/index.ts';
import { INDUSTRIES, REGIONS } from '../sources/index.ts';
import { type MacroLaw, REGIMES } from './macro.ts';
import {
  addUpToOne,
  halfLifeWeeks,
  logDemandChange,
  logPriceChange,
  probability,
  share,
  weeks,
} from './scenario-ranges.ts';
import { makeTimeline } from './timeline.ts';

/** Days of the longest book, from its burn-in to its last outcome. */
const LONGEST = makeTimeline(240);
const LAST_DAY = LONGEST.week0 + 7 * LONGEST.nWeeks - 1;
const date = z.string().superRefine((text, context) => {
  const day = parseDay(text);
  let message: string | undefined;
  if (day === undefined) message = `got ${text}, expected a date YYYY-MM-DD`;
  else if (day < LONGEST.week0 || day > LAST_DAY) message = `${text} is in no book: none would feel it`;
  if (message) context.addIssue({ code: 'custom', message });
});

const regimeChances = z
  .record(z.enum(REGIMES), probability)
  .superRefine((chances, context) => addUpToOne(chances, context, 'chances'));
const regimeEffect = z.strictObject({
  logDemand: logDemandChange,
  logExportDemand: logDemandChange,
  logEnergyPrice: logPriceChange,
});

const episodes = z
  .array(z.strictObject({ regime: z.enum(REGIMES), from: date, weeks }))
  .superRefine((list: MacroLaw['episodes'], context) => {
    for (const [i, { from }] of list.entries()) {
      const before = list[i - 1];
      if (!before) continue;
      const [start, earlier] = [parseDay(from), parseDay(before.from)];
      if (start === undefined || earlier === undefined || start >= earlier + 7 * before.weeks) continue;
      const message = `${from} is before the end of the episode that starts on ${before.from}`;
      context.addIssue({ code: 'custom', path: [i, 'from'], message });
    }
  });

/** Schema of the macro law. */
export const macro = z.strictObject({
  firstRegime: z.enum(REGIMES),
  transitions: z.record(z.enum(REGIMES), regimeChances),
  episodes,
  adjustmentHalfLifeWeeks: halfLifeWeeks,
  effects: z.strictObject({ slowdown: regimeEffect, shock: regimeEffect }),
  exportShare: z.record(z.enum(INDUSTRIES), share),
});

/** Schema of the disasters. */
export const disasters = z.array(
  z.strictObject({
    region: z.enum(REGIONS),
    from: date,
    weeks,
    logDemand: logDemandChange.max(0),
    recoveryHalfLifeWeeks: halfLifeWeeks,
    damagedShare: share,
  }),
);
