import { Field, ID, InputType } from 'type-graphql';
import { CalendarDateScalar } from '../../kit/graph/scalars.ts';

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
export class ReviewInput {
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
export class ContributionRequestInput {
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

  @Field(() => String, {
    nullable: true,
    description: 'The legal power it relies on: a code of `legalPowers`, or words of your own.',
  })
  readonly legalPower?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The e-mail address to which reminders go. None are sent without one, and no query shows it.',
  })
  readonly remindersTo?: string;
}

@InputType({ description: 'What is changed of a request. What is left out stays as it is.' })
export class RequestChangeInput {
  @Field(() => CalendarDateScalar, { nullable: true })
  readonly dueOn?: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly periodFrom?: string | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly periodTo?: string | null;

  @Field(() => String, { nullable: true })
  readonly formOfAnswer?: string;

  @Field(() => [String], { nullable: true, description: 'All questions: they take the place of those before.' })
  readonly questions?: string[];

  @Field(() => String, { nullable: true })
  readonly legalPower?: string | null;

  @Field(() => String, { nullable: true, description: 'Null: no reminders.' })
  readonly remindersTo?: string | null;
}

@InputType({ description: 'An answer that did not come through the hub.' })
export class ReplyInput {
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
