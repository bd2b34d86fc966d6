import { rolesIn, type Viewer } from '../access/viewer.ts';
import type { AccessRow } from './access-row.ts';

/** A row's part that says who asked and for what. */
export type Asker = Pick<AccessRow, 'person' | 'actingFor' | 'organisation' | 'purpose'> & {
  readonly rolesIn: (review: string) => readonly string[];
};

/** Somebody who is not signed in. */
export const nobody: Asker = { person: null, actingFor: null, organisation: null, purpose: null, rolesIn: () => [] };

export const askerOf = (viewer: Viewer): Asker => ({
  person: viewer.person,
  actingFor: null,
  organisation: viewer.organisation,
  purpose: viewer.purpose,
  rolesIn: (review) => rolesIn(viewer, review),
});
