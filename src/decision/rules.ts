import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson, fail, sha256 } from '../core/index.ts';
import { featureNames } from '../features/index.ts';
import type { Model } from '../models/index.ts';
import {
  type FraudEngine,
  type FraudModels,
  fraudGraphNames,
  makeFraudModels,
  parseFraudModels,
  parseFraudRules,
  prepareFraud,
} from './fraud/index.ts';
import { type RuleFile, readRuleFile } from './json-file.ts';
import {
  checkOverlayBase,
  localPolicyPath,
  type Overlay,
  type OverlayScale,
  parseOverlay,
  withLocalPolicy,
} from './overlay/index.ts';
import { type DecisionParams, parseParams } from './params.ts';
import { type Policy, type PolicyOptions, parsePolicy } from './policy/index.ts';
import { parseReasonTexts, type ReasonTexts } from './reason-texts.ts';
import { type CoLending, type ProductCatalogue, parseCoLending, parseProducts } from './terms/index.ts';

/** Everything a decision depends on besides the application, compiled. Holds buffers of its own: one a thread. */
export interface DecisionRules {
  /** SHA-256 over the content of all files: a decision names it. */
  readonly hash: string;
  readonly policy: Policy;
  readonly params: DecisionParams;
  readonly reasonTexts: ReasonTexts;
  readonly products: ProductCatalogue;
  /** Rules and models of fraud; null where the parameters leave the step out. */
  readonly fraud: FraudEngine | null;
  /** A bank's own factors on the platform's model. */
  readonly overlay: { readonly factors: Overlay; readonly scale: OverlayScale } | null;
  readonly coLending: CoLending | null;
  /** What the rules were made from: other threads make them again from it. */
  readonly source: RulesSource;
}

/** The files of a set of rules as they were read. */
export interface RuleFiles {
  readonly policy: RuleFile;
  readonly params: RuleFile;
  readonly reasonTexts: RuleFile;
  readonly products: RuleFile;
  readonly fraudRules: RuleFile;
  readonly fraudModels: RuleFile | null;
  readonly overlay: RuleFile | null;
  /** The policy that the overlay names. */
  readonly localPolicy: RuleFile | null;
  readonly coLending: RuleFile | null;
}

/** Rules in a form that crosses to other threads. */
export interface RulesSource {
  readonly files: RuleFiles;
  readonly options: RulesOptions;
  readonly hash: string;
}

export interface RulesOptions extends Pick<PolicyOptions, 'runsOn'> {
  /** The catalogue: a policy that reads another feature is refused. Default: that of Parus. */
  readonly knownFeatures?: readonly string[] | undefined;
  /** The model that an overlay is laid over, by hash and scale. */
  readonly base?: OverlayBase | undefined;
}

interface OverlayBase extends OverlayScale {
  readonly hash: string;
}

/** Files beside those that go with the policy. */
export interface MoreRules {
  /** Fraud models as written by `saveFraudModels`; default: those that the parameters name. */
  readonly fraudModels?: string | undefined;
  /** A bank's own factors; `model` is what they are laid over. */
  readonly overlay?: string | undefined;
  readonly coLending?: string | undefined;
  readonly model?: Model | undefined;
}

/** The fraud models that come with Parus. */
export const standardFraudModelsPath = fileURLToPath(new URL('../../models/sme-fraud.json', import.meta.url));

/** The policy that comes with Parus. */
export const standardPolicyPath = fileURLToPath(new URL('../../policies/sme-standard.json', import.meta.url));

/**
 * Loads `<name>.json` with `<name>.params.json`, `reasons.json`, `products.json` and `fraud-rules.json` beside it.
 * @throws PARUS_FILE_MISSING; PARUS_POLICY_INVALID, PARUS_CONFIG_INVALID, PARUS_MODEL_INVALID as `makeRules`
 */
