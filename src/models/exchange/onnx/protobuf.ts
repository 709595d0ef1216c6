/** Fields of a protocol-buffers message, written one behind the other (protobuf.dev, "Encoding"). */

const VARINT = 0;
const LENGTH = 2;
const FIXED_32 = 5;

type Part = Uint8Array;

/** Wire bytes of one field. */
export type Field = readonly Part[];

/** Joins fields into a message. */
export function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.flat());
}

/** A whole number; negative ones take ten bytes. */
export function integer(field: number, value: number): Field {
  return [tag(field, VARINT), varint(BigInt.asUintN(64, BigInt(value)))];
}

/** A 32-bit number. */
export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(field, FIXED_32), bytes];
}

/** Text as UTF-8. */
export function text(field: number, value: string): Field {
  return bytes(field, Buffer.from(value));
}

/** Bytes or a message inside this one. */
export function bytes(field: number, value: Uint8Array): Field {
  return [tag(field, LENGTH), varint(BigInt(value.length)), value];
}

/** A list: the field again and again. */
export function repeated<T>(
  write: (field: number, value: T) => Field,
  field: number,
  values: readonly T[],
): Field {
  return values.flatMap((value) => write(field, value));
}

function tag(field: number, wire: number): Part {
  return varint(BigInt(field * 8 + wire));
}

/** Seven bits a byte, lowest first; the top bit says that more follow. */
function varint(value: bigint): Part {
  const out: number[] = [];
  let rest = value;
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return Uint8Array.from(out);
}
