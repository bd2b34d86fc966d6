import { Field, ObjectType } from 'type-graphql';
import { CalendarDateScalar, InstantScalar } from '../../kit/graph/scalars.ts';

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

  @Field(() => Boolean, { description: 'Said on paper, and recorded by the business manager.' })
  readonly onBehalf!: boolean;
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

@ObjectType('RequestWithdrawn', { description: 'That a request no longer stands.', simpleResolvers: true })
export class RequestWithdrawnType {
  @Field(() => InstantScalar)
  readonly at!: string;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType('RequestChangedPart', { simpleResolvers: true })
class RequestChangedPart {
  @Field(() => String, { description: 'Which part of the request: dueOn, questions …' })
  readonly part!: string;

  @Field(() => String, { nullable: true })
  readonly was!: string | null;

  @Field(() => String, { nullable: true })
  readonly is!: string | null;
}

@ObjectType('RequestChange', { description: 'What was changed of a request, by whom and why.', simpleResolvers: true })
export class RequestChangeType {
  @Field(() => InstantScalar)
  readonly at!: string;

  @Field(() => String)
  readonly by!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => [RequestChangedPart])
  readonly parts!: readonly RequestChangedPart[];
}
