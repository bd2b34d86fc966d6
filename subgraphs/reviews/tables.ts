import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A review: one death or harm that a partnership looks at. */
@Entity('review')
export class ReviewRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'partnership_id' })
  readonly partnershipId!: string;

  @Column('text')
  readonly reference!: string;

  @Column('text')
  readonly title!: string;

  @Column('text')
  readonly type!: string;

  @Column('text', { nullable: true })
  readonly mandate!: string | null;

  @Column('text')
  readonly stage!: string;

  @Column('date', { name: 'incident_on', nullable: true })
  readonly incidentOn!: string | null;

  @Column('date', { name: 'scoping_from', nullable: true })
  readonly scopingFrom!: string | null;

  @Column('date', { name: 'scoping_to', nullable: true })
  readonly scopingTo!: string | null;

  @Column('jsonb', { name: 'key_lines' })
  readonly keyLines!: readonly string[];

  @Column('date', { name: 'retain_until', nullable: true })
  readonly retainUntil!: string | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  readonly closedAt!: Date | null;

  /** Grows by one with every delivery that was accepted and changed something that is not hidden. */
  @Column('int', { name: 'shown_version' })
  readonly version!: number;

  /** Grows by one with every delivery that was accepted. Has no `@Field`: it would tell of what is hidden. */
  @Column('int', { name: 'version' })
  readonly step!: number;
}

/** An organisation that may be asked, and the service that holds its records; null for one outside the hub. */
@Entity('organisation')
export class OrganisationRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('text')
  readonly name!: string;

  @Column('text')
  readonly sector!: string;

  @Column('text', { nullable: true })
  readonly service!: string | null;
}

/** A person of a review, by the name the review gives them. */
@Entity('subject')
export class SubjectRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'review_id' })
  readonly reviewId!: string;

  @Column('text')
  readonly pseudonym!: string;

  @Column('text')
  readonly role!: string;

  @Column('boolean', { name: 'at_the_centre' })
  readonly atTheCentre!: boolean;
}
