import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { CalendarDateScalar } from '../../kit/graph/scalars.ts';
import {
  addMember,
  appoint,
  closeReview,
  endMembership,
  type NewRequest,
  type NewReview,
  openReview,
  putOrganisation,
  putSigningKey,
  recordReply,
  requestContribution,
  revokeSigningKey,
} from '../administration/administer.ts';
import type { Reply } from '../coverage/coverage.ts';
import type { ReviewsContext } from './reviews-context.ts';

@InputType()
class NameInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly from?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly to?: string;
}

@InputType()
class AddressInput {
  @Field(() => String)
  readonly address!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly from?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly to?: string;
}

@InputType()
class PersonIdentifierInput {
  @Field(() => String)
  readonly scheme!: string;

  @Field(() => String)
  readonly value!: string;
}

@InputType({ description: 'Who a person of the review is. Kept encrypted, for those who must search their records.' })
class IdentityInput {
  @Field(() => [NameInput])
  readonly names!: NameInput[];

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly dateOfBirth?: string;

  @Field(() => [PersonIdentifierInput])
  readonly identifiers!: PersonIdentifierInput[];

  @Field(() => [AddressInput])
  readonly addresses!: AddressInput[];

  @Field(() => String, { nullable: true })
  readonly school?: string;
}

@InputType()
class SubjectInput {
  @Field(() => ID, { nullable: true })
  readonly id?: string;

  @Field(() => String)
  readonly pseudonym!: string;

  @Field(() => String)
  readonly role!: string;

  @Field(() => Boolean)
  readonly atTheCentre!: boolean;

  @Field(() => IdentityInput, { nullable: true })
  readonly identity?: IdentityInput;
}

@InputType({ description: 'A review to open.' })
class ReviewInput {
  @Field(() => ID, { nullable: true })
  readonly id?: string;

  @Field(() => ID)
  readonly partnership!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'By the name the review gives, never a real one.' })
  readonly title!: string;

  @Field(() => String)
  readonly type!: string;

  @Field(() => String, { nullable: true })
  readonly mandate?: string;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly incidentOn?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly scopingFrom?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly scopingTo?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly retainUntil?: string;

  @Field(() => [String], { defaultValue: [] })
  readonly keyLines!: string[];

  @Field(() => [SubjectInput])
  readonly subjects!: SubjectInput[];
}

@InputType({ description: 'What an organisation is asked for, and by when.' })
class ContributionRequestInput {
  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => String, { description: 'Its short code in this review, unique in it: HOS.' })
  readonly code!: string;

  @Field(() => CalendarDateScalar)
  readonly askedOn!: string;

  @Field(() => CalendarDateScalar)
  readonly dueOn!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly periodFrom?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly periodTo?: string;

  @Field(() => String, { defaultValue: 'CHRONOLOGY' })
  readonly formOfAnswer!: string;

  @Field(() => [String], { defaultValue: [] })
  readonly questions!: string[];

  @Field(() => String, { nullable: true })
  readonly legalPower?: string;
}

@InputType({ description: 'An answer that did not come through the hub.' })
class ReplyInput {
  @Field(() => String, { description: 'OUTSIDE_HUB, NO_RECORD_FOUND, NO_RELEVANT_RECORD or DECLINED.' })
  readonly kind!: string;

  @Field(() => CalendarDateScalar)
  readonly on!: string;

  @Field(() => String)
  readonly by!: string;

  @Field(() => String, { nullable: true })
  readonly words?: string;

  @Field(() => String, { nullable: true })
  readonly whereHeld?: string;
}

/** What the partnership's administrator and a review's business manager do. None of it shows an entry. */
@Resolver()
export class AdministrationResolver {
  @Mutation(() => ID, { description: 'Enters an organisation.' })
  putOrganisation(
    @Arg('id', () => ID, { nullable: true }) id: string | undefined,
    @Arg('name', () => String) name: string,
    @Arg('sector', () => String) sector: string,
    @Arg('service', () => String, { nullable: true }) service: string | undefined,
    @Ctx() context: ReviewsContext,
  ): Promise<string> {
    return putOrganisation(context.service, context.viewer, { id: id ?? null, name, sector, service: service ?? null });
  }

  @Mutation(() => String, { description: "Enters the public half of an organisation's signing key. Gives its kid." })
  putSigningKey(
    @Arg('organisation', () => ID) organisation: string,
    @Arg('jwk', () => String) jwk: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<string> {
    return putSigningKey(service, viewer, organisation, jwk);
  }

  @Mutation(() => Boolean, { description: 'Ends the life of a signing key.' })
  revokeSigningKey(
    @Arg('organisation', () => ID) organisation: string,
    @Arg('kid', () => String) kid: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return revokeSigningKey(service, viewer, organisation, kid);
  }

  @Mutation(() => Boolean, { description: 'Says that somebody acts for an organisation: AUTHOR, SIGNATORY or SYSTEM.' })
  appoint(
    @Arg('person', () => String) person: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('role', () => String) role: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return appoint(service, viewer, person, organisation, role);
  }

  @Mutation(() => ID, { description: 'Opens a review with its people.' })
  openReview(
    @Arg('review', () => ReviewInput) review: ReviewInput,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<string> {
    return openReview(service, viewer, review as NewReview);
  }

  @Mutation(() => Boolean, { description: 'Closes a review: no more publications are taken.' })
  closeReview(@Arg('review', () => ID) review: string, @Ctx() { service, viewer }: ReviewsContext): Promise<boolean> {
    return closeReview(service, viewer, review);
  }

  @Mutation(() => Boolean, { description: 'Gives somebody a part in a review.' })
  addMember(
    @Arg('review', () => ID) review: string,
    @Arg('person', () => String) person: string,
    @Arg('role', () => String) role: string,
    @Arg('organisation', () => ID, { nullable: true }) organisation: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return addMember(service, viewer, review, { person, role, organisation: organisation ?? null });
  }

  @Mutation(() => Boolean, { description: 'Ends all parts somebody has in a review. It is felt within ten seconds.' })
  endMembership(
    @Arg('review', () => ID) review: string,
    @Arg('person', () => String) person: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return endMembership(service, viewer, review, person);
  }

  @Mutation(() => Boolean, { description: 'Asks an organisation to contribute.' })
  requestContribution(
    @Arg('review', () => ID) review: string,
    @Arg('request', () => ContributionRequestInput) request: ContributionRequestInput,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return requestContribution(service, viewer, review, request as NewRequest);
  }

  @Mutation(() => Boolean, { description: 'Records an answer that did not come through the hub.' })
  recordReply(
    @Arg('review', () => ID) review: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('reply', () => ReplyInput) reply: ReplyInput,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    const { kind, on, by, words = null, whereHeld = null } = reply;
    return recordReply(service, viewer, review, organisation, {
      kind: kind as Reply['kind'],
      on,
      by,
      words,
      whereHeld,
    });
  }
}
