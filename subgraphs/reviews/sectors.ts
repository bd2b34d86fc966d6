/** The sectors an organisation may be of. Ours, unverified, replaceable; those of the registered agencies are among them. */
export const sectors = [
  'HEALTH',
  'SOCIAL_CARE',
  'POLICE',
  'EDUCATION',
  'HOUSING',
  'PROBATION',
  'VOLUNTARY',
  'OTHER',
] as const;
export type Sector = (typeof sectors)[number];
