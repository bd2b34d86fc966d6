import { z } from 'zod';
import type { Agency } from '../agency/define-agency.ts';
import { alwaysAllowed, type Field, type Kind } from '../agency/kind.ts';
import {
  codesOf,
  handlings,
  onwardUses,
  personsSeen,
  practices,
  reasonsHeldBack,
  significances,
} from '../vocabulary.ts';
import { isCalendarDate, isDay } from './calendar-date.ts';

/** Longest text of one field of an entry, in UTF-16 units. */
export const LONGEST_TEXT = 20_000;
const LONGEST_WORD = 500;
const LONGEST_GIST = 2_000;

const quoted = (input: unknown) => `"${String(input ?? '').slice(0, 80)}"`;

const code = <T extends string>(values: readonly [T, ...T[]]) =>
  z.enum(values, { error: ({ input }) => `${quoted(input)} is not one of ${values.join(', ')}.` });

/** Kept to the letter. What no document and no database can hold is refused. */
const text = (longest = LONGEST_TEXT) =>
  z
    .string()
    .max(longest, { error: `This is longer than ${longest.toLocaleString('en-GB')} characters.` })
    .refine((value) => !value.includes('\u0000'), { error: 'This holds the character U+0000.' })
    .refine((value) => value.isWellFormed(), { error: 'This holds half of a character (an unpaired surrogate).' });

const word = () => text(LONGEST_WORD);
const required = (what: string) => word().min(1, { error: `${what} is missing.` });

const day = z.string().refine(isDay, { error: ({ input }) => `${quoted(input)} is not a day such as 2024-02-13.` });
const calendarDate = z
  .string()
  .refine(isCalendarDate, { error: ({ input }) => `${quoted(input)} is not a day, month or year such as 2024-02-13.` });

/** Files carry numbers as text, the API as numbers: both are read, nothing else becomes a number. */
const numeric = (schema: z.ZodNumber) =>
  z.preprocess((value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value), schema);

function fieldSchema(field: Field): z.ZodType {
  switch (field.type) {
    case 'code':
      return code<string>([...alwaysAllowed, ...field.values]);
    case 'text':
      return word();
    case 'integer':
      return numeric(z.number({ error: ({ input }) => `${quoted(input)} is not a whole number.` }).int());
    case 'number':
      return numeric(z.number({ error: ({ input }) => `${quoted(input)} is not a number.` }));
    case 'date':
      return calendarDate;
    default:
      return field satisfies never;
  }
}

/** The typed fields of a kind: each may be left out, none may be invented. */
export function fieldsSchema({ code: kindCode, fields }: Kind) {
  const shape = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field).nullish()] as const);
  return z.strictObject(Object.fromEntries(shape), {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Kind "${kindCode}" has no field "${issue.keys.join('", "')}".`
        : 'This is not a set of typed fields.',
  });
}

const version = /^\d{1,18}$|^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/** What every entry has, whoever sends it and by whatever way it comes. */
export const commonSchema = z.object({
  sourceSystem: required('The source system').default('default'),
  sourceRecordId: required('The source record id'),
  /** The source's own counter or change time. */
  sourceVersion: z
    .string()
    .regex(version, {
      error: ({ input }) => `${quoted(input)} is neither a counter nor a time such as 2024-02-09T06:31:00Z.`,
    })
    .nullable()
    .default(null),
  expectedVersion: z.number().int().nullable().default(null),
  statedSequence: numeric(
    z
      .number({ error: ({ input }) => `${quoted(input)} is not a whole number from 0 to 999,999.` })
      .int()
      .min(0)
      .max(999_999),
  )
    .nullable()
    .default(null),
  kindListed: z.boolean().default(false),
  kindAsRecorded: word().nullable().default(null),
  significance: code(codesOf(significances)).default('NOT_RATED'),
  practice: code(codesOf(practices)).default('NOT_ASSESSED'),
  handling: code(codesOf(handlings)).default('PANEL'),
  reasons: z.array(code(codesOf(reasonsHeldBack))).default([]),
  named: z.array(word()).default([]),
  onwardUse: z.array(code(codesOf(onwardUses))).default([]),
  heldBackBy: word().nullable().default(null),
  reviewOn: day.nullable().default(null),
  gist: text(LONGEST_GIST).nullable().default(null),
  subjects: z.array(z.string()).default([]),
  sourceOfInformation: text().default(''),
  people: z.array(word()).default([]),
  whatHappened: text().refine((value) => value.trim() !== '', { error: 'What happened is missing.' }),
  actionTaken: text().nullable().default(null),
  seenAndHeard: text().nullable().default(null),
  personSeen: code(codesOf(personsSeen)).default('NOT_RECORDED'),
  ownWords: text().nullable().default(null),
  communication: word().nullable().default(null),
  agencyComment: text().nullable().default(null),
  recordedOn: calendarDate.nullable().default(null),
  learnedOn: calendarDate.nullable().default(null),
  learnedFrom: word().nullable().default(null),
  sharedWith: z.array(z.object({ organisation: word(), on: day.nullable().default(null) })).default([]),
  /** Only for matching in the draft; never part of what is sent. */
  identifiers: z.array(z.object({ scheme: z.string(), value: word() })).default([]),
  identifiersConfirmed: z.boolean().default(false),
});

export type CommonFields = z.infer<typeof commonSchema>;

/** The check of each kind's typed fields, by kind code, made once an agency. */
export const fieldSchemas = (agency: Agency): ReadonlyMap<string, z.ZodType> =>
  new Map(agency.kinds.map((kind) => [kind.code, fieldsSchema(kind)]));
