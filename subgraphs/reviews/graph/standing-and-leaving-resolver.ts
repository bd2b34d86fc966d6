import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { shutOut } from '../administration/shut-out.ts';
import { endStandIn, letStandIn } from '../administration/stand-ins.ts';
import type { ReviewsContext } from './reviews-context.ts';

/** For an administrator: who stands in for whom, and the shortest way to be rid of somebody. */
@Resolver()
export class StandingAndLeavingResolver {
  @Mutation(() => Boolean, {
    description:
      'Lets somebody who is appointed to one organisation write (AUTHOR) or sign (SIGNATORY) for another in this review. What they sign says where they come from.',
  })
  letStandIn(
    @Arg('review', () => ID) review: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('person', () => String) person: string,
    @Arg('role', () => String) role: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return letStandIn(service, viewer, review, { organisation, person, role });
  }

  @Mutation(() => Boolean, {
    description:
      'Ends all that somebody does in a review for an organisation that is not theirs. It is felt within ten seconds.',
  })
  endStandIn(
    @Arg('review', () => ID) review: string,
    @Arg('organisation', () => ID) organisation: string,
    @Arg('person', () => String) person: string,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return endStandIn(service, viewer, review, { organisation, person });
  }

  @Mutation(() => Boolean, {
    description:
      'Ends all that somebody is in your partnership, at once: administrator, parts in reviews, appointments, offices, invitations. It is felt within ten seconds.',
  })
  shutOut(
    @Arg('person', () => String) person: string,
    @Arg('partnership', () => ID, {
      nullable: true,
      description: 'The partnership you act for, if you administer several.',
    })
    partnership: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return shutOut(service, viewer, person, partnership ?? null);
  }
}
