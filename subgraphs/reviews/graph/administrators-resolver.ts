import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { InstantScalar } from '../../kit/graph/scalars.ts';
import {
  type Administrator,
  administratorsOf,
  appointAdministrator,
  dismissAdministrator,
} from '../administration/administrators.ts';
import type { ReviewsContext } from './reviews-context.ts';

const PARTNERSHIP = {
  nullable: true,
  description: 'The partnership you act for, if you administer several.',
} as const;

@ObjectType('Administrator', { description: 'Somebody who administers a partnership, or did.', simpleResolvers: true })
class AdministratorType {
  @Field(() => String)
  readonly person!: string;

  @Field(() => InstantScalar)
  readonly since!: Date;

  @Field(() => String, { nullable: true, description: 'Null where whoever runs the hub has entered them.' })
  readonly appointedBy!: string | null;

  @Field(() => InstantScalar, { nullable: true })
  readonly endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Null where whoever runs the hub has taken them out.' })
  readonly endedBy!: string | null;
}

@ArgsType()
class AdministratorArgs {
  @Field(() => String)
  readonly person!: string;

  @Field(() => ID, PARTNERSHIP)
  readonly partnership?: string | null;
}

/** Who administers a partnership: each of them lets in others, and ends them. */
@Resolver()
export class AdministratorsResolver {
  @Query(() => [AdministratorType], {
    nullable: true,
    description: 'For an administrator: who administers your partnership, and who did.',
  })
  administrators(
    @Arg('partnership', () => ID, PARTNERSHIP) partnership: string | undefined,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<readonly Administrator[]> {
    return administratorsOf(service, viewer, partnership ?? null);
  }

  @Mutation(() => Boolean, { description: 'Lets somebody else administer your partnership. They see no entry.' })
  appointAdministrator(
    @Args(() => AdministratorArgs) { person, partnership = null }: AdministratorArgs,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return appointAdministrator(service, viewer, person, partnership);
  }

  @Mutation(() => Boolean, {
    description:
      'Ends that somebody administers your partnership, but for the last one. It is felt within ten seconds.',
  })
  dismissAdministrator(
    @Args(() => AdministratorArgs) { person, partnership = null }: AdministratorArgs,
    @Ctx() { service, viewer }: ReviewsContext,
  ): Promise<boolean> {
    return dismissAdministrator(service, viewer, person, partnership);
  }
}
