import type { z } from 'zod';
import type { Agency } from '../agency/define-agency.ts';
import type { Kind, Trait } from '../agency/kind.ts';
import { CaseReviewError } from '../errors.ts';
import { looksLikePersonNumber } from '../import/people.ts';
import type { Occurred } from '../occurred/occurred.ts';
import type { EntryFacts } from '../publishing/manifest.ts';
import { type CommonFields, commonSchema, fieldSchemas } from './entry-schema.ts';
import { heldBackProblems } from './held-back.ts';

/** An entry as it is handed in: nothing of it is checked yet. */
export type RawEntry = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Reads when it happened; throws BAD_USER_INPUT for what is no date. */
  readonly occurred: () => Occurred;
};

/** What only those who may read an entry get. These bytes are hashed, signed for and kept for ever. */
export type EntryRecordContent = Pick<
  CommonFields,
  | 'sourceOfInformation'
  | 'people'
  | 'whatHappened'
  | 'actionTaken'
  | 'seenAndHeard'
  | 'personSeen'
  | 'ownWords'
  | 'communication'
  | 'agencyComment'
  | 'practice'
  | 'recordedOn'
  | 'learnedOn'
  | 'learnedFrom'
  | 'sharedWith'
  | 'heldBackBy'
  | 'reviewOn'
  | 'gist'
> & {
  readonly kind: string;
  readonly kindAsRecorded: string | null;
  /** When, in the words of the record, letter by letter. */
  readonly dateAsRecorded: string;
  readonly fields: Readonly<Record<string, string | number>>;
};

export type EntryDraft = {
  readonly sourceSystem: string;
  readonly sourceRecordId: string;
  readonly sourceVersion: string | null;
  readonly expectedVersion: number | null;
  readonly facts: EntryFacts;
  readonly content: EntryRecordContent;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly identifiersConfirmed: boolean;
};

/** What is wrong with one field of one entry, in a sentence. */
export type Problem = { readonly field: string; readonly value: string; readonly reason: string };

export type ReadEntry = { readonly draft: EntryDraft } | { readonly problems: readonly Problem[] };

/** Gives a function that checks entries of an agency and puts them into their one form. */
export function entryReader(agency: Agency): (raw: RawEntry) => ReadEntry {
  const schemas = fieldSchemas(agency);
  return (raw) => {
    const kind = agency.kindByCode.get(raw.kind);
    const common = commonSchema.safeParse(withoutUndefined(raw));
    const fields = kind === undefined ? undefined : schemas.get(kind.code)?.safeParse(withoutUndefined(raw.fields));
    const occurred = readOccurred(raw);
    const problems = [
      ...(kind === undefined ? [unknownKind(agency, raw.kind)] : []),
      ...problemsOf(common, raw),
      ...(fields === undefined ? [] : problemsOf(fields, raw.fields)),
      ...('problem' in occurred ? [occurred.problem] : []),
      ...(kind?.code === 'OTHER' && !raw['kindAsRecorded'] ? [noWordForOther] : []),
      ...personNumbers(raw['people']),
      ...(common.success ? heldBackProblems(common.data) : []),
    ];
    if (problems.length > 0 || kind === undefined || !common.success || !fields?.success || 'problem' in occurred) {
      return { problems };
    }
    return { draft: draftOf(kind, common.data, present(fields.data), occurred.occurred) };
  };
}

/** An agency's own number for a person never leaves it. */
const personNumbers = (people: unknown): readonly Problem[] =>
  (Array.isArray(people) ? people.map(String) : []).filter(looksLikePersonNumber).map((value) => ({
    field: 'people',
    value,
    reason: `"${value}" looks like your own number for a person. Say who that is.`,
  }));

const noWordForOther: Problem = {
  field: 'kindAsRecorded',
  value: '',
  reason: 'An entry of kind OTHER says what kind it is in the words of the record.',
};

const unknownKind = (agency: Agency, kind: string): Problem => ({
  field: 'kind',
  value: kind,
  reason: `"${kind}" is not a kind of entry of ${agency.label}.`,
});

function readOccurred(raw: RawEntry): { readonly occurred: Occurred } | { readonly problem: Problem } {
  try {
    return { occurred: raw.occurred() };
  } catch (error) {
    if (error instanceof CaseReviewError) {
      return { problem: { field: 'occurred', value: String(raw['occurredText'] ?? ''), reason: error.message } };
    }
    throw error;
  }
}

function problemsOf(result: z.ZodSafeParseResult<unknown>, input: Readonly<Record<string, unknown>>): Problem[] {
  return (result.error?.issues ?? []).map(({ path, message }) => {
    const field = path[0] === undefined ? '' : String(path[0]);
    return { field, value: String(input[field] ?? '').slice(0, 200), reason: message };
  });
}

const withoutUndefined = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const present = (fields: unknown) =>
  Object.fromEntries(
    Object.entries(fields as Record<string, string | number | null>).filter(([, value]) => value != null),
  ) as Record<string, string | number>;

function draftOf(
  kind: Kind,
  common: CommonFields,
  fields: Record<string, string | number>,
  occurred: Occurred,
): EntryDraft {
  const { sourceSystem, sourceRecordId, sourceVersion, expectedVersion, identifiers, identifiersConfirmed, ...said } =
    common;
  const { statedSequence, kindListed, significance, handling, reasons, named, onwardUse, subjects, ...content } = said;
  const { personSeen, recordedOn, learnedOn, sharedWith } = content;
  return {
    sourceSystem,
    sourceRecordId,
    sourceVersion,
    expectedVersion,
    identifiers,
    identifiersConfirmed,
    content: { ...content, kind: kind.code, fields, dateAsRecorded: occurred.text },
    facts: {
      occurred: withoutWords(occurred),
      statedSequence,
      kind: kind.code,
      kindLabel: kind.label,
      kindListed,
      traits: traitsOf(kind, fields, common),
      significance,
      handling,
      reasons,
      named,
      onwardUse: [...new Set(onwardUse)],
      subjects: [...new Set(subjects)],
      personSeen,
      recordedOn,
      learnedOn,
      sharedWith,
    },
  };
}

/** Words that state no day may say anything, and what leaves the agency signed can never be erased: they stay with the content. */
const withoutWords = (occurred: Occurred): Occurred =>
  occurred.precision === 'UNKNOWN' ? { ...occurred, text: '' } : occurred;

/** The kind's traits, those its fields set, and VOICE and SHARED where the person's words or a sharing are there. */
function traitsOf(kind: Kind, fields: Record<string, string | number>, common: CommonFields): readonly Trait[] {
  const set = Object.entries(kind.fields).flatMap(([name, field]) =>
    field.type === 'code' && field.sets !== undefined && fields[name] === field.sets.when ? [field.sets.trait] : [],
  );
  const voice: Trait[] = common.ownWords ? ['VOICE'] : [];
  const shared: Trait[] = common.sharedWith.length > 0 ? ['SHARED'] : [];
  return [...new Set([...kind.traits, ...set, ...voice, ...shared])].sort();
}
