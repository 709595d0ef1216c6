#!/usr/bin/env node
// Starts the command line on the right runtime: Node 24 runs TypeScript as it is, so a checkout needs no build step.
// On an older Node this hands over to the one pinned as a dependency.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = path.join(root, 'src', 'cli', 'main.ts');
const entry = existsSync(source) ? source : path.join(root, 'dist', 'cli', 'main.js');

if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
  const { main } = await import(entry);
  process.exitCode = await main(process.argv.slice(2));
} else {
  handOver();
}

function handOver() {
  let runtime;
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    runtime = path.join(path.dirname(manifest), 'bin', 'node');
  } catch {
    runtime = undefined;
  }
  if (!runtime || !existsSync(runtime)) {
    process.stderr.write(
      `parus: PARUS_RUNTIME_OLD: Node ${process.versions.node} is too old and the pinned runtime is not installed; expected Node >= ${NODE_MAJOR} or \`npm ci\` with install scripts allowed\n`,
    );
    process.exit(2);
  }
  const child = spawn(runtime, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches both processes by itself; a signal sent to this one alone must be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
