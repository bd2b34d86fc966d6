import { Field, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';

/** What a draft says of what there is not, named for the agency: whoever signs it must see it. */
export function declaredTypes({ prefix }: Agency) {
  @ObjectType(`${prefix}NoContact`, { description: 'A stretch of time without contact. Both days are included.' })
  class NoContact {
    @Field(() => String)
    readonly from!: string;

    @Field(() => String)
    readonly to!: string;

    @Field(() => String)
    readonly reason!: string;
  }

  @ObjectType(`${prefix}NilReturn`, { description: 'That there is nothing to send, and how that is known.' })
  class NilReturn {
    @Field(() => String, { description: 'NO_RECORD_FOUND, NO_RELEVANT_RECORD or DECLINED.' })
    readonly declaration!: string;

    @Field(() => String, { description: 'Who searched or decided.' })
    readonly by!: string;

    @Field(() => String, { description: 'The day, 2024-02-19.' })
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

  return { NoContact, NilReturn };
}
