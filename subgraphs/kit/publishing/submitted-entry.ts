/** What became of one entry of a batch. STALE: the source holds something older than what is here, so nothing changed. */
export type Outcome = 'ADDED' | 'UPDATED' | 'UNCHANGED' | 'STALE';
export type SubmittedEntry = {
  readonly sourceSystem: string;
  readonly sourceRecordId: string;
  readonly version: number;
  readonly outcome: Outcome;
};
