import type { Trait } from '../agency/kind.ts';
import type { Occurred } from '../occurred/occurred.ts';
import type {
  Declaration,
  FormOfAnswer,
  Handling,
  OnwardUse,
  PersonSeen,
  ReasonHeldBack,
  ReasonTakenBack,
  Significance,
} from '../vocabulary.ts';
import type { DraftState } from './draft-state.ts';
import type { ErasedEntries } from './erased-entries.ts';

/** With whom something was shared: an organisation's code in the review, and the day if it is recorded (ISO). */
export type SharedWith = { readonly organisation: string; readonly on: string | null };

/** What may be known of an entry without its content: when, what kind, about whom, who may see it. Never what happened. */
export type EntryFacts = {
  readonly occurred: Occurred;
  /** The organisation's own number for entries whose time is not known, null if it gave none. */
  readonly statedSequence: number | null;
  readonly kind: string;
  readonly kindLabel: string;
  /** True when the kind may be shown where the content may not. */
  readonly kindListed: boolean;
  readonly traits: readonly Trait[];
  readonly significance: Significance;
  readonly handling: Handling;
  readonly reasons: readonly ReasonHeldBack[];
  /** Ids of people who may see it beyond what handling says. */
  readonly named: readonly string[];
  /** Conditions on using it further. */
  readonly onwardUse: readonly OnwardUse[];
  /** Ids of the review's subjects it is about. */
  readonly subjects: readonly string[];
  readonly personSeen: PersonSeen;
  /** ISO days, null when not recorded. */
  readonly recordedOn: string | null;
  readonly learnedOn: string | null;
  readonly sharedWith: readonly SharedWith[];
};

export type Pointer = EntryFacts & {
  /** Stays the same over corrections. */
  readonly entry: string;
  /** The content behind it never changes. */
  readonly revision: string;
  /** What a report cites: `HOS-7`. */
  readonly reference: string;
  /** Instant the entry is sorted by in place of its earliest one, where the organisation numbered a whole day. */
  readonly sortEarliest: string | null;
  readonly sequence: number;
  /** SHA-256 over salt and content. */
  readonly contentHash: string;
  readonly withdrawn: { readonly reason: ReasonTakenBack; readonly at: string } | null;
};

/** A stretch of time in which the organisation says it had no contact. ISO days, both included. */
export type NoContact = { readonly from: string; readonly to: string; readonly reason: string };

export type Answer = {
  readonly declaration: Declaration;
  readonly by: string;
  readonly on: string;
  /** Who and what was looked for, and in which systems: for NO_RECORD_FOUND. */
  readonly forWhom: readonly string[];
  readonly searchedFor: readonly string[];
  readonly systems: readonly string[];
  readonly words: string | null;
};

/** Who wrote the organisation's words, and declares to have had no part in the case. */
export type Author = {
  readonly person: string;
  /** What they are: "Named GP". */
  readonly role: string;
  /** The organisation they come from, where they write for another. */
  readonly organisation: string | null;
  readonly noPartInTheCase: true;
};

/** Who stands for what was published, and never its author. */
export type SignOff = {
  readonly person: string;
  /** What they are: "Director of nursing". */
  readonly role: string;
  /** The body they come from, where it oversees an organisation that has no second person. */
  readonly organisation: string | null;
  readonly at: string;
  /** HMAC of the draft they saw: with their receipt, its service can prove that this is what was published. */
  readonly draft: string;
  /** Number of the publication it was given for. Those after it only took back. */
  readonly publication: number;
  /** Set where it was given beforehand for what a system delivers: until when. */
  readonly standingUntil: string | null;
};

export const manifestFormats = ['safeguarding-contribution/1', 'safeguarding-contribution/2'] as const;

/**
 * What an organisation signs when it publishes: the whole of its contribution as it then stands. Each manifest holds
 * the hash of the one before, and numbers have no gaps, so a missing one is noticed.
 */
export type Manifest = {
  /** 2 since form, author, sign-off and the organisation's own words are stated; in 1 they are null. */
  readonly format: (typeof manifestFormats)[number];
  readonly review: string;
  readonly organisation: string;
  readonly code: string;
  readonly number: number;
  readonly previous: string | null;
  readonly publishedAt: string;
  readonly answer: Answer | null;
  readonly noContact: readonly NoContact[];
  /** Set when the whole contribution was taken back. */
  readonly withdrawn: ReasonTakenBack | null;
  readonly form: FormOfAnswer | null;
  readonly author: Author | null;
  readonly signedOff: SignOff | null;
  /** Where the organisation's own words are: answers, analysis, learning. Content like that of an entry, and no place in the chronology. */
  readonly words: Pointer | null;
  readonly pointers: readonly Pointer[];
};

/** What the hub signs when a manifest has come: the delivery ends with it, accepted or refused. */
export type DeliveryAnswer = {
  readonly review: string;
  readonly organisation: string;
  readonly number: number;
  /** SHA-256 of the manifest's exact bytes. */
  readonly hash: string;
  readonly outcome: 'ACCEPTED' | 'REFUSED';
  /** Version of the review it became, for ACCEPTED. */
  readonly version: number | null;
  readonly refusal: Refusal | null;
  readonly at: string;
};

export const refusals = {
  UNKNOWN_REVIEW: 'The hub knows no such review.',
  REVIEW_CLOSED: 'The review is closed.',
  NOT_ASKED: 'This organisation was not asked to contribute to this review.',
  UNKNOWN_SUBJECT: 'An entry is about somebody who is not a subject of this review.',
  KEY_REVOKED: 'The key it is signed with is not valid for this organisation.',
  OUT_OF_ORDER: 'A publication before this one is missing.',
  OTHER_HASH: 'The hub already has another publication with this number.',
  NOT_SIGNED_OFF:
    'Its author alone stands for it, or somebody who was no signatory when it was published. Have it signed off anew.',
  NOT_READABLE: 'It is not a manifest the hub can read.',
} as const;
export type Refusal = keyof typeof refusals;

/** The latest publication of one contribution, as its service states it. */
export type Head = {
  readonly review: string;
  readonly number: number;
  readonly hash: string;
  /** Entries that stand and whose words its service lost. */
  readonly lost: number;
};

/** All heads of one organisation, as it signs them. */
export type StatedHeads = {
  readonly organisation: string;
  readonly at: string;
  readonly heads: readonly Head[];
  /** Of what nothing was published yet. Left out where one contribution alone is stated, with its delivery. */
  readonly drafts?: readonly DraftState[];
  /** What was erased: told again to this service when an older backup has brought it back. Left out as `drafts` is. */
  readonly erased?: readonly ErasedEntries[];
};
