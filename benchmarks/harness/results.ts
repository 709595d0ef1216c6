import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { packageVersion } from '../../src/core/index.ts';
import { BENCHMARKS } from './programs.ts';

/** The runs that results/`name`.json keeps, none where there is no such file. */
export function readRuns<Run>(name: string): Run[] {
  const file = resultsFile(`${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Run[]) : [];
}

/** Replaces results/`name`.json and results/`name`.md; a reader never sees half of either. */
export function writeResults(name: string, runs: readonly unknown[], report: readonly string[]): void {
  replace(resultsFile(`${name}.json`), `${JSON.stringify(runs, null, 1)}\n`);
  replace(resultsFile(`${name}.md`), `${report.join('\n')}\n`);
}

/** A Markdown table of cells that hold no bar. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** What made the figures, without a full stop: the command, the versions of Parus and Node, the cores. */
export function provenance(command: string): string {
  const cores = cpus();
  const machine = `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'})`;
  return `Made with \`${command}\`, Parus ${packageVersion()}, Node ${process.versions.node}, ${machine}`;
}

function resultsFile(name: string): string {
  return path.join(BENCHMARKS, 'results', name);
}

function replace(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
