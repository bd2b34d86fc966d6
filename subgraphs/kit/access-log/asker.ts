import { actsFor, partsIn, type Viewer } from '../access/viewer.ts';
import type { AccessRow } from './access-row.ts';

/** A row's part that says who asked and for what. */
export type Asker = Pick<AccessRow, 'person' | 'organisation' | 'purpose'> & {
  readonly rolesIn: (review: string) => readonly string[];
  /** The organisations whose part of a review they may act for. */
  readonly actsForIn: (review: string) => readonly string[];
};

/** Somebody who is not signed in. */
export const nobody: Asker = {
  person: null,
  organisation: null,
  purpose: null,
  rolesIn: () => [],
  actsForIn: () => [],
};

export const askerOf = (viewer: Pick<Viewer, 'person' | 'organisation' | 'purpose' | 'reviews'>): Asker => ({
  person: viewer.person,
  organisation: viewer.organisation,
  purpose: viewer.purpose,
  rolesIn: (review) => partsIn(viewer, review),
  actsForIn: (review) => actsFor(viewer, review),
});
