import 'reflect-metadata';
import type { RegisteredAgency } from '../../index.ts';
import type { GraphClass } from '../../kit/graph/kind-types.ts';
import { subgraphSchema } from '../../kit/graph/subgraph-schema.ts';
import { onceFor } from '../../kit/once-for.ts';
import { AccessLogResolver } from './access-log-resolver.ts';
import { AdministrationResolver } from './administration-resolver.ts';
import { AdministratorsResolver } from './administrators-resolver.ts';
import { chronologyTypes } from './chronology-types.ts';
import { coverageTypes } from './coverage-types.ts';
import { InvitationResolver } from './invitation-resolver.ts';
import { OversightResolver } from './oversight-resolver.ts';
import { RequestResolver } from './request-resolver.ts';
import { ReturnAuthorFrom, ReturnSignOffFrom } from './return-types.ts';
import { reviewResolver } from './review-resolver.ts';
import { StandingAndLeavingResolver } from './standing-and-leaving-resolver.ts';

/** The schema of the reviews, with a type for the entries of each registered agency. Made once, as those of agencies. */
export const reviewsSchema = onceFor((agencies: readonly RegisteredAgency[]) => {
  const { ChronologyConnection, ChronologyCounts, ChronologyEntry, types } = chronologyTypes(agencies);
  const { CoverageType, CoverageResolver } = coverageTypes(ChronologyEntry);
  return subgraphSchema({
    resolvers: [
      reviewResolver(ChronologyConnection as GraphClass, CoverageType as GraphClass),
      ChronologyCounts as GraphClass,
      CoverageResolver as GraphClass,
      ReturnAuthorFrom as GraphClass,
      ReturnSignOffFrom as GraphClass,
      AdministrationResolver as GraphClass,
      AdministratorsResolver as GraphClass,
      RequestResolver as GraphClass,
      InvitationResolver as GraphClass,
      StandingAndLeavingResolver as GraphClass,
      OversightResolver as GraphClass,
      AccessLogResolver as GraphClass,
      ...types.map(({ EntryFields }) => EntryFields),
    ],
    orphanedTypes: types.map(({ Entry }) => Entry),
    references: {},
  });
});
