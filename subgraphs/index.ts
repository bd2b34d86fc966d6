/**
 * The registry: one line a subgraph. `reviews`, composition, the hub's start and the tests read the data; only the
 * process that serves an agency calls `load`.
 */
import type { Agency } from './kit/agency/define-agency.ts';

export type RegisteredAgency = {
  /** Name of the service, its folder, and the start of its environment variables (`SOCIAL_CARE_DATABASE_URL`). */
  readonly name: string;
  readonly sector: string;
  /** The type its entries have in the graph. No two services share one: federation routes by type. */
  readonly entryType: string;
  readonly load: () => Promise<{ readonly agency: Agency }>;
};

export const agencies: readonly RegisteredAgency[] = [
  { name: 'health', sector: 'HEALTH', entryType: 'HealthEntry', load: () => import('./health/index.ts') },
  {
    name: 'social-care',
    sector: 'SOCIAL_CARE',
    entryType: 'SocialCareEntry',
    load: () => import('./social-care/index.ts'),
  },
  { name: 'police', sector: 'POLICE', entryType: 'PoliceEntry', load: () => import('./police/index.ts') },
  { name: 'education', sector: 'EDUCATION', entryType: 'EducationEntry', load: () => import('./education/index.ts') },
];
