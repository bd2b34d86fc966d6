import { Ctx, Directive, Field, FieldResolver, ID, InterfaceType, ObjectType, Resolver, Root } from 'type-graphql';
import type { RegisteredAgency } from '../../index.ts';
import { entryProof } from '../../kit/entries/entry-proof.ts';
import type { GraphClass } from '../../kit/graph/kind-types.ts';
import { CalendarDateScalar, ProofOfEntryScalar } from '../../kit/graph/scalars.ts';
import { HandlingEnum, SignificanceEnum } from '../../kit/graph/shared-enums.ts';
import { inLondon } from '../../kit/occurred/london.ts';
import { codesOf, onwardUses, type Significance } from '../../kit/vocabulary.ts';
import type { ChronologyNode } from '../chronology/chronology.ts';
import type { OrganisationRow } from '../tables.ts';
import { Organisation, Subject } from './people-types.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ObjectType('Occurred', { description: 'When something happened, as far as anybody stated it.', simpleResolvers: true })
@Directive('@shareable')
export class OccurredType {
  @Field(() => String, { description: 'In the words of the record, letter by letter.' })
  readonly text!: string;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'The first day it may have been. Null: not stated.' })
  readonly earliest!: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'The last day it may have been. Null: not stated.' })
  readonly latest!: string | null;

  @Field(() => String, { nullable: true, description: 'The clock time in London, 06:31. Null: not known.' })
  readonly time!: string | null;

  @Field(() => String, {
    description: 'MINUTE, DAY, WEEK, MONTH, SEASON, QUARTER, YEAR, RANGE, or UNKNOWN where no day was stated.',
  })
  readonly precision!: string;

  @Field(() => Boolean, { description: 'The bounds are themselves not sure: "about", "?", "early March".' })
  readonly approximate!: boolean;
}

/** What may be shown of when it happened: where the content is held back, the day and no more. */
export function occurredFor({ facts, readable }: ChronologyNode): OccurredType {
  const { text, earliest, latest, timeKnown, precision, approximate } = facts.occurred;
  const first = earliest === null ? null : inLondon(earliest);
  const last = latest === null ? null : inLondon(latest);
  return {
    text: readable ? text : '',
    earliest: first?.day ?? null,
    latest: last?.day ?? null,
    time: readable && timeKnown ? (first?.time ?? null) : null,
    precision: !readable && precision === 'MINUTE' ? 'DAY' : precision,
    approximate,
  };
}

/** Fields of a place in the chronology, for the interface and for each agency's type. */
function addFields(target: GraphClass): void {
  Field(() => ProofOfEntryScalar, { nullable: true, description: 'What this entry is.' })(
    target.prototype,
    'proofOfEntry',
  );
  Directive('@inaccessible')(target.prototype, 'proofOfEntry');
  const field = (name: string, type: () => unknown, description: string) =>
    Field(type as never, { description })(target.prototype, name);
  field('id', () => ID, 'The revision: the content behind it never changes.');
  field('reference', () => String, 'What a report cites. Stays the same over corrections.');
  field('kind', () => String, 'The kind of entry, a code of its agency; NOT_STATED where it is held back.');
  field('kindLabel', () => String, 'The kind in words.');
  field('significance', () => SignificanceEnum, 'How much it matters, in the view of the organisation that wrote it.');
  field('handling', () => HandlingEnum, 'Who may see this.');
  field(
    'onwardUse',
    () => [String],
    `Conditions on using it further: ${codesOf(onwardUses).join(', ')}. Empty where it may not be read.`,
  );
  field('occurred', () => OccurredType, 'When it happened, as far as anybody stated it.');
  field('organisation', () => Organisation, 'The organisation whose record it is.');
}

/** The interface of a place in the chronology as the reviews know it, and the type of each agency that implements it. */
export function entryTypes(agencies: readonly RegisteredAgency[]) {
  abstract class ChronologyEntry {}
  InterfaceType('ChronologyEntry', {
    description: 'A place in the joint chronology.',
    autoRegisterImplementations: false,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  })(ChronologyEntry);
  addFields(ChronologyEntry as GraphClass);
  Field(() => [Subject], { description: 'The people of the review it is about.' })(
    ChronologyEntry.prototype,
    'subjects',
  );

  const types = agencies.map(({ entryType, sector }) => {
    class Entry {}
    ObjectType(entryType, {
      description: `A place in the joint chronology, of sector ${sector}.`,
      implements: ChronologyEntry as never,
      simpleResolvers: true,
    })(Entry);
    Directive('@key(fields: "id", resolvable: false)')(Entry);
    Directive('@shareable')(Entry);
    return { Entry: Entry as GraphClass, EntryFields: fieldsOf(Entry as GraphClass) };
  });
  return { ChronologyEntry: ChronologyEntry as GraphClass, types };
}

function fieldsOf(Entry: GraphClass): GraphClass {
  @Resolver(() => Entry)
  class EntryFields {
    @FieldResolver(() => [Subject], { description: 'The people of the review it is about.' })
    subjects(@Root() { subjectIds }: ShownNode, @Ctx() { subjects }: ReviewsContext) {
      return subjects.loadMany(subjectIds);
    }
  }
  return EntryFields;
}

/** A place as its plain fields show it to this viewer: all but the people is there to be read, and nothing is called. */
export type ShownNode = ReturnType<typeof shownNode>;

export function shownNode(node: ChronologyNode, organisation: OrganisationRow, typeName: string, review: string) {
  const { id, reference, contentHash, facts, handling, onwardUse, readable } = node;
  const { kind, kindLabel } = kindFor(node);
  return {
    __typename: typeName,
    id,
    reference,
    kind,
    kindLabel,
    significance: (readable ? facts.significance : 'NOT_RATED') satisfies Significance,
    handling,
    onwardUse: readable ? onwardUse : [],
    occurred: occurredFor(node),
    organisation,
    subjectIds: readable ? facts.subjects : [],
    proofOfEntry: entryProof({ revision: id, review, organisation: organisation.id, contentHash }),
  };
}

function kindFor({ facts, readable, withdrawn }: ChronologyNode): {
  readonly kind: string;
  readonly kindLabel: string;
} {
  if (withdrawn && !readable) {
    return { kind: 'TAKEN_BACK', kindLabel: 'Taken back' };
  }
  return readable || facts.kindListed
    ? { kind: facts.kind, kindLabel: facts.kindLabel }
    : { kind: 'NOT_STATED', kindLabel: 'Not stated' };
}
