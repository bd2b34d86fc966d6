import { columnsSealed } from './log-rows.ts';

/** What a sealed row says, by the names of its columns. */
export type SealedRow = Readonly<Record<string, unknown>>;

/** PostgreSQL counts time from the year 2000, in microseconds. */
const ITS_EPOCH_MS = Date.UTC(2000);

type ReadValue = (bytes: Buffer) => unknown;

const text: ReadValue = (bytes) => bytes.toString('utf8');
const hex: ReadValue = (bytes) => bytes.toString('hex');
const uuid: ReadValue = (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** How the values of PostgreSQL's own types are read, by the number of the type. */
const readers = new Map<number, ReadValue>([
  [17, hex],
  [20, (bytes) => Number(bytes.readBigInt64BE())],
  [23, (bytes) => bytes.readInt32BE()],
  [25, text],
  [1001, listOf(hex)],
  [1009, listOf(text)],
  [1184, (bytes) => new Date(ITS_EPOCH_MS + Number(bytes.readBigInt64BE() / 1_000n)).toISOString()],
  [2950, uuid],
  [2951, listOf(uuid)],
  // The first byte is the number of the form.
  [3802, (bytes) => JSON.parse(bytes.toString('utf8', 1))],
]);

/** Says what the bytes of a row tell, as they were hashed. Throws for what is no row. */
export function readRow(bytes: Buffer): SealedRow {
  const fields = sequence(bytes, 4);
  const named = columnsSealed.map((name) => {
    const read = readers.get(fields.number());
    const value = fields.value();
    if (read === undefined) {
      throw new RangeError(`The column "${name}" has a type that no row has.`);
    }
    return [name, value === null ? null : read(value)] as const;
  });
  return Object.fromEntries(named);
}

/** How many dimensions there are, whether there are nulls, the type; for one dimension its length and where it begins. */
function listOf(read: ReadValue): ReadValue {
  return (bytes) => {
    const length = bytes.readInt32BE() === 0 ? 0 : bytes.readInt32BE(12);
    const values = sequence(bytes, 20);
    return Array.from({ length }, () => {
      const value = values.value();
      return value === null ? null : read(value);
    });
  };
}

/** Reads numbers, and values after their lengths, one after the other. */
function sequence(bytes: Buffer, from: number) {
  let place = from;
  const number = () => {
    place += 4;
    return bytes.readInt32BE(place - 4);
  };
  return {
    number,
    value: (): Buffer | null => {
      const length = number();
      place += Math.max(0, length);
      return length < 0 ? null : bytes.subarray(place - length, place);
    },
  };
}
