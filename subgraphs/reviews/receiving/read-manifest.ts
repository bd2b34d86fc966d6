import { z } from 'zod';
import { traits } from '../../kit/agency/kind.ts';
import { precisions } from '../../kit/occurred/occurred.ts';
import type { Manifest } from '../../kit/publishing/manifest.ts';
import {
  codesOf,
  declarations,
  formsOfAnswer,
  handlings,
  onwardUses,
  personsSeen,
  reasonsHeldBack,
  reasonsTakenBack,
  significances,
} from '../../kit/vocabulary.ts';

export const uuid = z.string().regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
export const instant = z.iso.datetime({ precision: 3 });
const minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
export const day = z.iso.date();
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Text that a database can hold. */
const text = z.string().refine((value) => !value.includes('\u0000') && value.isWellFormed());

const occurred = z.object({
  text,
  earliest: minute.nullable(),
  latest: minute.nullable(),
  precision: z.enum(precisions),
  approximate: z.boolean(),
  timeKnown: z.boolean(),
});

const pointer = z.strictObject({
  entry: uuid,
  revision: uuid,
  reference: text.min(1),
  occurred,
  statedSequence: z.number().int().nullable(),
  sortEarliest: minute.nullable(),
  sequence: z.number().int().min(0),
  kind: text.min(1),
  kindLabel: text,
  kindListed: z.boolean(),
  traits: z.array(z.enum(traits)),
  significance: z.enum(codesOf(significances)),
  handling: z.enum(codesOf(handlings)),
  reasons: z.array(z.enum(codesOf(reasonsHeldBack))),
  named: z.array(text),
  /** Publications from before there were conditions state none. */
  onwardUse: z.array(z.enum(codesOf(onwardUses))).default([]),
  subjects: z.array(uuid),
  personSeen: z.enum(codesOf(personsSeen)),
  recordedOn: text.nullable(),
  learnedOn: text.nullable(),
  sharedWith: z.array(z.object({ organisation: text, on: text.nullable() })),
  contentHash: hash,
  withdrawn: z.object({ reason: z.enum(codesOf(reasonsTakenBack)), at: instant }).nullable(),
});

const inBoth = {
  review: uuid,
  organisation: uuid,
  code: text.min(1),
  number: z.number().int().min(1),
  previous: hash.nullable(),
  publishedAt: instant,
  answer: z
    .object({
      declaration: z.enum(codesOf(declarations)),
      by: text,
      on: text,
      forWhom: z.array(text),
      searchedFor: z.array(text),
      systems: z.array(text),
      words: text.nullable(),
    })
    .nullable(),
  noContact: z.array(z.object({ from: text, to: text, reason: text })),
  withdrawn: z.enum(codesOf(reasonsTakenBack)).nullable(),
  pointers: z.array(pointer),
};

const unstated = { form: null, author: null, signedOff: null, words: null };

/** As it was before form, author and sign-off were stated: what was signed then stays readable and verifiable. */
const format1 = z
  .strictObject({ format: z.literal('safeguarding-contribution/1'), ...inBoth })
  .transform((manifest) => ({ ...manifest, ...unstated }));

const format2 = z.strictObject({
  format: z.literal('safeguarding-contribution/2'),
  ...inBoth,
  form: z.enum(codesOf(formsOfAnswer)).nullable(),
  author: z
    .strictObject({ person: text, role: text, organisation: uuid.nullable(), noPartInTheCase: z.literal(true) })
    .nullable(),
  signedOff: z
    .strictObject({
      person: text.min(1),
      role: text.min(1),
      organisation: uuid.nullable(),
      at: instant,
      draft: hash,
      publication: z.number().int().min(1),
      standingUntil: instant.nullable(),
    })
    .nullable(),
  words: pointer.nullable(),
});

const manifest = z.union([format2, format1]);

/** Reads the bytes of a manifest. Throws for anything that has more or less than a manifest has. */
export const readManifest = (bytes: string): Manifest => manifest.parse(JSON.parse(bytes));
