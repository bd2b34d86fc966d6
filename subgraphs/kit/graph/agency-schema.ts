import 'reflect-metadata';
import type { Agency } from '../agency/define-agency.ts';
import { onceFor } from '../once-for.ts';
import { accessResolver } from './access-resolver.ts';
import type { AgencyContext } from './agency-context.ts';
import { contributionResolver } from './contribution-resolver.ts';
import { contributionTypes } from './contribution-types.ts';
import { entryInputType } from './entry-input.ts';
import { entryType, kindsResolver } from './entry-type.ts';
import { importResolver } from './import-resolver.ts';
import { type GraphClass, kindObjectType } from './kind-types.ts';
import { ownReadingResolver } from './own-reading-resolver.ts';
import { ownReadingTypes } from './own-reading-types.ts';
import { ownWordsType } from './own-words-types.ts';
import { sharedTypes } from './shared-types.ts';
import { signOffResolver } from './sign-off-resolver.ts';
import { subgraphSchema } from './subgraph-schema.ts';

/** The whole schema of an agency, made from its definition: once, for TypeGraphQL keeps every class that it has seen. */
export const agencySchema = onceFor((agency: Agency) => {
  const shared = sharedTypes();
  const kinds = agency.kinds.map((kind) => kindObjectType(agency, kind, shared));
  const OwnWords = ownWordsType(shared);
  const types = contributionTypes(agency, OwnWords as GraphClass);
  const { Withheld, Withdrawn, NotAvailable } = shared;
  return subgraphSchema({
    resolvers: [
      kindsResolver(agency),
      accessResolver(agency),
      contributionResolver(agency, types, entryInputType(agency)),
      importResolver(agency, types.Receipt),
      signOffResolver(agency, types),
      ownReadingResolver(agency, ownReadingTypes(agency, shared)),
    ],
    orphanedTypes: [entryType(agency, shared), Withheld, Withdrawn, NotAvailable, OwnWords, ...kinds] as GraphClass[],
    references: { [`${agency.prefix}Entry`]: ({ id }, { entries }: AgencyContext) => entries.load(id) },
  });
});
