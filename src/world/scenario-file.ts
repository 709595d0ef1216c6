import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { canonicalJson, fail, ParusError, sha256 } from '../core/index.ts';
import { baselineScenario, type Scenario } from './scenario.ts';
import { isRecord, mergeDeep } from './scenario-merge.ts';
import { parseScenario, refuseScenario } from './scenario-schema.ts';
import { isScenarioName, namedScenario, SCENARIO_NAMES } from './scenarios/index.ts';

/**
 * Reads a scenario file: a JSON object that holds only the parameters it changes of the baseline; lists are replaced
 * whole. Without `name` the scenario is called after its file.
 * @throws PARUS_FILE_MISSING; PARUS_CONFIG_INVALID where it cannot be read or is no JSON, and else with every issue and
 * its path inside the file.
 */
export async function loadScenario(path: string): Promise<Scenario> {
  const json = await readJson(path);
  if (!isRecord(json)) {
    const got = json === null ? 'null' : Array.isArray(json) ? 'a list' : `a ${typeof json}`;
    throw refuseScenario(path, [{ path: '(root)', message: `got ${got}, expected an object` }]);
  }
  return parseScenario(mergeDeep({ ...baselineScenario, name: basename(path, '.json') }, json), path);
}

/**
 * The scenario that `nameOrPath` names: one that comes with Parus, else a file. A file called like one of the names is
 * reached as `./name`.
 * @throws PARUS_USAGE where it is neither a name nor looks like a path; the errors of `loadScenario`.
 */
export async function resolveScenario(nameOrPath: string): Promise<Scenario> {
  if (isScenarioName(nameOrPath)) return namedScenario(nameOrPath);
  try {
    return await loadScenario(nameOrPath);
  } catch (error) {
    // A mistyped name must not be reported as a missing file; a path shows by its slash or extension.
    if (!isMissing(error) || /[/\\.]/.test(nameOrPath)) throw error;
    const problem = `no scenario ${nameOrPath}; expected a file or one of ${SCENARIO_NAMES.join(', ')}`;
    throw fail('PARUS_USAGE', { problem }, [], error);
  }
}

/** SHA-256 of a scenario's parameters: its name is no parameter. */
export function scenarioHash({ name: _name, ...parameters }: Scenario): string {
  return sha256(canonicalJson(parameters));
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fail('PARUS_FILE_MISSING', { path });
    throw fail('PARUS_CONFIG_INVALID', { path, problem: firstLine(error) }, [], error);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // V8's message names the line and column.
    throw fail('PARUS_CONFIG_INVALID', { path, problem: `not JSON: ${firstLine(error)}` }, [], error);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function isMissing(error: unknown): boolean {
  return error instanceof ParusError && error.code === 'PARUS_FILE_MISSING';
}
