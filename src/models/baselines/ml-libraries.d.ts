declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  interface TwoClasses {
    /** 1 x columns. */
    weights: Matrix;
  }

  class LogisticRegression {
    constructor(options: { numSteps: number; learningRate: number });
    train(x: Matrix, y: Matrix): void;
    /** One against the rest: classifier i gives the probability of not being class i. */
    classifiers: TwoClasses[];
  }
  export = LogisticRegression;
}
