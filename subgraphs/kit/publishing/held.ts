import type { Place } from './agency-service.ts';
import type { ErasedEntries } from './erased-entries.ts';
import type { Refusal } from './manifest.ts';

/** One publication, as the hub holds it. */
export type HeldPublication = {
  readonly review: string;
  readonly organisation: string;
  readonly number: number;
  readonly hash: string;
  readonly refusal: Refusal | null;
};

/** All that the hub holds of one service's organisations. */
export type Held = {
  readonly publications: readonly HeldPublication[];
  /** Of the reviews that were asked about, those the hub knows nothing of. */
  readonly unknownReviews: readonly string[];
  /** What these organisations have stated to be erased. Left out by a hub of an earlier release. */
  readonly erased?: readonly (Place & ErasedEntries)[];
};

/** A publication that an agency gets back: its signed manifest, and the hub's signed answer to it. */
export type GivenBack = { readonly number: number; readonly signed: string; readonly answer: string };
