import { readFile } from 'node:fs/promises';
import { fail } from '../core/index.ts';

/** An algorithm's options from a JSON file. @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function readConfigFile(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw fail('PARUS_FILE_MISSING', { path });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw fail('PARUS_CONFIG_INVALID', { path, problem: (error as Error).message });
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw fail('PARUS_CONFIG_INVALID', { path, problem: 'expected a JSON object' });
  }
  return parsed as Record<string, unknown>;
}
