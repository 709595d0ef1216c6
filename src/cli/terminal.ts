import { SingleBar } from 'cli-progress';
import type { OnProgress, ProgressEvent } from '../parallel/index.ts';

/** A job that ends sooner shows no bar: it would only flicker. */
const SHOW_AFTER_MS = 1000;

export interface ProgressBar {
  readonly onProgress: OnProgress;
  /** Clears the bar from the screen. */
  stop(): void;
}

/** A progress bar on stderr for jobs longer than a second, only where a person watches. */
export function openProgressBar(clock: () => number): ProgressBar {
  if (!process.stderr.isTTY) return { onProgress: ignore, stop: ignore };
  const started = clock();
  const bar = new SingleBar({
    format: '{label} [{bar}] {percentage} % | {value}/{total} | {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let label = '';
  return {
    onProgress(event: ProgressEvent) {
      if (clock() - started < SHOW_AFTER_MS) return;
      if (event.label !== label) {
        if (label) bar.stop();
        label = event.label;
        bar.start(event.total, event.done, { label });
      }
      bar.setTotal(event.total);
      bar.update(event.done, { label });
    },
    stop() {
      if (label) bar.stop();
      label = '';
    },
  };
}

function ignore(): void {
  // Nobody watches: nothing to draw.
}

/** Plain-text columns: the first left-aligned, the others right-aligned. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, j) => Math.max(width(name), ...rows.map((row) => width(row[j] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, j) => pad(cell, widths[j]!, j === 0))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((w) => '-'.repeat(w))), ...rows.map(line)].join('\n');
}

/** Columns a terminal needs: a Chinese character takes two. */
function width(text: string): number {
  let total = 0;
  for (const c of text) total += c >= '\u1100' ? 2 : 1;
  return total;
}

function pad(text: string, to: number, left: boolean): string {
  const space = ' '.repeat(Math.max(0, to - width(text)));
  return left ? text + space : space + text;
}

/** 1,234,567 */
export function thousands(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
