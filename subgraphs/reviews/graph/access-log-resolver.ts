import { Args, ArgsType, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { AccessPageArgs, accessTypes } from '../../kit/graph/access-types.ts';
import { type PartnershipAccessPage, partnershipLog } from '../access-log/partnership-log.ts';
import type { ReviewsContext } from './reviews-context.ts';

const { Access } = accessTypes('AnyPartnership');

@ObjectType('PartnershipAccess', { description: 'Somebody asked something of a review.', simpleResolvers: true })
class PartnershipAccessType extends Access {
  @Field(() => String, { description: 'The number of the review.' })
  readonly review!: string;

  @Field(() => String, { description: 'How it ended: ALLOWED, REFUSED, FAILED, CUT_OFF.' })
  readonly decision!: string;
}

@ObjectType('PartnershipAccessPage', {
  description: 'Who asked what of the reviews of a partnership, the newest first.',
  simpleResolvers: true,
})
class PartnershipAccessPageType {
  @Field(() => [PartnershipAccessType])
  readonly accesses!: readonly PartnershipAccessType[];

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;

  @Field(() => Boolean)
  readonly hasNextPage!: boolean;
}

@ArgsType()
class PartnershipLogArgs extends AccessPageArgs {
  @Field(() => ID, { nullable: true, description: 'The partnership, if you read the logs of several.' })
  readonly partnership?: string | null;
}

/** What the access-log reader of a partnership sees: who looked, and no entry. */
@Resolver()
export class AccessLogResolver {
  @Query(() => PartnershipAccessPageType, {
    nullable: true,
    description: 'Who asked what of the reviews of a partnership, refusals included: for its access-log reader.',
  })
  partnershipAccessLog(
    @Args(() => PartnershipLogArgs) { partnership = null, first, after }: PartnershipLogArgs,
    @Ctx() context: ReviewsContext,
  ): Promise<PartnershipAccessPage> {
    return partnershipLog(context.service, partnership, { first, after: after ?? null }, context);
  }
}
