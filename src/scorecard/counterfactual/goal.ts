import { fail } from '../../core/index.ts';
import type { ModelArtefact } from '../../models/index.ts';
import { gradeOf } from '../assessment.ts';

/** A PD to come down to. */
export interface Goal {
  /** Grades end below their bound; a PD that the user names may be met exactly. */
  readonly pd: number;
  readonly isInclusive: boolean;
  /** The grade whose bound it is. */
  readonly grade?: string;
}

export function isReached({ pd: bound, isInclusive }: Goal, pd: number): boolean {
  return isInclusive ? pd <= bound : pd < bound;
}

/** The PD bound of a grade. @throws PARUS_USAGE for a grade that the model does not have, naming those it has */
export function gradeGoal({ grades }: ModelArtefact, grade: string): Goal {
  const band = grades.find((other) => other.grade === grade);
  if (!band) {
    const known = grades.map((other) => other.grade).join(', ');
    throw fail('PARUS_USAGE', { problem: `got target grade ${grade}; expected one of ${known}` });
  }
  return { pd: band.pdBelow, isInclusive: false, grade };
}

/** A PD named by the user, in (0, 1). */
export function pdGoal(pd: number): Goal {
  return { pd, isInclusive: true };
}

/** The next better grade than that of `pd`; undefined in the best one. */
export function nextGradeGoal(artefact: ModelArtefact, pd: number): Goal | undefined {
  const own = artefact.grades.findIndex(({ grade }) => grade === gradeOf(pd, artefact.grades));
  const better = artefact.grades[own - 1];
  return better && gradeGoal(artefact, better.grade);
}
