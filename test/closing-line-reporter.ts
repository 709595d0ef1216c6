import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the one line that scripts read: `N passed, N failed, N skipped`, and why tests were skipped. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      let ran = 0;
      for (const test of module.children.allTests()) {
        ran += 1;
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') {
          skipped += 1;
          console.log(`skipped: ${test.fullName}`);
        } else failed += 1;
      }
      // A file that broke before its tests were collected has none to count.
      if (ran === 0 && !module.ok()) failed += 1;
    }
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
