import { spawn } from 'node:child_process';

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user would, in a process of its own. */
export function runParus(
  args: readonly string[],
  options: { readonly cwd?: string; readonly bin?: string } = {},
): Promise<CommandOutcome> {
  const bin = options.bin ?? 'bin/parus.js';
  const child = spawn(process.execPath, [bin, ...args], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The JSON object that a command printed with --json: exactly one, and nothing else. */
export function jsonOf({ stdout }: CommandOutcome): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
