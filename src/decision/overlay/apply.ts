import { type GradeBand, pdOfMargin, pointsPerLogOdds, type Scaling } from '../../models/index.ts';
import { gradeOf, type Reason } from '../../scorecard/index.ts';
import type { Assessment } from '../application.ts';
import { conditionHolds, type Subject } from '../terms/index.ts';
import type { Overlay, OverlayFactor } from './overlay.ts';

/** How the platform's model turns log-odds into scores and grades: taken from its artefact. */
export interface OverlayScale {
  readonly scaling: Scaling;
  readonly grades: readonly GradeBand[];
}

/** What became of one factor. */
export interface FactorEffect {
  readonly code: string;
  /** unknown: something that the factor asks of is missing, so it does not apply. */
  readonly state: 'applied' | 'not met' | 'unknown';
  /** What it added before the cap; 0 unless applied. */
  readonly logOdds: number;
}

/** An assessment with the platform's and the bank's part apart. */
export interface OverlaidAssessment {
  /** What the decision goes by. */
  readonly assessment: Assessment;
  /** What the platform's model said. */
  readonly platform: Pick<Assessment, 'pd' | 'margin' | 'score' | 'grade'>;
  readonly bank: {
    readonly overlay: string;
    readonly factors: readonly FactorEffect[];
    /** Sum of the factors that apply. */
    readonly askedLogOdds: number;
    /** The sum held within the overlay's cap: what was added to the margin. */
    readonly logOdds: number;
    /** Points that the score moved by. */
    readonly points: number;
  };
}

/**
 * Lays a bank's factors over the platform's assessment: margin' = margin + the sum of the factors that apply, held within
 * +- `capLogOdds`; PD, score and grade follow from it on the platform's scale. A factor whose feature is missing does not
 * apply and says so. Factors that raise the risk stand among the reasons, as far as the cap lets them count.
 */
export function applyOverlay(
  assessment: Assessment,
  subject: Subject,
  overlay: Overlay,
  scale: OverlayScale,
): OverlaidAssessment {
  // A factor on the grade asks of the platform's grade: the bank's own shift cannot trigger the bank's factors.
  const seen = { ...subject, grade: assessment.grade };
  const factors = overlay.factors.map((factor) => effectOf(factor, seen));
  const askedLogOdds = factors.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const logOdds = Math.min(overlay.capLogOdds, Math.max(-overlay.capLogOdds, askedLogOdds));
  const { pd, margin, score, grade } = assessment;
  const platform = { pd, margin, score, grade };
  if (logOdds === 0) {
    return {
      assessment,
      platform,
      bank: { overlay: overlay.name, factors, askedLogOdds, logOdds: 0, points: 0 },
    };
  }
  const points = Math.round(-logOdds * pointsPerLogOdds(scale.scaling)) || 0;
  const shiftedPd = pdOfMargin(margin + logOdds);
  return {
    assessment: {
      pd: shiftedPd,
      margin: margin + logOdds,
      score: score + points,
      grade: gradeOf(shiftedPd, scale.grades),
      reasons: [...assessment.reasons, ...raising(overlay, factors, logOdds / askedLogOdds)],
    },
    platform,
    bank: { overlay: overlay.name, factors, askedLogOdds, logOdds, points },
  };
}

function effectOf({ code, when, logOdds }: OverlayFactor, subject: Subject): FactorEffect {
  let unknown = false;
  for (const condition of when) {
    const holds = conditionHolds(condition, subject);
    if (holds === false) return { code, state: 'not met', logOdds: 0 };
    unknown ||= holds === null;
  }
  return unknown ? { code, state: 'unknown', logOdds: 0 } : { code, state: 'applied', logOdds };
}

/** The applied factors that raise the risk, as reasons; `counted` is the part of each that the cap left. */
function raising(overlay: Overlay, effects: readonly FactorEffect[], counted: number): Reason[] {
  return overlay.factors.flatMap(({ code, why }, i) => {
    const contribution = effects[i]!.logOdds * counted;
    return contribution > 0 ? [{ feature: `overlay:${code}`, en: why.en, zh: why.zh, contribution }] : [];
  });
}
