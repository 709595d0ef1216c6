import { z } from 'zod';

/** How delicate a source is; decides consent and retention. */
export type Sensitivity = 'public' | 'business' | 'personal';

/** The fields every record has: whose it is, when it happened, when a lender could first know it. */
export const commonFields = {
  firmId: z.string().min(1).max(64).meta({ column: 'text', meaning: 'identifier of the firm' }),
  eventDate: day('the day it happened'),
  arrivalDate: day('the day a lender could first read it; never before eventDate'),
};

/** A day since 1970-01-01, between 1970 and 2100. */
export function day(meaning: string) {
  return z.int().min(0).max(47_846).meta({ column: 'date', meaning });
}

/** An amount in fen; `min` is 0 unless negative amounts make sense. */
export function fen(meaning: string, min = 0) {
  return z.int().min(min).max(1e15).meta({ column: 'float64', unit: 'fen', meaning });
}

export function count(meaning: string, max = 1_000_000) {
  return z.int().min(0).max(max).meta({ column: 'int32', meaning });
}

export function quantity(meaning: string, unit: string) {
  return z.number().min(0).max(1e12).meta({ column: 'float64', unit, meaning });
}

export function text(meaning: string) {
  return z.string().min(1).max(200).meta({ column: 'text', meaning });
}

/** One of a fixed list; stored as text, held as codes in the order of the list. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T, meaning: string) {
  return z.enum(values).meta({ column: 'text', meaning });
}

/** A data source as a bank would obtain it. */
export interface SourceContract<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** Also the name of its file in a book: `<name>.parquet`. */
  readonly name: string;
  readonly meaning: string;
  /** Shape of one record; optional fields may be missing. */
  readonly record: z.ZodObject<Shape>;
  /** Fields that identify a record: a second record with the same key is a duplicate. */
  readonly key: readonly (keyof Shape & string)[];
  readonly sensitivity: Sensitivity;
  /** The purpose for which consent is asked. */
  readonly purpose: string;
  readonly retentionMonths: number;
  /** How a bank gets it, and how late. */
  readonly obtained: string;
}

export function defineSource<Shape extends z.ZodRawShape>(
  contract: SourceContract<Shape>,
): SourceContract<Shape> {
  return contract;
}
