import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import { retentionFrom } from '../../kit/retention.ts';
import { appoint, dismiss } from '../administration/appointments.ts';
import { nameForChair } from '../administration/chairs-readers.ts';
import { addMember, endMembership } from '../administration/members.ts';
import { endOffice, giveOffice } from '../administration/offices.ts';
import { putOrganisation } from '../administration/organisations.ts';
import { type NewRequest, recordReply, requestContribution } from '../administration/requests.ts';
import { keepReview } from '../administration/retention.ts';
import { closeReview, type NewReview, openReview } from '../administration/reviews.ts';
import { putSigningKey, revokeSigningKey } from '../administration/signing-keys.ts';
import type { Reply } from '../coverage/coverage.ts';
import { ContributionRequestInput, ReplyInput, ReviewInput } from './administration-inputs.ts';
import type { ReviewsContext } from './reviews-context.ts';

@ArgsType()
class PartnershipArgs {
  @Field(() => ID, { nullable: true, description: 'The partnership you act for, if you administer several.' })
  readonly partnership?: string | null;
}

@ArgsType()
class OrganisationArgs extends PartnershipArgs {
  @Field(() => ID)
  readonly organisation!: string;
}

/** What the partnership's administrator and a review's business manager do. None of it shows an entry. */
@Resolver()
export class AdministrationResolver {
  @Mutation(() => ID, { description: 'Enters an organisation, or corrects it.' })
  putOrganisation(
    @Args(() => PartnershipArgs) { partnership = null }: PartnershipArgs,
    @Arg('id', () => ID, { nullable: true }) id: string | undefined,
    @Arg('name', () => String) name: string,
    @Arg('sector', () => String) sector: string,
    @Arg('service', () => String, { nullable: true }) holder: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<string> {
    return putOrganisation(service, viewer, { id: id ?? null, name, sector, service: holder ?? null, partnership });
  }

  @Mutation(() => String, { description: "Enters the public half of an organisation's signing key. Gives its kid." })
  putSigningKey(
    @Args(() => OrganisationArgs) { organisation, partnership = null }: OrganisationArgs,
    @Arg('jwk', () => String) jwk: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<string> {
    return putSigningKey(service, viewer, { organisation, partnership }, jwk);
  }

  @Mutation(() => Boolean, { description: 'Ends the life of a signing key.' })
  revokeSigningKey(
    @Args(() => OrganisationArgs) { organisation, partnership = null }: OrganisationArgs,
    @Arg('kid', () => String) kid: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return revokeSigningKey(service, viewer, { organisation, partnership }, kid);
  }

  @Mutation(() => Boolean, { description: 'Says that somebody acts for an organisation: AUTHOR, SIGNATORY or SYSTEM.' })
  appoint(
    @Args(() => OrganisationArgs) { organisation, partnership = null }: OrganisationArgs,
    @Arg('person', () => String) person: string,
    @Arg('role', () => String) role: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return appoint(service, viewer, { person, organisation, partnership }, role);
  }

  @Mutation(() => Boolean, {
    description: 'Ends all that somebody does for an organisation. It is felt within ten seconds.',
  })
  dismiss(
    @Args(() => OrganisationArgs) { organisation, partnership = null }: OrganisationArgs,
    @Arg('person', () => String) person: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return dismiss(service, viewer, { person, organisation, partnership });
  }

  @Mutation(() => Boolean, {
    description: 'Gives somebody an office: ACCESS_LOG_READER, DEVELOPER, or ICB, REGION, NATION of an area.',
  })
  giveOffice(
    @Args(() => PartnershipArgs) { partnership = null }: PartnershipArgs,
    @Arg('person', () => String) person: string,
    @Arg('role', () => String) role: string,
    @Arg('area', () => String, { nullable: true }) area: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return giveOffice(service, viewer, { person, role, area: area ?? null, partnership });
  }

  @Mutation(() => Boolean, { description: 'Ends an office of somebody. It is felt within ten seconds.' })
  endOffice(
    @Args(() => PartnershipArgs) { partnership = null }: PartnershipArgs,
    @Arg('person', () => String) person: string,
    @Arg('role', () => String) role: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return endOffice(service, viewer, { person, role, partnership });
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

  @Mutation(() => Boolean, {
    description: 'Says until when a review is to be kept, and why. Nothing is erased by itself.',
  })
  keepReview(
    @Arg('review', () => ID) review: string,
    @Arg('until', () => String, { nullable: true, description: 'The last day; none where it is left out.' }) until:
      | string
      | undefined,
    @Arg('reason', () => String) reason: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return keepReview(service, viewer, review, retentionFrom(until, reason));
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

  @Mutation(() => Boolean, {
    description:
      'For the chair: lets somebody of the panel read what agencies mark for the chair, or ends that. It is felt within ten seconds.',
  })
  nameForChair(
    @Arg('review', () => ID) review: string,
    @Arg('person', () => String) person: string,
    @Arg('mayRead', () => Boolean, { defaultValue: true }) mayRead: boolean,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return nameForChair(service, viewer, review, person, mayRead);
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
