import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { CalendarDateScalar, InstantScalar } from '../../kit/graph/scalars.ts';
import { Organisation } from './people-types.ts';
import type { ReviewsContext } from './reviews-context.ts';

/** What an organisation declared not to be a gap. */
@ObjectType('NoContactPeriod', {
  description: 'A stretch of time in which the organisation says it had no contact.',
  simpleResolvers: true,
})
export class NoContactPeriod {
  @Field(() => CalendarDateScalar)
  readonly from!: string;

  @Field(() => CalendarDateScalar)
  readonly to!: string;

  @Field(() => String)
  readonly reason!: string;
}

/** What an organisation that has nothing says of its search. */
@ObjectType('NilReturn', {
  description: 'That there is nothing to send, and how that is known.',
  simpleResolvers: true,
})
export class NilReturn {
  @Field(() => String, { description: 'NO_RECORD_FOUND, NO_RELEVANT_RECORD or DECLINED.' })
  readonly declaration!: string;

  @Field(() => String, { description: 'Who searched or decided.' })
  readonly by!: string;

  @Field(() => CalendarDateScalar)
  readonly on!: string;

  @Field(() => [String])
  readonly forWhom!: readonly string[];

  @Field(() => [String])
  readonly searchedFor!: readonly string[];

  @Field(() => [String])
  readonly systems!: readonly string[];

  @Field(() => String, { nullable: true })
  readonly words!: string | null;
}

/** What came on paper. */
@ObjectType('ReplyOutsideHub', {
  description: 'An answer that did not come through the hub, as the business manager recorded it.',
  simpleResolvers: true,
})
export class ReplyOutsideHub {
  @Field(() => String, { description: 'OUTSIDE_HUB, NO_RECORD_FOUND, NO_RELEVANT_RECORD or DECLINED.' })
  readonly kind!: string;

  @Field(() => CalendarDateScalar)
  readonly on!: string;

  @Field(() => String)
  readonly by!: string;

  @Field(() => String, { nullable: true })
  readonly words!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the paper is.' })
  readonly whereHeld!: string | null;
}

/** Who wrote a return. */
@ObjectType('ReturnAuthor', {
  description: 'Who wrote what an organisation says, and declared to have had no part in the case.',
  simpleResolvers: true,
})
export class ReturnAuthor {
  @Field(() => String, { description: 'What they are: "Named GP".' })
  readonly role!: string;

  readonly organisation!: string | null;
}

/** Who answers for a return. */
@ObjectType('ReturnSignOff', {
  description: 'Who stands for what was sent, and is not its author.',
  simpleResolvers: true,
})
export class ReturnSignOff {
  @Field(() => String, { description: 'What they are: "Director of nursing".' })
  readonly role!: string;

  @Field(() => InstantScalar)
  readonly at!: string;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'Set where it was given beforehand for what a system delivers: until when.',
  })
  readonly standingUntil!: string | null;

  readonly organisation!: string | null;
}

type FromElsewhere = { readonly organisation: string | null };
const organisationOrNull = ({ organisation }: FromElsewhere, { organisations }: ReviewsContext) =>
  organisation === null ? null : organisations.load(organisation);

/** Whose people the author is one of. */
@Resolver(() => ReturnAuthor)
export class ReturnAuthorFrom {
  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'The organisation they come from, where they write for another.',
  })
  from(@Root() author: FromElsewhere, @Ctx() context: ReviewsContext) {
    return organisationOrNull(author, context);
  }
}

/** Whose people the one who signed is one of. */
@Resolver(() => ReturnSignOff)
export class ReturnSignOffFrom {
  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'The body they come from, where it oversees an organisation that has no second person.',
  })
  from(@Root() signOff: FromElsewhere, @Ctx() context: ReviewsContext) {
    return organisationOrNull(signOff, context);
  }
}
