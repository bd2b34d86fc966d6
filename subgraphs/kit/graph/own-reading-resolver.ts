import { Arg, Args, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { ownReaders, publishers } from '../access/acting-for.ts';
import type { Agency } from '../agency/define-agency.ts';
import { contentReader } from '../entries/entry-content.ts';
import { draftedEntries } from '../publishing/drafted-entries.ts';
import { type OwnRevision, ownRevisions, signedManifest } from '../publishing/own-publications.ts';
import { acting, PlaceArgs } from './acting.ts';
import type { AgencyContext } from './agency-context.ts';
import type { GraphClass } from './kind-types.ts';
import type { ownReadingTypes } from './own-reading-types.ts';

/** What an organisation reads of its own: the draft before somebody signs it, and what it has published, to check it. */
export function ownReadingResolver(agency: Agency, types: ReturnType<typeof ownReadingTypes>): GraphClass {
  const own = `${agency.prefix.charAt(0).toLowerCase()}${agency.prefix.slice(1)}`;
  const contentOf = contentReader(agency);

  @Resolver()
  class OwnReadingResolver {
    @Query(() => types.DraftedEntries, {
      name: `${own}Draft`,
      nullable: true,
      description: 'The entries of your draft, up to 200 at a time: what a signatory reads before signing.',
    })
    async draft(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('first', () => Int, { defaultValue: 50 }) first: number,
      @Arg('after', () => Int, { defaultValue: 0, description: 'Go on after the entry with this position.' })
      after: number,
      @Arg('changedOnly', () => Boolean, {
        defaultValue: false,
        description: 'Only those that differ from what is published.',
      })
      changedOnly: boolean,
      @Ctx() context: AgencyContext,
    ) {
      const { place } = acting(context, args, ownReaders);
      const { entries, ...page } = await draftedEntries(context.service, place, { first, after, changedOnly });
      return {
        ...page,
        entries: entries.map(({ draft: { facts, content }, reference, ...entry }) => ({
          ...entry,
          handling: facts.handling,
          record: contentOf(reference ?? entry.sourceRecordId, content),
        })),
      };
    }

    @Query(() => String, {
      name: `${own}Manifest`,
      nullable: true,
      description: 'The manifest of one of your publications as your organisation signed it, a compact JWS.',
    })
    manifest(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('number', () => Int) number: number,
      @Ctx() context: AgencyContext,
    ): Promise<string | null> {
      return signedManifest(context.service, acting(context, args, publishers).place, number);
    }

    @Query(() => [types.OwnRevision], {
      name: `${own}Revisions`,
      nullable: true,
      description: 'All that your organisation has published to a review, 200 revisions at a time, to check it.',
    })
    async revisions(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('after', () => ID, { nullable: true, description: 'Go on after the revision with this id.' })
      after: string | undefined,
      @Ctx() context: AgencyContext,
    ): Promise<readonly OwnRevision[]> {
      const { place } = acting(context, args, ownReaders);
      const revisions = await ownRevisions(context.service, place, after ?? null);
      context.trail.read({
        review: place.review,
        revisions: revisions.filter(({ content }) => content !== null).map(({ id }) => id),
        listed: revisions.filter(({ content }) => content === null).map(({ id }) => id),
      });
      return revisions;
    }
  }
  return OwnReadingResolver;
}
