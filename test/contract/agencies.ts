import { agency as health } from '../../subgraphs/health/index.ts';
import { kinds } from '../../subgraphs/health/kinds.ts';
import { agencies, type RegisteredAgency } from '../../subgraphs/index.ts';
import { defineAgency } from '../../subgraphs/kit/agency/define-agency.ts';

/** A fifth agency: one folder and this line. */
const housing: RegisteredAgency = {
  name: 'housing',
  sector: 'HOUSING',
  entryType: 'HousingEntry',
  load: () => import('../support/housing/index.ts'),
};

/** A trust that wants its own database: another service of a sector there is, with type names of its own. */
const healthNorthvale: RegisteredAgency = {
  name: 'health-northvale',
  sector: 'HEALTH',
  entryType: 'HealthNorthvaleEntry',
  load: async () => ({
    agency: defineAgency({
      name: 'health-northvale',
      label: 'Northvale health',
      kinds,
      identifiers: health.identifiers,
      kindWords: health.kindWords,
    }),
  }),
};

/** Everybody who makes the promises: the registered agencies, a fifth one, and a second service of one sector. */
export const promising: readonly RegisteredAgency[] = [...agencies, housing, healthNorthvale];
