import { Field, ObjectType } from 'type-graphql';
import { InstantScalar } from '../../kit/graph/scalars.ts';

/** A key that receipts and manifests are checked with. */
@ObjectType('SigningKey', {
  description: 'The public half of a key with which an organisation signs what it publishes.',
  simpleResolvers: true,
})
export class SigningKeyType {
  @Field(() => String)
  readonly kid!: string;

  @Field(() => String, { description: 'As a JSON Web Key.' })
  readonly jwk!: string;

  @Field(() => InstantScalar)
  readonly validFrom!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Null: it has not ended.' })
  readonly validUntil!: Date | null;
}
