import { Field, InputType, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';

/** What a draft says of what there is not, as it is said and as whoever signs it must see it, named for the agency. */
export function declaredTypes({ prefix }: Agency) {
  const stretch = { description: 'A stretch of time without contact. Both days are included.' };
  @InputType(`${prefix}NoContactInput`, stretch)
  @ObjectType(`${prefix}NoContact`, stretch)
  class NoContact {
    @Field(() => String)
    readonly from!: string;

    @Field(() => String)
    readonly to!: string;

    @Field(() => String)
    readonly reason!: string;
  }

  const nothing = { description: 'That there is nothing to send, and how that is known.' };
  @InputType(`${prefix}NilReturnInput`, nothing)
  @ObjectType(`${prefix}NilReturn`, nothing)
  class NilReturn {
    @Field(() => String, { description: 'NO_RECORD_FOUND, NO_RELEVANT_RECORD or DECLINED.' })
    readonly declaration!: string;

    @Field(() => String, { description: 'Who searched or decided.' })
    readonly by!: string;

    @Field(() => String, { description: 'The day, 2024-02-19.' })
    readonly on!: string;

    @Field(() => [String], { defaultValue: [] })
    readonly forWhom!: readonly string[];

    @Field(() => [String], { defaultValue: [], description: 'Name, former name, date of birth …' })
    readonly searchedFor!: readonly string[];

    @Field(() => [String], { defaultValue: [] })
    readonly systems!: readonly string[];

    @Field(() => String, { nullable: true })
    readonly words?: string | null;
  }

  return { NoContact, NilReturn };
}
