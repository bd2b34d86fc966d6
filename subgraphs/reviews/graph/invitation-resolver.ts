import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { InstantScalar } from '../../kit/graph/scalars.ts';
import { endInvitation, type Invitation, invite, inviteDeputy, redeem } from '../administration/invitations.ts';
import type { ReviewsContext } from './reviews-context.ts';

const DAYS = 14;

@ObjectType('Invitation', { description: 'An invitation, to be handed on as a link.', simpleResolvers: true })
class InvitationType {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'What the link holds. It is shown this once, and works once.' })
  readonly secret!: string;

  @Field(() => InstantScalar)
  readonly expiresAt!: string;
}

/** Inviting people of small organisations, which have no sign-in service of their own. */
@Resolver()
export class InvitationResolver {
  @Mutation(() => InvitationType, {
    description:
      'Invites somebody to act for one organisation in one review: AUTHOR or SIGNATORY. Ends with the review.',
  })
  invite(
    @Arg('review', () => ID) review: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('role', () => String) role: string,
    @Arg('days', () => Int, { defaultValue: DAYS, description: 'How long the link is good, up to 30.' }) days: number,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<Invitation> {
    return invite(service, viewer, review, { organisation, role, days });
  }

  @Mutation(() => InvitationType, { description: 'Names a deputy, if you were invited yourself: one, with your role.' })
  inviteDeputy(
    @Arg('review', () => ID) review: string,
    @Arg('days', () => Int, { defaultValue: DAYS }) days: number,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<Invitation> {
    return inviteDeputy(service, viewer, review, days);
  }

  @Mutation(() => ID, { description: 'Takes up an invitation, as whoever you are signed in as. Gives its review.' })
  redeemInvitation(
    @Arg('secret', () => String) secret: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<string> {
    return redeem(service, viewer, secret);
  }

  @Mutation(() => Boolean, { description: "Ends an invitation, used or not, and its deputy's with it." })
  endInvitation(
    @Arg('review', () => ID) review: string,
    @Arg('id', () => ID) id: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return endInvitation(service, viewer, review, id);
  }
}
