import { Field, ID, ObjectType } from 'type-graphql';
import { CalendarDateScalar } from '../../kit/graph/scalars.ts';

@ObjectType('Organisation', {
  description: 'An organisation that works with people: a trust, a force, a council, a school.',
  simpleResolvers: true,
})
export class Organisation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'HEALTH, SOCIAL_CARE, POLICE, EDUCATION …' })
  readonly sector!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The service of this hub that holds its records. Null: it answers outside the hub.',
  })
  readonly service!: string | null;
}

@ObjectType('Subject', {
  description: 'A person of a review, by the name the review gives them.',
  simpleResolvers: true,
})
export class Subject {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'The name the review gives them.' })
  readonly pseudonym!: string;

  @Field(() => String, { description: 'Mother, brother, person at the centre …' })
  readonly role!: string;

  @Field(() => Boolean, { description: 'True for the person at the centre of the review.' })
  readonly atTheCentre!: boolean;
}

@ObjectType('IdentityName', { simpleResolvers: true })
class IdentityName {
  @Field(() => String)
  readonly name!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly from!: string | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly to!: string | null;
}

@ObjectType('IdentityAddress', { simpleResolvers: true })
class IdentityAddress {
  @Field(() => String)
  readonly address!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly from!: string | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly to!: string | null;
}

@ObjectType('PersonIdentifier', { simpleResolvers: true })
class PersonIdentifier {
  @Field(() => String, { description: 'NHS_NUMBER, UPN …' })
  readonly scheme!: string;

  @Field(() => String)
  readonly value!: string;
}

@ObjectType('Identity', {
  description: 'Who a person of the review is, for those who must search their records. Each reading is written down.',
  simpleResolvers: true,
})
export class IdentityType {
  @Field(() => Subject)
  readonly subject!: Subject;

  @Field(() => [IdentityName], { description: 'Names and former names.' })
  readonly names!: readonly IdentityName[];

  @Field(() => CalendarDateScalar, { nullable: true })
  readonly dateOfBirth!: string | null;

  @Field(() => [PersonIdentifier])
  readonly identifiers!: readonly PersonIdentifier[];

  @Field(() => [IdentityAddress])
  readonly addresses!: readonly IdentityAddress[];

  @Field(() => String, { nullable: true })
  readonly school!: string | null;
}
