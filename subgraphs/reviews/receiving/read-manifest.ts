import { z } from 'zod';
import { traits } from '../../kit/agency/kind.ts';
import { precisions } from '../../kit/occurred/occurred.ts';
import type { Manifest } from '../../kit/publishing/manifest.ts';
import {
  codesOf,
  declarations,
  handlings,
  personsSeen,
  reasonsHeldBack,
  reasonsTakenBack,
  significances,
} from '../../kit/vocabulary.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const instant = z.iso.datetime({ precision: 3 });
const minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const occurred = z.object({
  text: z.string(),
  earliest: minute.nullable(),
  latest: minute.nullable(),
  precision: z.enum(precisions),
  approximate: z.boolean(),
  timeKnown: z.boolean(),
});

const pointer = z.strictObject({
  entry: uuid,
  revision: uuid,
  reference: z.string().min(1),
  occurred,
  statedSequence: z.number().int().nullable(),
  sortEarliest: minute.nullable(),
  sequence: z.number().int().min(0),
  kind: z.string().min(1),
  kindLabel: z.string(),
  kindListed: z.boolean(),
  traits: z.array(z.enum(traits)),
  significance: z.enum(codesOf(significances)),
  handling: z.enum(codesOf(handlings)),
  reasons: z.array(z.enum(codesOf(reasonsHeldBack))),
  named: z.array(z.string()),
  subjects: z.array(uuid),
  personSeen: z.enum(codesOf(personsSeen)),
  recordedOn: z.string().nullable(),
  learnedOn: z.string().nullable(),
  sharedWith: z.array(z.object({ organisation: z.string(), on: z.string().nullable() })),
  contentHash: hash,
  withdrawn: z.object({ reason: z.enum(codesOf(reasonsTakenBack)), at: instant }).nullable(),
});

const manifest = z.strictObject({
  format: z.literal('safeguarding-contribution/1'),
  review: uuid,
  organisation: uuid,
  code: z.string().min(1),
  number: z.number().int().min(1),
  previous: hash.nullable(),
  publishedAt: instant,
  answer: z
    .object({
      declaration: z.enum(codesOf(declarations)),
      by: z.string(),
      on: z.string(),
      forWhom: z.array(z.string()),
      searchedFor: z.array(z.string()),
      systems: z.array(z.string()),
      words: z.string().nullable(),
    })
    .nullable(),
  noContact: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  withdrawn: z.enum(codesOf(reasonsTakenBack)).nullable(),
  pointers: z.array(pointer),
});

/** Reads the bytes of a manifest. Throws for anything that has more or less than a manifest has. */
export const readManifest = (bytes: string): Manifest => manifest.parse(JSON.parse(bytes));
