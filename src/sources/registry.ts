import { z } from 'zod';
import { commonFields, count, day, defineSource, fen, oneOf } from './contract.ts';

export const INDUSTRIES = [
  'manufacturing-light',
  'manufacturing-heavy',
  'wholesale',
  'retail',
  'catering-lodging',
  'agriculture',
  'logistics',
  'construction',
  'it-services',
  'e-commerce',
  'textile',
  'cross-border-trade',
] as const;

export const REGIONS = [
  'east-manufacturing-cluster',
  'central-farm-belt',
  'western-resource-county',
  'inland-city-cluster',
  'border-county',
] as const;

export const registry = defineSource({
  name: 'registry',
  meaning: 'Entries of the company registry: the founding of a firm and every later change.',
  record: z.object({
    ...commonFields,
    kind: oneOf(['registered', 'ownerChange', 'addressChange', 'capitalChange'], 'what was entered'),
    industry: oneOf(INDUSTRIES, 'industry of the main business'),
    region: oneOf(REGIONS, 'archetype of the region of the registered address'),
    registeredCapitalFen: fen('registered capital after this entry'),
    foundedDate: day('day of founding'),
    ownerAge: count('age of the legal representative, years', 120),
    employees: count('declared number of employees'),
  }),
  key: ['firmId', 'eventDate', 'kind'],
  sensitivity: 'public',
  purpose: 'identity and due diligence',
  retentionMonths: 60,
  obtained: 'Public enterprise credit information system; entries appear within about a week.',
});
