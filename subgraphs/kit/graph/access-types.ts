import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { InstantScalar } from './scalars.ts';

/** The types in which a service shows its access log. */
export function accessTypes(prefix: string) {
  @ObjectType(`${prefix}Access`, { description: 'Somebody read something.', simpleResolvers: true })
  class Access {
    @Field(() => ID, { description: 'The row in the access log, by which it can be proved.' })
    readonly id!: string;

    @Field(() => InstantScalar)
    readonly at!: Date;

    @Field(() => String, { description: 'Who, by the id of their sign-in.' })
    readonly person!: string;

    @Field(() => ID, { nullable: true, description: 'The organisation they come from.' })
    readonly organisation!: string | null;

    @Field(() => [ID], {
      description: 'The organisations whose part of the review they wrote or sign for; none for who is on the panel.',
    })
    readonly actingFor!: readonly string[];

    @Field(() => [String], { description: 'What they were in the review.' })
    readonly roles!: readonly string[];

    @Field(() => String, { nullable: true, description: 'What for, in their words.' })
    readonly purpose!: string | null;

    @Field(() => [String], { description: 'References of the entries they were shown.' })
    readonly read!: readonly string[];

    @Field(() => [String], { description: 'References of entries that they were told of and not shown.' })
    readonly listed!: readonly string[];

    @Field(() => [String], { description: 'What else: IDENTITY_SHEET, IDENTITY_MATCH, ACCESS_LOG.' })
    readonly topics!: readonly string[];
  }

  @ObjectType(`${prefix}AccessPage`, { description: 'Who read what, the newest first.', simpleResolvers: true })
  class AccessPage {
    @Field(() => [Access])
    readonly accesses!: readonly Access[];

    @Field(() => String, { nullable: true })
    readonly endCursor!: string | null;

    @Field(() => Boolean)
    readonly hasNextPage!: boolean;
  }
  return { Access, AccessPage };
}

@ArgsType()
export class AccessPageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many readings, up to 200.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'Go on after this cursor.' })
  readonly after?: string;
}
