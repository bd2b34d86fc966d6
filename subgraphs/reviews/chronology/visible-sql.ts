import { actsFor, chairRoles, hasAny, panelRoles, rolesIn, type Viewer } from '../../kit/access/viewer.ts';

/** Collects the parameters of one statement and gives each its place. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * `sightOf` of kit/access/may-read.ts, said to PostgreSQL so that counts, pages and cursors are made after it.
 * `visible`: the viewer may know of the pointer. `readable`: its kind, significance and people too, which nobody but its
 * owner may of what was taken back.
 */
export function sightSql(
  viewer: Viewer,
  review: string,
  parameters: Parameters,
): { readonly visible: string; readonly readable: string } {
  const roles = rolesIn(viewer, review);
  const own = `organisation_id = ANY(${parameters.add(actsFor(viewer, review))}::uuid[])`;
  if (!hasAny(roles, panelRoles)) {
    return { visible: own, readable: own };
  }
  const named = `${parameters.add(viewer.person)} = ANY(named)`;
  const chair = hasAny(roles, chairRoles) ? "handling = 'CHAIR'" : 'false';
  return {
    visible: `(${own} OR handling <> 'HIDDEN' OR ${named})`,
    readable: `(${own} OR (withdrawn_at IS NULL AND (handling = 'PANEL' OR (handling <> 'WITHHELD' AND (${named} OR ${chair})))))`,
  };
}
