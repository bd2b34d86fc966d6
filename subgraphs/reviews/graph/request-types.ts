import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { CalendarDateScalar, InstantScalar } from '../../kit/graph/scalars.ts';
import { type LegalPower, legalPowers } from '../administration/legal-powers.ts';
import { secureRecords } from '../administration/records-secured.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ObjectType('LegalPower', {
  description: 'A power on which a partnership may ask for information.',
  simpleResolvers: true,
})
export class LegalPowerType {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { description: 'Where the law stands in its own words.' })
  readonly source!: string;

  @Field(() => Boolean, { description: 'Whether the source was read for this list; otherwise ask your lawyer.' })
  readonly verified!: boolean;
}

@ObjectType('RecordsSecured', {
  description: 'That an organisation has made sure that nobody changes or destroys its records.',
  simpleResolvers: true,
})
export class RecordsSecuredType {
  @Field(() => CalendarDateScalar)
  readonly on!: string;

  @Field(() => String, { description: 'Who saw to it.' })
  readonly by!: string;

  @Field(() => String, { nullable: true })
  readonly words!: string | null;

  @Field(() => InstantScalar)
  readonly answeredAt!: string;
}

@ObjectType('DraftOfOrganisation', {
  description: 'That an organisation which has sent nothing yet has a draft. What is in it is its own.',
  simpleResolvers: true,
})
export class DraftOfType {
  @Field(() => CalendarDateScalar, { description: 'The day on which it began.' })
  readonly since!: string;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'The day on which it was signed off as it now is.' })
  readonly signedOn!: string | null;
}

/** What goes with a request besides coverage: the powers to choose from, and what is asked first. */
@Resolver()
export class RequestResolver {
  @Query(() => [LegalPowerType], { description: 'The legal powers a request may rely on, each with its source.' })
  legalPowers(): readonly LegalPower[] {
    return legalPowers;
  }

  @Mutation(() => Boolean, {
    description:
      'For whoever acts for an organisation that was asked: says that its records are secured, since when and by whom.',
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
}
