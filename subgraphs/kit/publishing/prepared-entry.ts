import type { Agency } from '../agency/define-agency.ts';
import { canonical } from '../canonical.ts';
import type { EntryDraft } from '../entries/read-entry.ts';
import { badInput } from '../errors.ts';
import type { IdentifierScheme } from '../identifiers/identifier-scheme.ts';
import type { Identifier } from './hub.ts';

/**
 * A checked entry in the form in which it is stored: its bytes, and what is asked of it before. A file of ten thousand
 * rows is held as such, and not as objects.
 */
export type PreparedEntry = {
  readonly sourceSystem: string;
  readonly sourceRecordId: string;
  readonly sourceVersion: string | null;
  readonly expectedVersion: number | null;
  /** The file it came in, by a hash that nobody can guess, and its row there; null for what came by itself. */
  readonly origin: Origin | null;
  /** Facts and content as canonical JSON. */
  readonly draft: string;
  /** Identifiers of people, declared or standing in the words, that its author has not confirmed. */
  readonly identifiers: readonly Identifier[];
};

export type Origin = { readonly file: string; readonly row: number };

/** Puts a checked entry into the form in which it is stored. Throws BAD_USER_INPUT for an identifier that is none. */
export function preparedEntry({ identifiers: schemes }: Agency, entry: EntryDraft): PreparedEntry {
  const { sourceSystem, sourceRecordId, sourceVersion, expectedVersion, facts, content } = entry;
  const found = [...declared(schemes, entry), ...identifiersIn(schemes, content)];
  return {
    sourceSystem,
    sourceRecordId,
    sourceVersion,
    expectedVersion,
    origin: null,
    draft: canonical({ facts, content }),
    identifiers: entry.identifiersConfirmed ? [] : found,
  };
}

type Schemes = Readonly<Record<string, IdentifierScheme>>;

function declared(schemes: Schemes, { sourceRecordId, identifiers }: EntryDraft): readonly Identifier[] {
  return identifiers.map(({ scheme, value }) => {
    const known = schemes[scheme];
    if (known === undefined) {
      throw badInput(`"${scheme}" is not an identifier this agency uses; it uses ${Object.keys(schemes).join(', ')}.`);
    }
    const canonicalForm = known.parse(value);
    if (canonicalForm === null) {
      throw badInput(
        `Entry "${sourceRecordId}": "${value}" is not a right ${known.label}: its length or check digit is wrong.`,
      );
    }
    return { scheme, value: canonicalForm };
  });
}

/** Identifiers of people that stand in the words of a content. */
export function identifiersIn(schemes: Schemes, content: unknown): readonly Identifier[] {
  const words = wordsIn(content).join('\n');
  return Object.entries(schemes).flatMap(([scheme, { inText, parse }]) =>
    [...words.matchAll(inText)].flatMap(([candidate]) => {
      const value = parse(candidate);
      return value === null ? [] : [{ scheme, value }];
    }),
  );
}

/** Every text that would be sent, wherever it stands. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
