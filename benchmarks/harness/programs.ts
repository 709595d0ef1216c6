import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** The folder benchmarks/, whatever folder a script is started from. */
export const BENCHMARKS = path.dirname(import.meta.dirname);

/** Options of a command: `{ rows: 5 }` is `--rows 5`. */
export type CommandOptions = Readonly<Record<string, string | number>>;

const MAX_OUTPUT_BYTES = 1 << 26;

/** Runs a script of benchmarks/ on this Node in a process of its own. @returns the JSON it printed */
export function runNode(script: string, options: CommandOptions): unknown {
  return run(process.execPath, script, options, {});
}

/** Runs a Python script of benchmarks/ in a process of its own. @returns the JSON it printed */
export function runPython(
  python: string,
  script: string,
  options: CommandOptions,
  environment: Readonly<Record<string, string>> = {},
): unknown {
  return run(python, script, options, environment);
}

/** Runs an R script of benchmarks/ in a process of its own. @returns the JSON it printed */
export function runR(script: string, options: CommandOptions): unknown {
  return run('Rscript', script, options, {});
}

function run(
  command: string,
  script: string,
  options: CommandOptions,
  environment: Readonly<Record<string, string>>,
): unknown {
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const output = execFileSync(command, [path.join(BENCHMARKS, script), ...args], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    env: { ...process.env, ...environment },
  });
  return JSON.parse(output);
}
