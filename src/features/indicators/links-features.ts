import type { SourceState } from '../engine/source-state.ts';
import { defineFeatures } from '../feature.ts';
import { ratio } from '../window.ts';
import { LINK_KINDS, type LinksTrail } from './links.ts';

type LinksState = SourceState<LinksTrail>;
type LinkKind = keyof typeof LINK_KINDS;

/** What the firm did not show cannot be shared. */
const known = ({ trail }: LinksState, value: number): number => (trail.things > 0 ? value : Number.NaN);

const firmsOn = (kind: LinkKind, zh: string, why: string) =>
  ({
    name: `links_${kind}_firms`,
    meaning: `other firms on the same ${kind}`,
    meaningZh: `共用${zh}的其他企业数`,
    formula: `distinct other firms that showed a ${kind} that the firm showed; missing where it showed none`,
    unit: 'count',
    monotone: 'increasing',
    why,
    value: ({ trail }: LinksState) =>
      trail.thingsOf[LINK_KINDS[kind]]! > 0 ? trail.firmsOf[LINK_KINDS[kind]]! : Number.NaN,
  }) as const;

const own = (kind: LinkKind, many: string, zh: string, why: string) =>
  ({
    name: `links_${many}`,
    meaning: `different ${many} the firm showed`,
    meaningZh: `企业使用过的${zh}数`,
    formula: `distinct values of kind ${kind} among the firm’s own records`,
    unit: 'count',
    monotone: 'none',
    why,
    value: (s: LinksState) => known(s, s.trail.thingsOf[LINK_KINDS[kind]]!),
  }) as const;

export const linksFeatures = defineFeatures<LinksState>({ sources: ['links'], sensitivity: 'personal' }, [
  {
    name: 'links_firms',
    meaning: 'other firms that share a device, phone, address or owner',
    meaningZh: '共用设备、电话、地址或股东的其他企业数',
    formula: 'distinct other firms that showed a thing that the firm showed',
    unit: 'count',
    monotone: 'increasing',
    why: 'Firms run by one hand borrow as many and fail as one.',
    value: (s) => known(s, s.trail.firms),
  },
  firmsOn('device', '设备', 'Honest firms do not apply from one another’s phones; an agent or a ring does.'),
  firmsOn('phone', '电话', 'One number behind several firms is one borrower with several names.'),
  firmsOn('address', '地址', 'Neighbours share a building; firms on paper share a desk.'),
  firmsOn('owner', '股东', 'The debts of an owner’s other firms come back to this one.'),
  {
    name: 'links_new_firms_30',
    meaning: 'other firms that showed the same thing, last 30 days',
    meaningZh: '近30天出现共用信息的其他企业数',
    formula: 'distinct other firms whose newest record of a thing that the firm showed is 0-29 days old',
    unit: 'count',
    windowDays: 30,
    monotone: 'increasing',
    why: 'A ring applies in one wave, before the first default warns the lender.',
    value: (s) => known(s, s.trail.newFirms30),
  },
  {
    name: 'links_new_firms_180',
    meaning: 'other firms that showed the same thing, last 180 days',
    meaningZh: '近180天出现共用信息的其他企业数',
    formula: 'distinct other firms whose newest record of a thing that the firm showed is 0-179 days old',
    unit: 'count',
    windowDays: 180,
    monotone: 'increasing',
    why: 'Relations that grew within half a year were made for a purpose.',
    value: (s) => known(s, s.trail.newFirms180),
  },
  {
    name: 'links_most_firms_on_one',
    meaning: 'most other firms on one device, phone, address or owner',
    meaningZh: '单一设备、电话、地址或股东关联的最多企业数',
    formula: 'largest number of distinct other firms that showed one thing of the firm',
    unit: 'count',
    monotone: 'increasing',
    why: 'The hub of a ring is one thing that all of it shows.',
    value: (s) => known(s, s.trail.mostFirms),
  },
  {
    name: 'links_most_kinds_with_one',
    meaning: 'most kinds of things shared with one other firm',
    meaningZh: '与同一企业共用信息的最多类别数',
    formula:
      'largest number of kinds (device, phone, address, owner) in which one other firm shows what the firm shows',
    unit: 'count',
    monotone: 'increasing',
    why: 'One shared address may be chance; address, phone and device together are one firm.',
    value: (s) => known(s, s.trail.mostKinds),
  },
  {
    name: 'links_shared_share',
    meaning: 'share of what the firm showed that other firms show too',
    meaningZh: '企业信息被其他企业共用占比',
    formula: 'distinct things of the firm that another firm showed / distinct things of the firm',
    unit: 'share',
    monotone: 'increasing',
    why: 'A firm with nothing of its own is a name.',
    value: (s) => ratio(s.trail.sharedThings, s.trail.things),
  },
  own('device', 'devices', '设备', 'Many devices are many hands, or one that hides.'),
  own('phone', 'phones', '电话', 'A firm that is reached on one number keeps it.'),
  own('address', 'addresses', '地址', 'A firm that moves often is hard to find.'),
]);
