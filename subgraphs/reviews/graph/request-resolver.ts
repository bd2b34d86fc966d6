import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import { CalendarDateScalar } from '../../kit/graph/scalars.ts';
import { changeRequest, withdrawRequest } from '../administration/change-request.ts';
import { type LegalPower, legalPowers } from '../administration/legal-powers.ts';
import { secureRecords } from '../administration/records-secured.ts';
import type { AskedFor } from '../administration/request-parts.ts';
import { organisationsToAsk } from '../administration/requests.ts';
import { RequestChangeInput } from './administration-inputs.ts';
import { Organisation } from './people-types.ts';
import { LegalPowerType } from './request-types.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ArgsType()
class RequestArgs {
  @Field(() => ID)
  readonly review!: string;

  @Field(() => ID, { description: 'The organisation that was asked.' })
  readonly organisation!: string;

  @Field(() => String, { description: 'Why; the organisation and the panel read it.' })
  readonly reason!: string;
}

/** Whom to ask and on which power, what is asked first, and what becomes of a request that was made. */
@Resolver()
export class RequestResolver {
  @Query(() => [LegalPowerType], {
    nullable: true,
    description: 'The legal powers a request may rely on, each with its source.',
  })
  legalPowers(): readonly LegalPower[] {
    return legalPowers;
  }

  @Mutation(() => Boolean, {
    description:
      'For whoever acts for an organisation that was asked (the business manager, where it is outside the hub): since when its records are secured, and by whom.',
  })
  secureRecords(
    @Arg('review', () => ID) review: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('on', () => CalendarDateScalar) on: string,
    @Arg('by', () => String) by: string,
    @Arg('words', () => String, { nullable: true }) words: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return secureRecords(service, viewer, { review, organisation }, { on, by, words: words ?? null });
  }

  @Query(() => [Organisation], {
    nullable: true,
    description: 'For those who run a review: the organisations its partnership has entered, or has asked before.',
  })
  organisationsToAsk(@Arg('review', () => ID) review: string, @Ctx() { service, viewer }: ReviewsContext) {
    return organisationsToAsk(service, viewer, review);
  }

  @Mutation(() => Boolean, {
    description: 'Changes what an organisation is asked for: another due date, other questions.',
  })
  changeRequest(
    @Args(() => RequestArgs) { reason, ...place }: RequestArgs,
    @Arg('change', () => RequestChangeInput) change: RequestChangeInput,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return changeRequest(service, viewer, place, change as Partial<AskedFor>, reason);
  }

  @Mutation(() => Boolean, {
    description: 'Withdraws a request, as long as nothing has come: the organisation is no longer asked.',
  })
  withdrawRequest(
    @Args(() => RequestArgs) { reason, ...place }: RequestArgs,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return withdrawRequest(service, viewer, place, reason);
  }
}
