import type { Claim } from '../claim.ts';

/** L01 to L07: what peer-reviewed studies of real lenders found. A world that gets these wrong is a toy, whatever it says of the others. */
export const literatureClaims: readonly Claim[] = [
  {
    id: 'L01',
    claimed:
      'Machine learning with non-traditional data beats traditional models most when aggregate credit supply is shocked.',
    source: 'Gambacorta, Huang, Qiu, Wang, J. Financial Stability 73 (2024)',
    figures: 'advantage larger after the shock',
    needs: 'source arms judged in books of shock scenarios',
  },
  {
    id: 'L02',
    claimed: 'That advantage declines with the length of the credit history.',
    source: 'Gambacorta, Huang, Qiu, Wang, J. Financial Stability 73 (2024)',
    figures: 'advantage falls with length',
    needs: 'source arms judged by length of history',
  },
  {
    id: 'L03',
    claimed: 'Simple digital traces match the information of a bureau score, and complement it.',
    source: 'Berg, Burg, Gombovic, Puri, Rev. Financial Studies 33 (2020)',
    figures: 'traces = bureau; both > either',
    needs: 'arms of traces alone, bureau alone and both',
  },
  {
    id: 'L04',
    claimed:
      'The edge of machine learning over logistic regression shrinks once credit-behaviour data are in.',
    source: 'Moscatelli, Parlapiano, Narizzano, Viggiano, Expert Systems with Applications 161 (2020)',
    figures: 'edge shrinks',
    needs: 'two algorithms on two arms',
  },
  {
    id: 'L05',
    claimed: 'Boosting is the best single family on credit tables; deep nets are not worth their cost.',
    source: 'Gunnarsson et al., EJOR 295 (2021); Lessmann et al., EJOR 247 (2015)',
    figures: 'boosting first',
    needs: 'all families on the same book',
  },
  {
    id: 'L06',
    claimed: 'Random cross-validation flatters: firms and time must be split apart.',
    source: 'out-of-time studies, for example of SBA loans',
    figures: '.792 random, .652 out of time',
    needs: 'the same model judged at random, by firm and out of time',
  },
  {
    id: 'L07',
    claimed: 'Bad ratios differ between a traditional and a data lender by selection and by information.',
    source: 'press figures on a data lender',
    figures: '5.9 % against 1-1.5 %',
    needs: 'counterfactual approvals of both lenders, decomposed',
  },
];
