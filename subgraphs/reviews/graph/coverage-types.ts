import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql';
import type { GraphClass } from '../../kit/graph/kind-types.ts';
import { CalendarDateScalar, InstantScalar } from '../../kit/graph/scalars.ts';
import type { RequestChange, RequestWithdrawn } from '../administration/change-request.ts';
import { knownPower } from '../administration/legal-powers.ts';
import { pointerReading } from '../chronology/pointer-reading.ts';
import { type Coverage, type CoverageState, coverageStates, type DraftOf } from '../coverage/coverage.ts';
import { signingKeysOf } from '../coverage/signing-keys-of.ts';
import { wordsNode } from '../coverage/words-node.ts';
import { shownNode } from './entry-types.ts';
import { Organisation } from './people-types.ts';
import {
  DraftOfType,
  LegalPowerType,
  RecordsSecuredType,
  RequestChangeType,
  RequestWithdrawnType,
} from './request-types.ts';
import { NilReturn, NoContactPeriod, ReplyOutsideHub, ReturnAuthor, ReturnSignOff } from './return-types.ts';
import type { ReviewsContext } from './reviews-context.ts';
import { SigningKeyType } from './signing-key-type.ts';

const CoverageStateEnum = Object.fromEntries(Object.keys(coverageStates).map((state) => [state, state])) as {
  readonly [K in CoverageState]: K;
};
registerEnumType(CoverageStateEnum, {
  name: 'CoverageState',
  description: 'What is there of an organisation that was asked. None of these is silence.',
  valuesConfig: Object.fromEntries(
    Object.entries(coverageStates).map(([state, description]) => [state, { description }]),
  ) as never,
});

/** The coverage of a review. Made anew for each list of agencies: the types that hold their words differ. */
export function coverageTypes(ChronologyEntry: GraphClass) {
  @ObjectType('Coverage', {
    description: 'What is there, and what is not, of one organisation that was asked.',
    simpleResolvers: true,
  })
  class CoverageType {
    @Field(() => String, { description: "The organisation's short code in this review: its references begin with it." })
    readonly code!: string;

    @Field(() => CoverageStateEnum)
    readonly state!: CoverageState;

    @Field(() => CalendarDateScalar, { description: 'When it was asked: awaited since then.' })
    readonly askedOn!: string;

    @Field(() => CalendarDateScalar)
    readonly dueOn!: string;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'The period it was asked about.' })
    readonly periodFrom!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true })
    readonly periodTo!: string | null;

    @Field(() => String, { description: 'What it was asked for: CHRONOLOGY, SUMMARY_OF_INVOLVEMENT …' })
    readonly formOfAnswer!: string;

    @Field(() => [String], { description: 'What it was asked to answer.' })
    readonly questions!: readonly string[];

    @Field(() => String, { nullable: true, description: 'The legal power the request relies on.' })
    readonly legalPower!: string | null;

    @Field(() => Boolean, { description: 'The due date has passed, and nothing has come.' })
    readonly late!: boolean;

    @Field(() => RequestWithdrawnType, { nullable: true, description: 'Set where it is no longer asked.' })
    readonly requestWithdrawn!: RequestWithdrawn | null;

    @Field(() => [RequestChangeType], { description: 'What was changed of the request since it was made.' })
    readonly requestChanges!: readonly RequestChange[];

    @Field(() => DraftOfType, {
      nullable: true,
      description:
        'For the chair and the business manager, and for the organisation itself; null once anything has come.',
    })
    readonly draft!: DraftOf | null;

    @Field(() => RecordsSecuredType, {
      nullable: true,
      description:
        'What it is asked first: since when nobody can change or destroy its records. Null: it has not said.',
    })
    readonly recordsSecured!: RecordsSecuredType | null;

    @Field(() => Int, { nullable: true, description: 'Number of its latest publication that is in this chronology.' })
    readonly number!: number | null;

    @Field(() => InstantScalar, { nullable: true })
    readonly publishedAt!: string | null;

    @Field(() => Int, { nullable: true, description: 'Its entries that you may know of.' })
    readonly entries!: number | null;

    @Field(() => Int, {
      nullable: true,
      description: 'Number of a publication that it has made and that has not arrived here.',
    })
    readonly notArrived!: number | null;

    @Field(() => Int, {
      description: 'Its entries that stand here and whose words its service lost when it was restored from a backup.',
    })
    readonly wordsLost!: number;

    @Field(() => String, { nullable: true, description: 'Why the hub could not take its latest publication.' })
    readonly refusal!: string | null;

    @Field(() => String, { nullable: true, description: 'Why it took its contribution back.' })
    readonly withdrawnReason!: string | null;

    @Field(() => NilReturn, { nullable: true })
    readonly nilReturn!: NilReturn | null;

    @Field(() => ReplyOutsideHub, { nullable: true })
    readonly reply!: ReplyOutsideHub | null;

    @Field(() => [NoContactPeriod], { description: 'Declared, so not a gap.' })
    readonly noContact!: readonly NoContactPeriod[];

    @Field(() => InstantScalar, { nullable: true, description: 'When its service last stated what it has published.' })
    readonly lastConfirmedAt!: string | null;

    @Field(() => String, { nullable: true, description: 'The form in which it answered: CHRONOLOGY …' })
    readonly form!: string | null;

    @Field(() => Boolean, { description: 'It answered in another form than it was asked for (`formOfAnswer`).' })
    readonly inAnotherForm!: boolean;

    @Field(() => ReturnAuthor, { nullable: true, description: 'Null: it has not said.' })
    readonly author!: ReturnAuthor | null;

    @Field(() => ReturnSignOff, { nullable: true, description: 'Null: sent before sign-offs were stated.' })
    readonly signedOff!: ReturnSignOff | null;
  }

  @Resolver(() => CoverageType)
  class CoverageResolver {
    @FieldResolver(() => LegalPowerType, {
      nullable: true,
      description: 'The same with its source, where it is one of `legalPowers`.',
    })
    legalPowerSource(@Root() { legalPower }: Coverage) {
      return knownPower(legalPower);
    }

    @FieldResolver(() => Organisation)
    organisation(@Root() { organisation }: Coverage, @Ctx() { organisations }: ReviewsContext): Promise<Organisation> {
      return organisations.load(organisation);
    }

    @FieldResolver(() => [Organisation], {
      description: 'The body whose signatories sign for it today, where it has no second person.',
    })
    overseenBy(@Root() { overseers }: Coverage, @Ctx() { organisations }: ReviewsContext) {
      return organisations.loadMany(overseers);
    }

    @FieldResolver(() => [SigningKeyType], {
      description: 'The keys its publications may be signed with, as the partnership entered them, ended ones too.',
    })
    signingKeys(@Root() { review, organisation }: Coverage, @Ctx() { service }: ReviewsContext) {
      return signingKeysOf(service.database, review, organisation);
    }

    @FieldResolver(() => ChronologyEntry, {
      nullable: true,
      description: 'What it says besides its entries: its answers, analysis and learning. It stands in no chronology.',
    })
    async ownWords(@Root() coverage: Coverage, @Ctx() { organisations, service, viewer, trail }: ReviewsContext) {
      const node = wordsNode(coverage, viewer);
      if (node === null) {
        return null;
      }
      trail.read(pointerReading(coverage.review, [node]));
      const organisation = await organisations.load(coverage.organisation);
      return shownNode(node, organisation, service.entryTypeOf(organisation.service ?? ''), coverage.review);
    }
  }
  return { CoverageType, CoverageResolver };
}
