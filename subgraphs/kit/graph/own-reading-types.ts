import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import type { Handling } from '../vocabulary.ts';
import { HandlingEnum } from './shared-enums.ts';
import type { SharedTypes } from './shared-types.ts';

/** The types in which an organisation reads what it drafts, and checks what it has published, named for the agency. */
export function ownReadingTypes({ prefix }: Agency, { EntryContent }: Pick<SharedTypes, 'EntryContent'>) {
  @ObjectType(`${prefix}DraftedEntry`, { description: 'An entry as your draft has it.', simpleResolvers: true })
  class DraftedEntry {
    @Field(() => String)
    readonly sourceSystem!: string;

    @Field(() => String)
    readonly sourceRecordId!: string;

    @Field(() => Int)
    readonly version!: number;

    @Field(() => Int, { description: 'Its place in the order of first submission: the next page goes on after it.' })
    readonly position!: number;

    @Field(() => Boolean, { description: 'It differs from what is published.' })
    readonly changed!: boolean;

    @Field(() => HandlingEnum)
    readonly handling!: Handling;

    @Field(() => EntryContent, { description: 'What is written. Its reference is your own until it is published.' })
    readonly record!: object;
  }

  @ObjectType(`${prefix}DraftedEntries`, { description: 'A page of your draft.', simpleResolvers: true })
  class DraftedEntries {
    @Field(() => Int, { description: 'The version of the draft you are reading: name it when you sign it off.' })
    readonly version!: number;

    @Field(() => [DraftedEntry])
    readonly entries!: readonly DraftedEntry[];

    @Field(() => Boolean)
    readonly hasMore!: boolean;
  }

  @ObjectType(`${prefix}OwnRevision`, {
    description: 'The very bytes that you published, with which you check that their hash is the one you signed.',
    simpleResolvers: true,
  })
  class OwnRevision {
    @Field(() => ID)
    readonly id!: string;

    @Field(() => String)
    readonly reference!: string;

    @Field(() => String, { description: 'SHA-256 over salt and content.' })
    readonly contentHash!: string;

    @Field(() => String, { nullable: true, description: 'Null once erased.' })
    readonly content!: string | null;

    @Field(() => String, { nullable: true, description: 'In hexadecimal. Null once erased.' })
    readonly salt!: string | null;
  }
  return { DraftedEntries, OwnRevision };
}
