import { Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { RegisteredAgency } from '../../index.ts';
import { actsFor, hasAny, panelRoles, rolesIn, type Viewer } from '../../kit/access/viewer.ts';
import { SignificanceEnum } from '../../kit/graph/shared-enums.ts';
import type { ChronologyPage } from '../chronology/chronology.ts';
import type { ChronologyFilter } from '../chronology/filter.ts';
import { countOf } from '../chronology/pointers.ts';
import { entryTypes, shownNode } from './entry-types.ts';
import type { ReviewsContext } from './reviews-context.ts';

/** Stands under every view of every chronology, whoever looks. */
export const HELD_BACK = 'Some material may be held back.';

/** Stands before it for those who see that there is a review and read no entry: an empty page must not look like an empty review. */
const NONE_OF_IT = 'You see this review, but none of its entries.';

const noticeFor = (viewer: Viewer, review: string) =>
  hasAny(rolesIn(viewer, review), panelRoles) || actsFor(viewer, review).length > 0
    ? HELD_BACK
    : `${NONE_OF_IT} ${HELD_BACK}`;

@InputType('ChronologyFilterInput', {
  description: 'What part of the chronology to show. What is left out does not narrow it.',
})
export class ChronologyFilterInput implements ChronologyFilter {
  @Field(() => [String], { nullable: true, description: 'HEALTH, SOCIAL_CARE, POLICE, EDUCATION …' })
  readonly sectors?: string[] | null;

  @Field(() => [ID], { nullable: true })
  readonly organisations?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'First day, 2023-03-01. An imprecise entry matches when it may lie inside; an undated one always does.',
  })
  readonly from?: string | null;

  @Field(() => String, { nullable: true, description: 'Last day.' })
  readonly to?: string | null;

  @Field(() => [String], { nullable: true, description: 'Codes of kinds.' })
  readonly kinds?: string[] | null;

  @Field(() => [SignificanceEnum], { nullable: true })
  readonly significances?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Entries about any of these people of the review.' })
  readonly subjects?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only these entries.' })
  readonly among?: string[] | null;
}

@ObjectType('PageInfo', { simpleResolvers: true })
class PageInfo {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}

/** The connection over the entry types of the registered agencies. */
export function chronologyTypes(agencies: readonly RegisteredAgency[]) {
  const { ChronologyEntry, types } = entryTypes(agencies);

  @ObjectType('ChronologyEdge', { simpleResolvers: true })
  class ChronologyEdge {
    @Field(() => String)
    readonly cursor!: string;

    @Field(() => ChronologyEntry)
    readonly node!: object;
  }

  @ObjectType('ChronologyConnection', {
    description: 'The joint chronology: what all agencies sent, in one order.',
    simpleResolvers: true,
  })
  class ChronologyConnection {
    @Field(() => [ChronologyEdge])
    readonly edges!: readonly ChronologyEdge[];

    @Field(() => PageInfo)
    readonly pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Version of the review that this shows. A walk from page to page stays in it.' })
    readonly version!: number;

    @Field(() => Boolean, { description: 'There is a newer version than the one shown.' })
    readonly newerAvailable!: boolean;

    @Field(() => String, {
      description: 'Stands under every view: that some of it may be held back, or that you may read none of it.',
    })
    readonly notice!: string;
  }

  @Resolver(() => ChronologyConnection)
  class ChronologyCounts {
    @FieldResolver(() => Int, { description: 'Entries on all pages that you may know of.' })
    async totalCount(@Root() page: ChronologyPage & Counted, @Ctx() context: ReviewsContext): Promise<number> {
      return (await counted(page, context)).total;
    }

    @FieldResolver(() => Int, {
      description: 'How many of them state no day. They stand apart at the end, under every period.',
    })
    async undatedCount(@Root() page: ChronologyPage & Counted, @Ctx() context: ReviewsContext): Promise<number> {
      return (await counted(page, context)).undated;
    }
  }
  return { ChronologyConnection, ChronologyCounts, ChronologyEntry, types };
}

type Counts = ReturnType<typeof countOf>;
type Counted = { counts?: Counts };

/** Both counts come from one statement, made only when one is asked for. */
function counted(page: ChronologyPage & Counted, { service }: ReviewsContext): Counts {
  page.counts ??= countOf(service.database, page.chronology);
  return page.counts;
}

/** A page as the graph shows it: each place with its organisation, and the type of the agency that owns it. */
export const shownPage = (page: ChronologyPage, { service, viewer }: ReviewsContext) => ({
  ...page,
  edges: page.edges.map(({ cursor, node, organisation }) => ({
    cursor,
    node: shownNode(node, organisation, service.entryTypeOf(organisation.service ?? ''), page.chronology.review),
  })),
  notice: noticeFor(viewer, page.chronology.review),
});
