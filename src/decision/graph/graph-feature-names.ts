/**
 * The features of a firm in the relation graph on a day, in the order of the columns. `ties` are shared things and running
 * guarantees; the `web` is ties and trade. Shares and scores are 0 where the firm stands alone; only what the doc comment
 * says is missing (NaN).
 */
export const graphFeatureNames = [
  /** Firms tied to it directly or through others, itself included; counted up to MOST_COMPONENT (256). */
  'componentSize',
  /** Ties there are of those there could be in that group, 0 .. 1. */
  'componentDensity',
  /** Share of known bads among the other firms of the group. */
  'componentBadShare',
  /** Other firms that showed the same device, phone, address, owner. */
  'devicePeers',
  'phonePeers',
  'addressPeers',
  'ownerPeers',
  /** Firms with which it shares two kinds of things or more. */
  'tightPeers',
  /** Firms tied to it within the last 30 days. */
  'recentPeers',
  /** Firms it guarantees, firms that guarantee it, on this day. */
  'guaranteesGiven',
  'guaranteesTaken',
  /** Longest shortest way along running guarantees that it answers for, up to 5. */
  'guaranteeDepth',
  /** Firms of the shortest closed circle of running guarantees through it; 0 where there is none of 5 or fewer. */
  'guaranteeCircle',
  /** Firms of the book it bought from and sold to in the last year. */
  'suppliers',
  'buyers',
  /** Largest k such that it is in a group of ties where everyone has k others. */
  'coreNumber',
  /** Triangles of ties through it, and the share of pairs of its peers that are tied themselves. */
  'triangles',
  'clustering',
  /** Closed circles of up to six firms of the book that invoiced each other in the last half year: firms of the shortest, 0 without. */
  'circularLength',
  /** Sets of invoices round such circles, of nearly the same amount within a month. */
  'circularTrades',
  /** Share of its sales in the book that went all the way round, and that went to the next firm of a circle. */
  'circularAmountShare',
  'circularNextShare',
  /** Share of known bads among firms one and two steps away in the web, by weight. */
  'badShareOneHop',
  'badShareTwoHops',
  /** Known bads tied to it directly. */
  'badPeers',
  /** Steps to the nearest known bad in the web, up to 4; NaN where there is none. */
  'hopsToBad',
  /** Chance that a walk in the web from the firm ends at a known bad. */
  'badWalkShare',
  /** Personalised PageRank from the known bads, each sending out 1. */
  'badPageRank',
  /** Score of label propagation from the known bads (Zhou et al. 2004). */
  'badLabelScore',
] as const;

export type GraphFeatureName = (typeof graphFeatureNames)[number];

/** One column per feature, entry i for ask i. */
export type GraphFeatureColumns = { readonly [F in GraphFeatureName]: Float64Array };
