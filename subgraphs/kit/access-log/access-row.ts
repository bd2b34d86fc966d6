/**
 * How an operation ended. ALLOWED: it was allowed, and written before it left; whether the reader received all of it is not
 * known. CUT_OFF: whoever asked was gone before the answer left.
 */
export const decisions = ['ALLOWED', 'REFUSED', 'FAILED', 'CUT_OFF'] as const;
export type Decision = (typeof decisions)[number];

/** What is read beside entries and is sensitive by itself. */
export type Topic = 'IDENTITY_SHEET' | 'IDENTITY_MATCH' | 'ACCESS_LOG';

/** One row of the access log: who was given what, in which review, and why. Nothing of it is anybody's personal data. */
export type AccessRow = {
  /** The same at the gateway and in every service that took part in the request. */
  readonly requestId: string;
  /** The opaque subject of the sign-in; null for somebody who was not signed in. */
  readonly person: string | null;
  /**
   * The organisation whose part of the review they acted for; of an act the one it was for, of reading all that they may
   * act for there, with a space between. Null for who asks as a member of the panel, or of no review.
   */
  readonly actingFor: string | null;
  /** The organisation they come from. */
  readonly organisation: string | null;
  /** What the person is in the review of this row. */
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly review: string | null;
  readonly operation: string | null;
  /** SHA-256 of the document, in hexadecimal. */
  readonly operationHash: string | null;
  readonly decision: Decision;
  /** Codes of the errors in the answer. */
  readonly codes: readonly string[];
  readonly topics: readonly Topic[];
  /** Revisions given with their content; in the index: with all that it knows of them. */
  readonly revisions: readonly string[];
  /** Revisions of which no more was given than that they are there: held back, or taken back. */
  readonly listed: readonly string[];
  /** How many were asked for and are not there for this person. */
  readonly notAvailable: number;
  /** What was searched for, as HMAC-SHA-256 in hexadecimal: it can be found again by whoever knows it, and read by nobody. */
  readonly searched: readonly string[];
  /** At the gateway: which services answered. */
  readonly coverage: readonly unknown[] | null;
};
