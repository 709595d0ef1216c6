import { figure, grouped, interval, percent } from './format.ts';
import { ALPHA } from './marks.ts';
import type { ReportModel } from './report-input.ts';

/** One sentence that the figures of a model support. */
export interface Finding {
  /** True where somebody should look before signing. */
  readonly look: boolean;
  readonly text: string;
}

/** With fewer bads in the test than this, intervals say more than figures. OWN. */
const FEW_BADS = 100;

/** What a reader in a hurry must know of a model, from its figures alone, in the order of the page. */
export function findingsOf(model: ReportModel): Finding[] {
  return [
    ...unseen(model),
    ...ranking(model),
    ...oracle(model),
    ...calibration(model),
    ...grades(model),
    ...stability(model),
    ...outOfTime(model),
    ...segments(model),
    ...fairness(model),
  ];
}

const found = (look: boolean, text: string): Finding[] => [{ look, text }];

function unseen({ testUnseen }: ReportModel): Finding[] {
  if (testUnseen === undefined) return [];
  return testUnseen
    ? found(false, 'The test rows are unseen: the hash of the training rows is the one in the model.')
    : found(
        true,
        'The training rows here are not, to the byte, those in the model: it may have seen test rows. Split and seed must be those of its training.',
      );
}

function ranking({ metrics: { train, test }, ci95, diagnosis }: ReportModel): Finding[] {
  const [low, high] =
    diagnosis && Number.isFinite(diagnosis.deLong.interval[0]) ? diagnosis.deLong.interval : ci95.auc;
  const few =
    test.bads < FEW_BADS
      ? found(true, `Only ${grouped(test.bads)} bads in the test: read intervals, not figures.`)
      : [];
  const better =
    low > 0.5
      ? found(false, `It ranks better than chance: AUC ${figure(test.auc)}, ${interval([low, high])}.`)
      : found(true, `Chance may explain its ranking: AUC ${figure(test.auc)}, ${interval([low, high])}.`);
  const over =
    train.auc > high
      ? found(
          true,
          `Its training AUC of ${figure(train.auc)} lies above the test interval: part of what it learnt was noise.`,
        )
      : [];
  return [...few, ...better, ...over];
}

function oracle({ oracle: known }: ReportModel): Finding[] {
  if (!known || !Number.isFinite(known.distance.share)) return [];
  const { share, shareInterval, aucs } = known.distance;
  const ends = shareInterval ? ` (${interval(shareInterval, percent)})` : '';
  return found(
    false,
    `It goes ${percent(share)}${ends} of the way from chance to the oracle, whose AUC is ${figure(aucs.ceiling)}.`,
  );
}

function calibration({ diagnosis }: ReportModel): Finding[] {
  if (!diagnosis) return [];
  const { inTheLarge, cox, observedToExpected, badRate, meanPd } = diagnosis.calibration;
  const [low, high] = inTheLarge.interval;
  const level =
    low > 0 || high < 0
      ? found(
          true,
          `PDs are too ${low > 0 ? 'low' : 'high'} over all: mean PD ${percent(meanPd)}, bad rate ${percent(badRate)} (${observedToExpected.toFixed(2)} times as many bads as foreseen).`,
        )
      : found(false, `The level of the PDs fits: mean PD ${percent(meanPd)}, bad rate ${percent(badRate)}.`);
  if (!cox) return level;
  const [flat, steep] = cox.slope.interval;
  const slope = `slope ${figure(cox.slope.value)}, ${interval(cox.slope.interval)}`;
  if (steep < 1)
    return [
      ...level,
      ...found(true, `PDs are too extreme: high ones too high, low ones too low (${slope}).`),
    ];
  if (flat > 1)
    return [
      ...level,
      ...found(true, `PDs are too timid: they differ less than the bad rates do (${slope}).`),
    ];
  return [...level, ...found(false, `The spread of the PDs fits (${slope}).`)];
}

function grades({ grades: rated }: ReportModel): Finding[] {
  if (!rated) return [];
  const low = rated.grades.filter(({ test }) => test && test.holmP < ALPHA).map(({ grade }) => grade);
  return low.length > 0
    ? found(true, `Grades with too low a PD after Holm's correction: ${low.join(', ')}.`)
    : found(false, 'No rating grade has a PD that is surely too low.');
}

function stability({ stability: shift }: ReportModel): Finding[] {
  if (!shift) return [];
  const { score, inputs } = shift;
  const moved = inputs.columns.filter(({ holmP }) => holmP < ALPHA).length;
  const alarms = inputs.columns.filter(({ folklore, shifted }) => folklore !== 'stable' && !shifted).length;
  return [
    ...found(
      score.shifted,
      `Scores ${score.shifted ? 'moved' : 'did not move'} from train to test beyond chance: PSI ${figure(score.psi)}, critical ${figure(score.criticalValue)}.`,
    ),
    ...found(
      moved > 0,
      `${moved === 0 ? 'None' : moved} of ${inputs.columns.length} inputs moved beyond chance.${alarms > 0 ? ` Folklore would raise ${alarms} false alarms.` : ''}`,
    ),
  ];
}

function outOfTime({ outOfTime: anew, metrics: { test } }: ReportModel): Finding[] {
  if (!anew?.pooled) return [];
  const { auc, interval: ends } = anew.pooled;
  const worse = ends[1] < test.auc;
  return found(
    worse,
    `Trained anew before each quarter it reaches AUC ${figure(auc)}, ${interval(ends)}${worse ? ': less than on the split' : ''}.`,
  );
}

function segments({ segments: tree }: ReportModel): Finding[] {
  if (!tree) return [];
  const wrong = tree.segments.filter(({ holmP }) => holmP < ALPHA).length;
  return wrong > 0
    ? found(
        true,
        `${wrong} ${wrong === 1 ? 'segment' : 'segments'} where PDs and outcomes part by more than chance.`,
      )
    : found(false, 'No segment was found where the PDs are wrong by more than chance.');
}

function fairness({ fairness: asked }: ReportModel): Finding[] {
  if (!asked) return [];
  const { contrasts, reference } = asked.report;
  const below = contrasts
    .filter(({ surelyBelowFourFifths }) => surelyBelowFourFifths)
    .map(({ group }) => group);
  return below.length > 0
    ? found(
        true,
        `By ${asked.column}: approved surely less than four fifths as often as ${reference}: ${below.join(', ')}.`,
      )
    : found(
        false,
        `By ${asked.column}: no group is approved surely less than four fifths as often as ${reference}.`,
      );
}