export async function loadRules(
  policyPath: string = standardPolicyPath,
  { fraudModels, overlay, coLending, model }: MoreRules = {},
  options: RulesOptions = {},
): Promise<DecisionRules> {
  const beside = (name: string): Promise<RuleFile> => readRuleFile(policyPath.replace(/[^/\\]*$/, name));
  const optional = (path: string | undefined) => (path === undefined ? null : readRuleFile(path));
  const overlayFile = await optional(overlay);
  const localPolicy =
    overlayFile && localPolicyPath(parseOverlay(overlayFile.json, overlayFile.path), overlayFile.path);
  const params = await readRuleFile(policyPath.replace(/(\.json)?$/, '.params.json'));
  const files: RuleFiles = {
    policy: await readRuleFile(policyPath),
    params,
    reasonTexts: await beside('reasons.json'),
    products: await beside('products.json'),
    fraudRules: await beside('fraud-rules.json'),
    fraudModels: await optional(fraudModels ?? modelsBeside(params)),
    overlay: overlayFile,
    localPolicy: await optional(localPolicy ?? undefined),
    coLending: await optional(coLending),
  };
  const base = model && {
    hash: model.artefact.hash,
    scaling: model.artefact.scaling,
    grades: model.artefact.grades,
  };
  return makeRules(files, base ? { ...options, base } : options);
}

/** Where the parameters say that the fraud models lie. */
function modelsBeside({ json, path }: RuleFile): string | undefined {
  const { fraud, fraudModels } = parseParams(json, path);
  if (!fraud || fraudModels === null) return undefined;
  return fraudModels === 'standard' ? standardFraudModelsPath : join(dirname(path), fraudModels);
}

/**
 * Compiles rules and checks that they agree: features exist, every reason has a text, an overlay goes with its model.
 * @throws PARUS_POLICY_INVALID, PARUS_CONFIG_INVALID, PARUS_MODEL_INVALID with path, problem and every issue
 */
export function makeRules(files: RuleFiles, options: RulesOptions = {}): DecisionRules {
  const { knownFeatures = featureNames, runsOn, base } = options;
  const policyOf = ({ json, path }: RuleFile): Policy => parsePolicy(json, path, { knownFeatures, runsOn });
  const platform = policyOf(files.policy);
  const policy = files.localPolicy ? withLocalPolicy(platform, policyOf(files.localPolicy)) : platform;
  const params = parseParams(files.params.json, files.params.path);
  const reasonTexts = parseReasonTexts(files.reasonTexts.json, files.reasonTexts.path);
  const products = parseProducts(files.products.json, files.products.path);
  const fraud = params.fraud ? fraudOf(files, reasonTexts) : null;
  const overlay = files.overlay && overlayOf(files.overlay, base);
  const coLending = files.coLending && parseCoLending(files.coLending.json, files.coLending.path);
  refuseUnworded(policy.meta.path, policy.meta.codes, reasonTexts);
  const hash = sha256(
    canonicalJson([
      policy.hash,
      files.params.json,
      files.reasonTexts.json,
      files.products.json,
      fraud?.hash ?? null,
      files.overlay?.json ?? null,
      files.coLending?.json ?? null,
    ]),
  );
  const source = { files, options, hash };
  return { hash, policy, params, reasonTexts, products, fraud, overlay, coLending, source };
}

function fraudOf({ fraudRules, fraudModels }: RuleFiles, reasonTexts: ReasonTexts): FraudEngine {
  const rules = parseFraudRules(fraudRules.json, fraudRules.path, [...featureNames, ...fraudGraphNames]);
  refuseUnworded(
    fraudRules.path,
    rules.rules.map(({ code }) => code),
    reasonTexts,
  );
  const models: FraudModels = fraudModels
    ? parseFraudModels(fraudModels.json, fraudModels.path)
    : makeFraudModels({ anomaly: null, base: null, withGraph: null });
  return prepareFraud(models, rules);
}

function overlayOf({ json, path }: RuleFile, base: OverlayBase | undefined): DecisionRules['overlay'] {
  const factors = parseOverlay(json, path);
  if (!base) throw fail('PARUS_CONFIG_INVALID', { path, problem: 'an overlay got no model to be laid over' });
  checkOverlayBase(factors, base.hash, path);
  return { factors, scale: { scaling: base.scaling, grades: base.grades } };
}

function refuseUnworded(path: string, codes: readonly string[], texts: ReasonTexts): void {
  const unworded = codes.filter((code) => !Object.hasOwn(texts, code));
  if (unworded.length === 0) return;
  throw fail(
    'PARUS_POLICY_INVALID',
    { path, problem: `no reason text for ${unworded.join(', ')}` },
    unworded.map((code) => ({ path: code, message: 'no text in reasons.json' })),
  );
}
