import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AccessPage } from '../../kit/access-log/accesses.ts';
import { AccessPageArgs, accessTypes } from '../../kit/graph/access-types.ts';
import type { GraphClass } from '../../kit/graph/kind-types.ts';
import { retentionType } from '../../kit/graph/retention-type.ts';
import { CalendarDateScalar, InstantScalar } from '../../kit/graph/scalars.ts';
import type { Retention } from '../../kit/retention.ts';
import { readableReview, readableReviews } from '../access/readable-reviews.ts';
import { accessLogOf } from '../access-log/access-log-of.ts';
import { reviewRetention, reviewsDue } from '../administration/retention.ts';
import { chronologyOf } from '../chronology/chronology.ts';
import { pointerReading } from '../chronology/pointer-reading.ts';
import { kindsIn } from '../chronology/pointers.ts';
import { firstReturnAt } from '../chronology/version.ts';
import { type Coverage, coverageOf } from '../coverage/coverage.ts';
import { identitySheetFor } from '../identity/identity-sheet-for.ts';
import { londonDay } from '../london-day.ts';
import { type ReviewRow, SubjectRow } from '../tables.ts';
import { ChronologyFilterInput, shownPage } from './chronology-types.ts';
import { IdentityType, Subject } from './people-types.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ObjectType('KindPresent', { description: 'A kind of entry that is present in a chronology.', simpleResolvers: true })
class KindPresent {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => Int)
  readonly entries!: number;
}

@ArgsType()
class ChronologyArgs {
  @Field(() => Int, { nullable: true, description: 'How many entries, up to 200.' })
  readonly first?: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  readonly after?: string;

  @Field(() => Int, { nullable: true })
  readonly last?: number;

  @Field(() => String, { nullable: true })
  readonly before?: string;

  @Field(() => ChronologyFilterInput, { nullable: true })
  readonly filter?: ChronologyFilterInput;

  @Field(() => String, {
    nullable: true,
    description: 'As it stood then: an instant, or a day, which means its end in London.',
  })
  readonly asOf?: string;
}

const { AccessPage: AccessPageType } = accessTypes('Review');
const RetentionType = retentionType('Review');

/** The reviews and what hangs on each of them. Made anew for each list of agencies: what it leads to differs. */
export function reviewResolver(ChronologyConnection: GraphClass, CoverageType: GraphClass): GraphClass {
  @ObjectType('Review', { description: 'A review of one death or harm.', simpleResolvers: true })
  class Review {
    @Field(() => ID)
    readonly id!: string;

    @Field(() => String, { description: "The partnership's own number for it." })
    readonly reference!: string;

    @Field(() => String)
    readonly title!: string;

    @Field(() => String, { description: 'CSPR, SAR, DHR …' })
    readonly type!: string;

    @Field(() => String, { nullable: true, description: 'The law it is held under.' })
    readonly mandate!: string | null;

    @Field(() => String)
    readonly stage!: string;

    @Field(() => CalendarDateScalar, { nullable: true })
    readonly incidentOn!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'The period the review looks at.' })
    readonly scopingFrom!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true })
    readonly scopingTo!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'The last day on which it is to be kept.' })
    readonly retainUntil!: string | null;

    @Field(() => [String], { description: 'Key lines of enquiry.' })
    readonly keyLines!: readonly string[];

    @Field(() => Int, { description: 'Grows with every delivery that changes it.' })
    readonly version!: number;
  }

  @Resolver(() => Review)
  class ReviewResolver {
    @Query(() => Review, { nullable: true, description: 'A review that is open to you.' })
    review(@Arg('id', () => ID) id: string, @Ctx() { service, viewer, trail }: ReviewsContext): Promise<ReviewRow> {
      trail.about(id);
      return readableReview(service.database, viewer, id);
    }

    @Query(() => [Review], { nullable: true, description: 'The reviews that are open to you.' })
    reviews(
      @Arg('reference', () => String, { nullable: true }) reference: string | undefined,
      @Ctx() { service, viewer }: ReviewsContext,
    ): Promise<readonly ReviewRow[]> {
      return readableReviews(service.database, viewer, reference ?? null);
    }

    @Query(() => [Review], {
      nullable: true,
      description: 'For an administrator: reviews whose time of keeping has ended, the longest past first.',
    })
    reviewsDue(@Ctx() { service, viewer }: ReviewsContext): Promise<readonly ReviewRow[]> {
      return reviewsDue(service, viewer);
    }

    @FieldResolver(() => RetentionType, {
      nullable: true,
      description: 'Who decided how long it is kept, and why; null while it is as it was opened.',
    })
    retention(@Root() { id }: ReviewRow, @Ctx() { service }: ReviewsContext): Promise<Retention | null> {
      return reviewRetention(service.database, id, service.now());
    }

    @FieldResolver(() => [Subject], { description: 'The people of the review, by the names it gives them.' })
    subjects(@Root() { id }: ReviewRow, @Ctx() { service }: ReviewsContext): Promise<SubjectRow[]> {
      return service.database
        .getRepository(SubjectRow)
        .find({ where: { reviewId: id }, order: { atTheCentre: 'DESC', pseudonym: 'ASC' } });
    }

    @FieldResolver(() => InstantScalar, {
      nullable: true,
      description: 'When the first return came into the chronology; none while there is none.',
    })
    firstReturnAt(@Root() { id }: ReviewRow, @Ctx() { service }: ReviewsContext): Promise<string | null> {
      return firstReturnAt(service.database, id);
    }

    @FieldResolver(() => ChronologyConnection, { nullable: true, description: 'The joint chronology.' })
    async chronology(
      @Root() review: ReviewRow,
      @Args(() => ChronologyArgs) asked: ChronologyArgs,
      @Ctx() context: ReviewsContext,
    ) {
      const page = await chronologyOf(context.service, review, context.viewer, asked);
      context.trail.read(
        pointerReading(
          review.id,
          page.edges.map(({ node }) => node),
        ),
      );
      return shownPage(page, context);
    }

    @FieldResolver(() => [CoverageType], {
      description: 'Of every organisation that was asked: what is there, and what is not.',
    })
    coverage(@Root() review: ReviewRow, @Ctx() { service, viewer }: ReviewsContext): Promise<readonly Coverage[]> {
      return coverageOf(service.database, review, viewer, londonDay(service.now()));
    }

    @FieldResolver(() => AccessPageType, {
      nullable: true,
      description: 'Who read what in this review, for its chair. Agencies have logs of their own.',
    })
    accessLog(
      @Root() { id }: ReviewRow,
      @Args(() => AccessPageArgs) { first, after }: AccessPageArgs,
      @Ctx() context: ReviewsContext,
    ): Promise<AccessPage> {
      return accessLogOf(context.service, id, { first, after: after ?? null }, context);
    }

    @FieldResolver(() => [KindPresent], { description: 'The kinds of entry that are present.' })
    kinds(@Root() { id, version, step }: ReviewRow, @Ctx() { service, viewer }: ReviewsContext) {
      return kindsIn(service.database, { review: id, version, step, isLatest: true, viewer, filter: {} });
    }

    @FieldResolver(() => [IdentityType], {
      nullable: true,
      description:
        'Who the people of the review are: for organisations that were asked and for the business manager. Each reading is written down.',
    })
    async identitySheet(@Root() review: ReviewRow, @Ctx() context: ReviewsContext) {
      const identities = await identitySheetFor(context.service, review.id, context);
      return Promise.all(
        [...identities].map(async ([subject, identity]) => ({
          subject: await context.subjects.load(subject),
          ...identity,
        })),
      );
    }
  }
  return ReviewResolver;
}
