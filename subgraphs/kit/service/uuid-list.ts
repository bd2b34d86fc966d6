const TEXT_LENGTH = 36;
const UUID_BYTES = 16;
const HEAD_BYTES = 20;
/** The type `uuid`, and what PostgreSQL counts the places of a list from. */
const UUID_TYPE = 2950;
const FIRST_PLACE = 1;
const DASH = 0x2d;

/** Where the digits of each byte begin in the text of a UUID. */
const PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

/** The value of each hexadecimal digit, by its character code. */
const NO_DIGIT = 0xff;
const digits = new Uint8Array(256).fill(NO_DIGIT);
for (const [index, digit] of [...'0123456789abcdef'].entries()) {
  digits[digit.charCodeAt(0)] = index;
  digits[digit.toUpperCase().charCodeAt(0)] = index;
}

/**
 * A `uuid[]` in PostgreSQL's binary form: to read one from text takes it some 5,000 instructions. Throws for what is no
 * UUID.
 */
export function uuidList(ids: readonly string[]): Buffer {
  const list = Buffer.alloc(ids.length === 0 ? HEAD_BYTES - 8 : HEAD_BYTES + ids.length * (4 + UUID_BYTES));
  list.writeInt32BE(UUID_TYPE, 8);
  if (ids.length === 0) {
    return list;
  }
  list.writeInt32BE(1, 0);
  list.writeInt32BE(ids.length, 12);
  list.writeInt32BE(FIRST_PLACE, 16);
  const text = Buffer.from(ids.join(''), 'latin1');
  let areUuids = text.length === ids.length * TEXT_LENGTH;
  for (let index = 0; index < ids.length; index += 1) {
    const at = HEAD_BYTES + index * (4 + UUID_BYTES);
    list[at + 3] = UUID_BYTES;
    areUuids = writeUuid(text, index * TEXT_LENGTH, list, at + 4) && areUuids;
  }
  if (!areUuids) {
    throw new RangeError('Not all of these are UUIDs.');
  }
  return list;
}

/** Writes the UUID whose text begins at a place; tells whether it is one. */
function writeUuid(text: Buffer, from: number, list: Buffer, to: number): boolean {
  let seen = 0;
  for (let byte = 0; byte < UUID_BYTES; byte += 1) {
    const place = from + PLACES[byte]!;
    const high = digits[text[place]!]!;
    const low = digits[text[place + 1]!]!;
    seen |= high | low;
    list[to + byte] = (high << 4) | low;
  }
  const areDashes =
    text[from + 8] === DASH && text[from + 13] === DASH && text[from + 18] === DASH && text[from + 23] === DASH;
  return seen <= 0xf && areDashes;
}
