import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FormOfAnswer } from '../vocabulary.ts';
import type { Answer, Author, Manifest, NoContact } from './manifest.ts';
import type { Signature } from './sign.ts';

/** What a publication says besides its entries and words. */
export type Said = Pick<Manifest, 'answer' | 'noContact' | 'form' | 'author' | 'signedOff'>;

/** What one organisation sends to one review: a draft that goes on being written, and what was published of it. */
@Entity('contribution')
export class Contribution {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'review_id' })
  readonly reviewId!: string;

  @Column('uuid', { name: 'organisation_id' })
  readonly organisationId!: string;

  /** The organisation's short code in this review: references begin with it. */
  @Column('text')
  readonly code!: string;

  /** Counts every change of the draft. */
  @Column('int')
  readonly version!: number;

  @Column('int', { name: 'last_number' })
  readonly lastNumber!: number;

  @Column('text', { name: 'last_hash', nullable: true })
  readonly lastHash!: string | null;

  /** Last number given of the open series of references, and of the series for hidden entries. */
  @Column('int', { name: 'open_series' })
  readonly openSeries!: number;

  @Column('int', { name: 'hidden_series' })
  readonly hiddenSeries!: number;

  @Column('int', { name: 'last_position' })
  readonly lastPosition!: number;

  @Column('jsonb', { nullable: true })
  readonly answer!: Answer | null;

  @Column('jsonb', { name: 'no_contact' })
  readonly noContact!: readonly NoContact[];

  @Column('text', { name: 'withdrawn_reason', nullable: true })
  readonly withdrawnReason!: string | null;

  @Column('text', { nullable: true })
  readonly form!: FormOfAnswer | null;

  @Column('jsonb', { nullable: true })
  readonly author!: Author | null;

  /** Who has changed the draft since the last publication; true for a system. None of them signs it off. */
  @Column('jsonb')
  readonly writers!: Readonly<Record<string, boolean>>;

  /** Given for one version of the draft, and worth nothing for any other. */
  @Column('jsonb', { nullable: true })
  readonly signature!: Signature | null;

  /** What the latest publication said besides its entries: taking back leaves it as it is, whatever is drafted. */
  @Column('jsonb', { nullable: true })
  readonly published!: Said | null;
}

/** One event as its organisation records it, through all its corrections. */
@Entity('entry')
export class Entry {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'contribution_id' })
  readonly contributionId!: string;

  @Column('text', { name: 'source_system' })
  readonly sourceSystem!: string;

  /** Goes back to its owner only. */
  @Column('text', { name: 'source_record_id' })
  readonly sourceRecordId!: string;

  @Column('text', { name: 'source_version', nullable: true })
  readonly sourceVersion!: string | null;

  @Column('int')
  readonly version!: number;

  /** Order of first submission: the tie-break after the organisation's own sequence. */
  @Column('int')
  readonly position!: number;

  @Column('text', { nullable: true })
  readonly reference!: string | null;

  /** The draft as canonical JSON: facts and content. Null once erased. */
  @Column('text', { nullable: true })
  readonly draft!: string | null;

  /** True while the draft differs from what is published. */
  @Column('boolean')
  readonly changed!: boolean;

  @Column('uuid', { name: 'revision_id', nullable: true })
  readonly revisionId!: string | null;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  readonly withdrawnAt!: Date | null;

  @Column('text', { name: 'withdrawn_reason', nullable: true })
  readonly withdrawnReason!: string | null;

  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true })
  readonly erasedAt!: Date | null;
}

/** The bytes that were hashed and signed. Never rewritten; erasing takes content and salt and leaves the rest. */
@Entity('revision')
export class Revision {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'entry_id' })
  readonly entryId!: string;

  @Column('int')
  readonly number!: number;

  @Column('text', { nullable: true })
  readonly content!: string | null;

  @Column('bytea', { nullable: true })
  readonly salt!: Buffer | null;

  @Column('text', { name: 'content_hash' })
  readonly contentHash!: string;

  /** The facts of the manifest's pointer, as canonical JSON. */
  @Column('text')
  readonly facts!: string;
}

/** A published manifest, signed. */
@Entity('publication')
export class Publication {
  @PrimaryColumn('uuid', { name: 'contribution_id' })
  readonly contributionId!: string;

  @PrimaryColumn('int')
  readonly number!: number;

  @Column('text')
  readonly hash!: string;

  /** Compact JWS over the manifest's exact bytes. */
  @Column('text')
  readonly signed!: string;

  @Column('text', { name: 'published_by' })
  readonly publishedBy!: string;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3 })
  readonly publishedAt!: Date;
}

/** The way of a publication to the hub, until the hub's signed answer is stored. */
@Entity('delivery')
export class Delivery {
  @PrimaryColumn('uuid', { name: 'contribution_id' })
  readonly contributionId!: string;

  @PrimaryColumn('int')
  readonly number!: number;

  @Column('int')
  readonly attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at', precision: 3 })
  readonly nextAttemptAt!: Date;

  /** The hub's signed answer, as it came. Null while delivering. */
  @Column('text', { nullable: true })
  readonly answer!: string | null;

  @Column('text', { nullable: true })
  readonly outcome!: 'ACCEPTED' | 'REFUSED' | null;

  @Column('text', { nullable: true })
  readonly refusal!: string | null;
}
