import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { publishers } from '../access/acting-for.ts';
import { type AccessPage, accessesOf } from '../access-log/accesses.ts';
import type { Agency } from '../agency/define-agency.ts';
import { AccessPageArgs, accessTypes } from './access-types.ts';
import { acting } from './acting.ts';
import type { AgencyContext } from './agency-context.ts';
import type { GraphClass } from './kind-types.ts';

const REFERENCES = (column: string) =>
  `ARRAY(SELECT DISTINCT p.reference FROM revision r JOIN published_entry p USING (entry_id)
   WHERE r.id = ANY(${column}) AND p.review_id = $1 AND p.organisation_id = $5 ORDER BY 1)`;

/** Lets an organisation see who read its entries. */
export function accessResolver({ prefix, name, label }: Agency): GraphClass {
  const { AccessPage: AccessPageType } = accessTypes(prefix);

  @ArgsType()
  class AccessArgs extends AccessPageArgs {
    @Field(() => ID, { description: 'The review.' })
    readonly review!: string;

    @Field(() => ID, { description: 'Your organisation.' })
    readonly organisation!: string;
  }

  @Resolver()
  class AccessResolver {
    @Query(() => AccessPageType, {
      name: `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}AccessToMyEntries`,
      nullable: true,
      description: `Who read the entries of your organisation in a review, when and what for: ${label}.`,
    })
    async accessToMyEntries(
      @Args(() => AccessArgs) { review, organisation, first, after }: AccessArgs,
      @Ctx() context: AgencyContext,
    ): Promise<AccessPage> {
      acting(context, { review, organisation }, publishers);
      const {
        trail,
        service: { database },
      } = context;
      const page = await accessesOf(
        database,
        { service: name, review, topics: false },
        { first, after: after ?? null },
        { sqlOf: REFERENCES, values: [organisation] },
      );
      trail.read({ review, topic: 'ACCESS_LOG' });
      return page;
    }
  }
  return AccessResolver;
}
