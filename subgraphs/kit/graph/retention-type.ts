import { Field, ObjectType } from 'type-graphql';
import { CalendarDateScalar, InstantScalar } from './scalars.ts';

/** The type in which a service says how long something is to be kept. */
export function retentionType(prefix: string) {
  @ObjectType(`${prefix}Retention`, {
    description: 'How long it is to be kept, and who decided so. Nothing is erased by itself when that has ended.',
    simpleResolvers: true,
  })
  class Retention {
    @Field(() => CalendarDateScalar, { nullable: true, description: 'The last day; null where there is to be none.' })
    readonly until!: string | null;

    @Field(() => String)
    readonly reason!: string;

    @Field(() => String, { description: 'Who decided it, by the id of their sign-in.' })
    readonly setBy!: string;

    @Field(() => InstantScalar)
    readonly setAt!: Date;

    @Field(() => Boolean, { description: 'That day is past: somebody has to decide what becomes of it.' })
    readonly isDue!: boolean;
  }
  return Retention;
}
