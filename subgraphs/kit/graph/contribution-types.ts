import { Field, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import type { Handling } from '../vocabulary.ts';
import { declaredTypes } from './declared-types.ts';
import { importedFileType } from './imported-file-type.ts';
import type { GraphClass } from './kind-types.ts';
import { retentionType } from './retention-type.ts';
import { CalendarDateScalar, InstantScalar } from './scalars.ts';
import { HandlingEnum } from './shared-enums.ts';
import { signOffTypes } from './sign-off-types.ts';

/** The types with which an organisation writes its contribution, named for the agency. */
export function contributionTypes(agency: Agency, OwnWords: GraphClass) {
  const { prefix } = agency;
  const { Author, Signature, StandingSignOff, OwnWordsInput } = signOffTypes(agency);
  const Retention = retentionType(prefix);
  const { NilReturn, NoContact } = declaredTypes(agency);
  const ImportedFile = importedFileType(prefix);

  @ObjectType(`${prefix}SubmittedEntry`, { description: 'What became of one entry.' })
  class SubmittedEntry {
    @Field(() => String)
    readonly sourceSystem!: string;

    @Field(() => String)
    readonly sourceRecordId!: string;

    @Field(() => Int, { description: 'The version it now is; name it when you replace it.' })
    readonly version!: number;

    @Field(() => String, {
      description: 'ADDED, UPDATED, UNCHANGED, or STALE: older than what is held, so nothing changed.',
    })
    readonly outcome!: string;
  }

  @ObjectType(`${prefix}Receipt`, {
    description: 'Proof of what was done. The same request again gives the same receipt, byte for byte.',
  })
  class Receipt {
    @Field(() => String, { description: 'The signed receipt, a compact JWS.' })
    readonly receipt!: string;

    @Field(() => InstantScalar)
    readonly at!: string;

    @Field(() => Int, { nullable: true, description: 'Number of the publication, where the act was one.' })
    readonly number!: number | null;

    @Field(() => String, { nullable: true, description: "SHA-256 of the publication's manifest." })
    readonly hash!: string | null;

    @Field(() => Int, { nullable: true, description: 'Version of the draft, where the act changed it.' })
    readonly draftVersion!: number | null;

    @Field(() => [SubmittedEntry], { description: 'For entries that were submitted: what became of each.' })
    readonly entries!: readonly SubmittedEntry[];
  }

  @ObjectType(`${prefix}Publication`, { description: 'One publication and its way to the hub.' })
  class Publication {
    @Field(() => Int)
    readonly number!: number;

    @Field(() => String)
    readonly hash!: string;

    @Field(() => InstantScalar)
    readonly publishedAt!: string;

    @Field(() => String)
    readonly publishedBy!: string;

    @Field(() => InstantScalar, { nullable: true, description: "Set until the hub's signed answer is here." })
    readonly deliveringSince!: string | null;

    @Field(() => Int, { description: 'How often delivering it failed so far.' })
    readonly attempts!: number;

    @Field(() => String, { nullable: true, description: 'ACCEPTED or REFUSED, null while delivering.' })
    readonly outcome!: string | null;

    @Field(() => String, { nullable: true, description: 'Why the hub refused it.' })
    readonly refusal!: string | null;

    @Field(() => String, { nullable: true, description: "The hub's answer as it signed it, a compact JWS." })
    readonly answer!: string | null;
  }

  @ObjectType(`${prefix}HeldBack`, { description: 'A published entry that you hold back from some of the panel.' })
  class HeldBackEntry {
    @Field(() => String)
    readonly reference!: string;

    @Field(() => HandlingEnum)
    readonly handling!: Handling;

    @Field(() => [String])
    readonly reasons!: readonly string[];

    @Field(() => [String], { description: 'Ids of people who may see it beyond what handling says.' })
    readonly named!: readonly string[];

    @Field(() => [String], { description: 'Conditions on using it further.' })
    readonly onwardUse!: readonly string[];

    @Field(() => String, { nullable: true, description: 'The senior person who decided so.' })
    readonly heldBackBy!: string | null;

    @Field(() => String, { nullable: true, description: 'What you let be known of it.' })
    readonly gist!: string | null;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'When this is to be looked at again.' })
    readonly reviewOn!: string | null;

    @Field(() => Boolean, { description: 'That day is past.' })
    readonly reviewOverdue!: boolean;
  }

  @ObjectType(`${prefix}ErasureStatus`, { description: 'An entry that is to be erased, or was: who asked, and why.' })
  class ErasureStatus {
    @Field(() => String)
    readonly reference!: string;

    @Field(() => String)
    readonly reason!: string;

    @Field(() => String)
    readonly askedBy!: string;

    @Field(() => InstantScalar)
    readonly askedAt!: Date;

    @Field(() => String, { nullable: true, description: 'The second signatory; null while it waits for one.' })
    readonly confirmedBy!: string | null;

    @Field(() => InstantScalar, { nullable: true })
    readonly confirmedAt!: Date | null;
  }

  @ObjectType(`${prefix}Contribution`, { description: "How your organisation's contribution to a review stands." })
  class Contribution {
    @Field(() => Int, { description: 'Version of the draft.' })
    readonly version!: number;

    @Field(() => Int, { description: 'Entries that stand: what was taken back is counted apart.' })
    readonly entries!: number;

    @Field(() => Int, { description: 'Entries that differ from what is published.' })
    readonly changed!: number;

    @Field(() => Int)
    readonly withdrawn!: number;

    @Field(() => String, {
      nullable: true,
      description: 'The form of the answer: SUMMARY_OF_INVOLVEMENT, CHRONOLOGY …',
    })
    readonly form!: string | null;

    @Field(() => Author, { nullable: true })
    readonly author!: object | null;

    @Field(() => OwnWords, { nullable: true, description: 'What the draft says besides its entries.' })
    readonly ownWords!: object | null;

    @Field(() => NilReturn, { nullable: true, description: 'That there is nothing to send, where the draft says so.' })
    readonly nilReturn!: object | null;

    @Field(() => [NoContact], { description: 'When there was no contact, as the draft says.' })
    readonly noContact!: readonly object[];

    @Field(() => Signature, { nullable: true })
    readonly signature!: object | null;

    @Field(() => StandingSignOff, { nullable: true, description: 'Given beforehand, for what systems deliver.' })
    readonly standingSignOff!: object | null;

    @Field(() => Retention, { nullable: true, description: 'How long it is to be kept, null while nobody decided.' })
    readonly retention!: object | null;

    @Field(() => [ErasureStatus], { description: 'Those that wait for a second signatory first.' })
    readonly erasures!: readonly object[];

    @Field(() => [Publication])
    readonly publications!: readonly Publication[];

    @Field(() => [ImportedFile], { description: 'The files that the draft was filled from, the newest first.' })
    readonly files!: readonly object[];

    @Field(() => [HeldBackEntry], { description: 'What you hold back now, those whose review is overdue first.' })
    readonly heldBack!: readonly HeldBackEntry[];
  }

  @ObjectType(`${prefix}Erasure`, {
    description: 'Where an erasing stands: one signatory asks, a second one confirms.',
  })
  class Erasure {
    @Field(() => String)
    readonly reference!: string;

    @Field(() => String, { description: 'ASKED or ERASED.' })
    readonly state!: string;

    @Field(() => String)
    readonly askedBy!: string;
  }

  return {
    OwnWordsInput,
    StandingSignOff,
    Receipt,
    Retention,
    Contribution,
    Erasure,
    NoContact,
    NilReturn,
  };
}
