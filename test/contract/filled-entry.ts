import type { Agency } from '../../subgraphs/kit/agency/define-agency.ts';
import type { Field, Kind } from '../../subgraphs/kit/agency/kind.ts';
import { kindFieldName, kindTypeName } from '../../subgraphs/kit/graph/kind-types.ts';
import type { TestReview } from '../support/review.ts';

/** What every entry may say beyond its kind's own fields. */
export const common = {
  sourceOfInformation: 'Case notes, page 4',
  people: ['Wren', 'Worker 1'],
  whatHappened: 'Seen at home. “All well,” it says.\nNothing else is written.',
  actionTaken: 'Rang back.',
  seenAndHeard: 'Smiling, in a clean vest.',
  personSeen: 'ALONE',
  ownWords: 'i dont want to go',
  communication: 'Signs',
  agencyComment: 'This was not asked about.',
  practice: 'BELOW_EXPECTED',
  recordedOn: '2024-02-10',
  learnedOn: '2024-02',
  learnedFrom: 'The school',
  sharedWith: [{ organisation: 'TWO', on: '2024-02-11' }],
} as const;

/** A value for a typed field, by its type. */
function valueFor(field: Field, name: string): string | number {
  switch (field.type) {
    case 'code':
      return field.values[0]!;
    case 'text':
      return `What “${name}” says`;
    case 'integer':
      return 7;
    case 'number':
      return 3.25;
    case 'date':
      return '2024-02-29';
    default:
      return field satisfies never;
  }
}

/** A value for every typed field of a kind. */
export const filledFields = ({ fields }: Kind): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueFor(field, name)]));

/** An entry of a kind with everything said that can be said. */
export const filledEntry = ({ subjects }: TestReview, kind: Kind) => ({
  ...common,
  sourceRecordId: `record-${kind.code}`,
  occurred: '9 February 2024',
  subjects: [subjects.Wren],
  significance: 'KEY',
  [kindFieldName(kind)]: { ...filledFields(kind), kindAsRecorded: `Note (${kind.label})` },
});

/** The first of an agency's kinds with a coded field, and that field. */
export function codedField({ kinds }: Agency): { readonly kind: Kind; readonly field: string; readonly value: string } {
  for (const kind of kinds) {
    for (const [field, shape] of Object.entries(kind.fields)) {
      if (shape.type === 'code') {
        return { kind, field, value: shape.values.at(-1)! };
      }
    }
  }
  throw new Error('No kind of this agency has a coded field.');
}

/** Codes and text are texts in the graph. */
const graphType = ({ type }: Field) => (type === 'code' ? 'text' : type);

/** Names of fields that are of one type in one kind and of another in another: one query needs other names for them. */
function clashing({ kinds }: Agency): ReadonlySet<string> {
  const types = new Map<string, Set<string>>();
  for (const [name, field] of kinds.flatMap(({ fields }) => Object.entries(fields))) {
    types.set(name, (types.get(name) ?? new Set()).add(graphType(field)));
  }
  return new Set([...types].flatMap(([name, found]) => (found.size > 1 ? [name] : [])));
}

/** Asks for all a record says, in every kind of an agency. */
export const everyField = (agency: Agency): string => {
  const other = clashing(agency);
  const kinds = agency.kinds.map((kind) => {
    const asked = Object.keys(kind.fields).map((field) =>
      other.has(field) ? `${kindFieldName(kind)}_own_${field}: ${field}` : field,
    );
    return `... on ${kindTypeName(agency, kind)} { kindAsRecorded ${asked.join(' ')} }`;
  });
  return `__typename reference ... on EntryRecord { sourceOfInformation people whatHappened actionTaken seenAndHeard personSeen
    ownWords communication agencyComment practice recordedOn learnedOn learnedFrom sharedWith { organisation on } } ${kinds.join(' ')}`;
};

/** A record that `everyField` asked for, with its own fields under their own names. */
export const unaliased = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.replace(/^\w*?_own_/, ''), value]));
