/** What a person or system may be in one review. */
export const reviewRoles = [
  'CHAIR',
  'PANEL_MEMBER',
  'REPORT_WRITER',
  'BUSINESS_MANAGER',
  'NAMED_BY_CHAIR',
  'AUTHOR',
  'SIGNATORY',
  'SYSTEM',
  'ADMINISTRATOR',
] as const;
export type ReviewRole = (typeof reviewRoles)[number];

/** Those who read the joint chronology. */
export const panelRoles: readonly ReviewRole[] = ['CHAIR', 'PANEL_MEMBER', 'REPORT_WRITER', 'BUSINESS_MANAGER'];

/** Those of them who read what is for the chair: the chair, and whom the chair names. */
export const chairRoles: readonly ReviewRole[] = ['CHAIR', 'NAMED_BY_CHAIR'];

/** A person of a review, by the name the review gives them. */
export type ReviewSubject = { readonly id: string; readonly pseudonym: string };

/** Those who act for an organisation, and see what it sent. */
export const organisationRoles: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY', 'SYSTEM'];

/** An organisation that somebody from elsewhere writes or signs for in one review. */
export type StandIn = {
  readonly organisation: string;
  readonly code: string;
  readonly roles: readonly ReviewRole[];
  /** The organisation they come from: the body that oversees it, for a signatory. */
  readonly from: string;
};

/** What somebody is cleared for in one review. */
export type Clearance = {
  readonly review: string;
  /** The partnership's number for it, by which a request may name it too. */
  readonly reference: string;
  readonly roles: readonly ReviewRole[];
  /** For the roles of an organisation: the organisation's short code in this review (`HOS`). */
  readonly code?: string;
  /** For the roles of an organisation: this review's subjects, the only people an entry may be about. */
  readonly subjects?: readonly ReviewSubject[];
  /** Organisations they act for in this review alone, beside their own. */
  readonly standsInFor?: readonly StandIn[];
};

/** Offices of an area, for what was learned and never for an entry. */
export const areaRoles = ['ICB', 'REGION', 'NATION'] as const;

/** Offices that are of no review. None of them shows an entry. */
export const officeRoles = ['ACCESS_LOG_READER', 'DEVELOPER', ...areaRoles] as const;
export type OfficeRole = (typeof officeRoles)[number];

/** What somebody is beside any review: given by a partnership, for those of an area with its code. */
export type Office = { readonly role: OfficeRole; readonly partnership: string; readonly area: string | null };

/** Who asks: made from a verified pass and from nothing else. */
export type Viewer = {
  /** The person's or system's id, as the sign-in gives it. */
  readonly person: string;
  /** Organisation the person acts for, null for those who act for a partnership alone. */
  readonly organisation: string | null;
  readonly reviews: ReadonlyMap<string, Clearance>;
  /** True when they have a part in more reviews than one pass names. */
  readonly hasMore: boolean;
  /** Partnerships this person administers. */
  readonly administers: readonly string[];
  /** Their offices; left out where they have none. */
  readonly offices?: readonly Office[];
  /** Why they ask, in their words. */
  readonly purpose: string | null;
  readonly requestId: string;
};

export const rolesIn = (viewer: Pick<Viewer, 'reviews'>, review: string): readonly ReviewRole[] =>
  viewer.reviews.get(review)?.roles ?? [];

/** All that the viewer is in a review: by their own right, and standing in for others. */
export const partsIn = (viewer: Pick<Viewer, 'reviews'>, review: string): readonly ReviewRole[] => [
  ...new Set([
    ...rolesIn(viewer, review),
    ...(viewer.reviews.get(review)?.standsInFor ?? []).flatMap(({ roles }) => roles),
  ]),
];

export const hasAny = (roles: readonly ReviewRole[], wanted: readonly ReviewRole[]) =>
  roles.some((role) => wanted.includes(role));

/** Organisations whose part of a review the viewer writes or signs, each once: their own, and those they stand in for. */
export const actsFor = (viewer: Pick<Viewer, 'organisation' | 'reviews'>, review: string): readonly string[] => [
  ...new Set([
    ...(viewer.organisation !== null && hasAny(rolesIn(viewer, review), organisationRoles)
      ? [viewer.organisation]
      : []),
    ...(viewer.reviews.get(review)?.standsInFor ?? []).map(({ organisation }) => organisation),
  ]),
];
