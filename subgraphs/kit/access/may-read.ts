import type { Handling } from '../vocabulary.ts';
import type { Viewer } from './viewer.ts';
import { actsFor, chairRoles, hasAny, panelRoles, rolesIn } from './viewer.ts';

/** What decides who may read an entry. */
export type Guarded = {
  readonly review: string;
  readonly organisation: string;
  readonly handling: Handling;
  /** Ids of people who may see it beyond what handling says. */
  readonly named: readonly string[];
};

/** READ: all of it. LISTED: that it is there, its day, organisation and reason. NOTHING: not even that. */
export type Sight = 'READ' | 'LISTED' | 'NOTHING';

/**
 * Decides what a viewer may see of an entry. Pure, and the only place that decides: the hub asks it for pointers, the
 * owning service for content. `visibleSql` in reviews says the same to PostgreSQL; a test holds the two together.
 */
export function sightOf(viewer: Viewer, entry: Guarded): Sight {
  const roles = rolesIn(viewer, entry.review);
  if (actsFor(viewer, entry.review).includes(entry.organisation)) {
    return 'READ';
  }
  if (!hasAny(roles, panelRoles)) {
    return 'NOTHING';
  }
  if (entry.handling === 'PANEL') {
    return 'READ';
  }
  if (entry.handling === 'WITHHELD') {
    return 'LISTED';
  }
  if (entry.named.includes(viewer.person)) {
    return 'READ';
  }
  if (entry.handling === 'HIDDEN') {
    return 'NOTHING';
  }
  return entry.handling === 'CHAIR' && hasAny(roles, chairRoles) ? 'READ' : 'LISTED';
}

export const mayRead = (viewer: Viewer, entry: Guarded) => sightOf(viewer, entry) === 'READ';
