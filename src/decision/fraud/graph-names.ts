import { type GraphFeatureName, graphFeatureNames } from '../graph/index.ts';

/** What features of the relation graph are called beside those of the catalogue. */
export const GRAPH_PREFIX = 'graph_';

/** Score of GraphSAGE, a column beside the graph's features; missing where none was computed. */
export const SAGE_NAME = `${GRAPH_PREFIX}sage`;

/** Features of the relation graph by the names under which rules and fraud models read them. */
export const fraudGraphNames: readonly string[] = [
  ...graphFeatureNames.map((name: GraphFeatureName) => `${GRAPH_PREFIX}${name}`),
  SAGE_NAME,
];

/** Whether a name is one of the graph's. */
export function isGraphName(name: string): boolean {
  return name.startsWith(GRAPH_PREFIX);
}
