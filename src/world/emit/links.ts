import { type Day, sha256 } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { firmIdOf, type RecordSink, type SourceRecord } from './sink.ts';

type LinkKind = SourceRecord<'links'>['kind'];

/** Hexadecimal digits kept of a hash: 128 bits, so that no two of ten million values meet by chance. */
const DIGITS = 32;

const known = new WeakMap<World, Map<string, string>>();

/** What stands for number `number` of a kind in records: a salted hash, equal where kind and number are; the salt is the world's seed. */
export function linkValue(world: World, kind: LinkKind, number: number): string {
  const values = known.get(world) ?? new Map<string, string>();
  known.set(world, values);
  const key = `${kind} ${number}`;
  const value = values.get(key) ?? sha256(`${world.seed} ${key}`).slice(0, DIGITS);
  values.set(key, value);
  return value;
}

/**
 * What a covered firm showed of itself: address and owner in the registry from its founding on, phone and device at the lender's
 * front end on the day it applied. Known at once. A firm that never applied showed no device.
 */
export function emitLinks(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, identity, application } = life;
  if (!traits.covered.links) return;
  const firmId = firmIdOf(traits.firm);
  const show = (kind: LinkKind, day: Day): void =>
    sink('links', {
      firmId,
      eventDate: day,
      arrivalDate: day,
      kind,
      value: linkValue(world, kind, identity[kind]),
    });
  const foundedDay = world.timeline.startDate - traits.ageDays;
  show('address', foundedDay);
  show('owner', foundedDay);
  if (!application) return;
  show('phone', application.day);
  show('device', application.day);
}
