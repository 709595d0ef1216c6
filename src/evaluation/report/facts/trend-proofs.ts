import { type InputCertificate, type ModelArtefact, trendCertificates } from '../../../models/index.ts';
import { leafCount } from './scoring-cost.ts';

/** What is proven of the risk as a numeric input grows. */
export interface TrendProof {
  readonly name: string;
  readonly trend: InputCertificate['trend'];
  /** The trend that training was asked to keep, and whether the trees keep it. */
  readonly asked?: {
    readonly trend: 'ascending' | 'descending';
    readonly verdict: InputCertificate['ascending']['verdict'];
  };
}

/** Pairs of nodes looked at for one input and trend: some milliseconds; what is not decided by then counts as unknown. OWN. */
const MOST_STEPS = 200_000;
/** Forests with more leaves than this would take more than some seconds. OWN. */
const MAX_LEAVES = 200_000;

/** Certificates of all numeric inputs that trees use; undefined for models without trees, and for very large ones. */
export function trendProofs(artefact: ModelArtefact): TrendProof[] | undefined {
  const { body, inputs, provenance } = artefact;
  if (body.kind !== 'trees' || leafCount(artefact) > MAX_LEAVES) return undefined;
  const used = new Set(body.trees.flatMap((tree) => tree.input.map((input) => inputs[input]!.name)));
  return trendCertificates(artefact, MOST_STEPS).flatMap((certificate) => {
    const { input: name, trend } = certificate;
    if (!used.has(name)) return [];
    const asked = askedTrend(provenance.config, name);
    return [{ name, trend, ...(asked && { asked: { trend: asked, verdict: certificate[asked].verdict } }) }];
  });
}

/** As the options of training give it: by name, or for all others under `*`. */
function askedTrend(
  { trend }: ModelArtefact['provenance']['config'],
  name: string,
): 'ascending' | 'descending' | undefined {
  if (typeof trend !== 'object' || trend === null) return undefined;
  const { [name]: own, '*': others } = trend as Readonly<Record<string, unknown>>;
  const asked = own ?? others;
  return asked === 'ascending' || asked === 'descending' ? asked : undefined;
}
