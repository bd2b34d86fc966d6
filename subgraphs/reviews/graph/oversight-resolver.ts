import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import { CalendarDateScalar } from '../../kit/graph/scalars.ts';
import { endOversight, putOversight } from '../administration/oversight.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ArgsType()
class OversightArgs {
  @Field(() => ID, { description: 'The organisation that has no second person.' })
  readonly organisation!: string;

  @Field(() => ID, { description: 'The body whose signatories sign for it.' })
  readonly overseer!: string;

  @Field(() => ID, { nullable: true, description: 'The partnership you act for, if you administer several.' })
  readonly partnership?: string | null;
}

/** For an administrator: which body signs for an organisation that has no second person. */
@Resolver()
export class OversightResolver {
  @Mutation(() => Boolean, {
    description:
      "For the partnership's administrator: which body signs for an organisation that has no second person. It is shown with each sign-off.",
  })
  putOversight(
    @Args(() => OversightArgs) { organisation, overseer, partnership = null }: OversightArgs,
    @Arg('from', () => CalendarDateScalar) from: string,
    @Arg('to', () => CalendarDateScalar, { nullable: true, description: 'The last day; none where it is left out.' })
    to: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return putOversight(service, viewer, { organisation, overseer, partnership, from, to: to ?? null });
  }

  @Mutation(() => Boolean, { description: 'Ends that a body signs for an organisation, within ten seconds.' })
  endOversight(
    @Args(() => OversightArgs) { organisation, overseer, partnership = null }: OversightArgs,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return endOversight(service, viewer, { organisation, overseer, partnership });
  }
}
