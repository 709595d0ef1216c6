/** The layers of docs/architecture.md, lowest first: an import may only point to the same or a lower layer. */
const LAYERS = [
  ['core'],
  ['kernels'],
  ['parallel'],
  ['table'],
  ['sources'],
  ['world', 'features'],
  ['binning'],
  ['models'],
  ['scorecard'],
  ['evaluation'],
  ['decision'],
  ['ledger'],
  ['service', 'portfolio', 'federated'],
  ['claims'],
  ['console', 'cli'],
];

const folders = (names) => `^src/(${names.join('|')})/`;

const upward = LAYERS.slice(0, -1).map((layer, i) => ({
  name: `no-upward-import-from-${layer.join('-')}`,
  severity: 'error',
  from: { path: folders(layer) },
  to: { path: folders(LAYERS.slice(i + 1).flat()) },
}));

// Folders of one layer stand beside each other: none may lean on its neighbour.
const sideways = LAYERS.filter((layer) => layer.length > 1).flatMap((layer) =>
  layer.map((name) => ({
    name: `no-sideways-import-from-${name}`,
    severity: 'error',
    from: { path: folders([name]) },
    to: { path: folders(layer.filter((other) => other !== name)) },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(^src/index\\.ts|\\.d\\.ts)$' },
      to: {},
    },
    {
      name: 'world-is-for-claims-and-cli',
      comment: 'The engine cannot peek at the truth.',
      severity: 'error',
      from: { pathNot: '^src/(world|claims|cli)/' },
      to: { path: '^src/world/' },
    },
    {
      name: 'only-table-knows-duckdb',
      severity: 'error',
      from: { pathNot: '^src/table/' },
      to: { path: '@duckdb' },
    },
    {
      name: 'only-parallel-knows-threads',
      severity: 'error',
      from: { pathNot: '^src/parallel/' },
      to: { path: '(piscina|worker_threads)' },
    },
    ...upward,
    ...sideways,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
