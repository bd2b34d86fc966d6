import type { Agency } from '../../../subgraphs/kit/agency/define-agency.ts';
import type { RawEntry } from '../../../subgraphs/kit/entries/read-entry.ts';
import { dayEnd, dayStart, instantFrom } from '../../../subgraphs/kit/occurred/london.ts';
import type { Occurred } from '../../../subgraphs/kit/occurred/occurred.ts';

/** Chance that is the same on every machine (mulberry32): numbers from 0 up to 1. */
export type Chance = () => number;

/** Chance of its own for each seed. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed, 0x9e_37_79_b1) >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Bytes by chance. */
export const bytesOf = (chance: Chance, length: number) =>
  Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)));

/** A random UUID (version 4): scattered over an index, as those of the hub are. */
export function uuidOf(chance: Chance): string {
  const bytes = bytesOf(chance, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const oneOf = <Value>(chance: Chance, values: readonly Value[]): Value => values[Math.floor(chance() * values.length)]!;

const sentences = [
  'Seen at home with her mother and her brother; the visit had been announced by letter the week before.',
  'No answer at the door. A card was left and the duty worker was told the same afternoon.',
  'He said that he did not want to go home after school and would not say more when he was asked.',
  'A bruise on the left forearm, about two centimetres, explained as a fall from the slide in the park.',
  'The call was closed after the caller said that everything was all right now. Raised voices were heard.',
  'Discussed with the named nurse, who advised a conversation with the social worker within one day.',
  'Weight on the 9th centile, before on the 25th. Feeding was observed and advice was given in writing.',
  'The appointment letter went to the old address; the new one had been recorded two months earlier.',
];
const words = (chance: Chance, most: number) =>
  Array.from({ length: 1 + Math.floor(chance() * most) }, () => oneOf(chance, sentences)).join(' ');

const FIRST_MS = Date.UTC(2014, 0, 1);
const LAST_MS = Date.UTC(2023, 11, 31);

/** When it happened: six in ten to the minute, most others to the day, a few to the month, one in fifty not known. */
function occurredBy(chance: Chance): Occurred {
  const ms = FIRST_MS + chance() * (LAST_MS - FIRST_MS);
  const instant = instantFrom(ms);
  const day = instant.slice(0, 10);
  const kindOfDate = chance();
  const exact = { approximate: false, timeKnown: false };
  if (kindOfDate < 0.6) {
    return {
      ...exact,
      text: `${day} ${instant.slice(11, 16)}`,
      earliest: instant,
      latest: instant,
      precision: 'MINUTE',
      timeKnown: true,
    };
  }
  if (kindOfDate < 0.95) {
    return { ...exact, text: day, earliest: dayStart(day), latest: dayEnd(day), precision: 'DAY' };
  }
  if (kindOfDate < 0.98) {
    const month = day.slice(0, 7);
    return {
      ...exact,
      text: month,
      earliest: dayStart(`${month}-01`),
      latest: dayEnd(`${month}-28`),
      precision: 'MONTH',
    };
  }
  return { ...exact, text: 'not known', earliest: null, latest: null, precision: 'UNKNOWN' };
}

/** An entry as an author would hand it in: about as many words as entries of real chronologies have. */
export function inventedEntry(chance: Chance, agency: Agency, number: number, subjects: readonly string[]): RawEntry {
  const kind = oneOf(
    chance,
    agency.kinds.filter(({ code }) => code !== 'OTHER'),
  );
  const coded = Object.entries(kind.fields).filter(([, field]) => field.type === 'code' && chance() < 0.6);
  const occurred = occurredBy(chance);
  return {
    kind: kind.code,
    fields: Object.fromEntries(
      coded.map(([name, field]) => [name, field.type === 'code' ? oneOf(chance, field.values) : '']),
    ),
    occurred: () => occurred,
    sourceSystem: 'bench',
    sourceRecordId: `record-${number}`,
    significance: oneOf(chance, ['KEY', 'SIGNIFICANT', 'ROUTINE', 'ROUTINE', 'NOT_RATED']),
    practice: oneOf(chance, ['AS_EXPECTED', 'BELOW_EXPECTED', 'NOT_ASSESSED']),
    subjects: [oneOf(chance, subjects)],
    sourceOfInformation: 'Electronic record, contacts',
    people: ['Mother', `Worker ${1 + Math.floor(chance() * 9)}`],
    whatHappened: words(chance, 7),
    actionTaken: chance() < 0.7 ? words(chance, 2) : null,
    personSeen: oneOf(chance, ['ALONE', 'WITH_OTHERS', 'NOT_SEEN', 'NOT_RECORDED']),
    ownWords: chance() < 0.15 ? 'I like it when gran comes.' : null,
    recordedOn: occurred.earliest?.slice(0, 10) ?? null,
  };
}
