import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { authors, publishers, signatories } from '../access/acting-for.ts';
import type { Agency } from '../agency/define-agency.ts';
import { inLondon } from '../occurred/london.ts';
import { refuseStrangers } from '../publishing/check-identifiers.ts';
import { type ContributionStatus, contributionStatus } from '../publishing/contribution-status.ts';
import { declare } from '../publishing/declare.ts';
import { discard } from '../publishing/discard.ts';
import { type Erasure, erase } from '../publishing/erase.ts';
import type { NoContact } from '../publishing/manifest.ts';
import { publish } from '../publishing/publish.ts';
import { receiptBefore, receiptOf, requestKey } from '../publishing/remembered.ts';
import { keepContribution } from '../publishing/retention.ts';
import { submit } from '../publishing/submit.ts';
import { takeBack } from '../publishing/take-back.ts';
import { type Retention, retentionFrom } from '../retention.ts';
import { acting, KeyedArgs, PlaceArgs } from './acting.ts';
import type { AgencyContext } from './agency-context.ts';
import { answerFrom, entriesFrom, noContactFrom, reasonFrom } from './contribution-input.ts';
import type { contributionTypes } from './contribution-types.ts';
import type { GraphClass } from './kind-types.ts';

/** The acts of an organisation on its own contribution, named for what they are in this agency. */
export function contributionResolver(
  agency: Agency,
  types: ReturnType<typeof contributionTypes>,
  EntryInput: GraphClass,
): GraphClass {
  const { prefix } = agency;
  const own = `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}`;

  @Resolver()
  class ContributionResolver {
    @Mutation(() => types.Receipt, {
      name: `submit${prefix}Entries`,
      description: 'Puts up to 500 entries into the draft: all of them or none.',
    })
    async submitEntries(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('entries', () => [EntryInput]) inputs: object[],
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, subjects, by, asking } = acting(context, args, authors);
      const entries = entriesFrom(context.service, inputs, subjects);
      const key = requestKey(context.service, args.key, { act: 'submit', entries: inputs });
      // Where nobody is to be asked about identifiers, submitting itself finds the receipt of the same request.
      const asks = entries.some(({ identifiers }) => identifiers.length > 0);
      const earlier = asks ? await receiptBefore(context.service, place, key) : null;
      if (earlier !== null) {
        return receiptOf(earlier);
      }
      await refuseStrangers(context.service, place, asking, entries);
      return receiptOf(await submit(context.service, { place, code, key, entries, versions: 'expected', by }));
    }

    @Mutation(() => types.Receipt, {
      name: `discard${prefix}Entries`,
      description: 'Takes entries out of the draft. What was published of them stays as it is.',
    })
    async discardEntries(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('sourceRecordIds', () => [String]) sourceRecordIds: string[],
      @Arg('sourceSystem', () => String, { nullable: true }) sourceSystem: string | undefined,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, authors);
      const key = requestKey(context.service, args.key, {
        act: 'discard',
        sourceSystem: sourceSystem ?? null,
        sourceRecordIds,
      });
      return receiptOf(
        await discard(context.service, {
          place,
          code,
          key,
          sourceSystem: sourceSystem ?? 'default',
          sourceRecordIds,
          by,
        }),
      );
    }

    @Mutation(() => types.Receipt, {
      name: `publish${prefix}Contribution`,
      description: 'Freezes the draft that was signed off as the next publication and sends it to the review.',
    })
    async publishContribution(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version of the draft you saw.' }) version:
        | number
        | undefined,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, publishers);
      const expectedVersion = version ?? null;
      const key = requestKey(context.service, args.key, { act: 'publish', expectedVersion });
      return receiptOf(await publish(context.service, { place, code, key, expectedVersion, by: by.person }));
    }

    @Mutation(() => types.Receipt, {
      name: `withdraw${prefix}Entries`,
      description: 'Takes published entries back: place, day and reason stay, the words are served to nobody else.',
    })
    async withdrawEntries(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('references', () => [String]) references: string[],
      @Arg('reason', () => String) reason: string,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, publishers);
      const key = requestKey(context.service, args.key, { act: 'withdraw', references, reason });
      return receiptOf(
        await takeBack(context.service, { place, code, key, references, reason: reasonFrom(reason), by: by.person }),
      );
    }

    @Mutation(() => types.Receipt, {
      name: `withdraw${prefix}Contribution`,
      description: 'Takes the whole contribution back.',
    })
    async withdrawContribution(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('reason', () => String) reason: string,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, publishers);
      const key = requestKey(context.service, args.key, { act: 'withdraw', references: null, reason });
      return receiptOf(
        await takeBack(context.service, {
          place,
          code,
          key,
          references: null,
          reason: reasonFrom(reason),
          by: by.person,
        }),
      );
    }

    @Mutation(() => types.Erasure, {
      name: `erase${prefix}Entry`,
      description: 'Erases an entry that was taken back: a signatory asks, a second one confirms by the same act.',
    })
    eraseEntry(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('reference', () => String) reference: string,
      @Arg('reason', () => String) reason: string,
      @Ctx() context: AgencyContext,
    ): Promise<Erasure> {
      const { place, by } = acting(context, args, signatories);
      return erase(context.service, { place, reference, reason: reasonFrom(reason), by: by.person });
    }

    @Mutation(() => types.Retention, {
      name: `keep${prefix}Contribution`,
      description: 'Says until when your contribution is to be kept, and why. Nothing is erased by itself.',
    })
    async keepContribution(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('until', () => String, { nullable: true, description: 'The last day; none where it is left out.' }) until:
        | string
        | undefined,
      @Arg('reason', () => String) reason: string,
      @Ctx() context: AgencyContext,
    ): Promise<Retention> {
      const { place, by } = acting(context, args, signatories);
      return keepContribution(context.service, place, retentionFrom(until, reason), by.person);
    }

    @Mutation(() => types.Receipt, {
      name: `declare${prefix}Return`,
      description: 'Says that there is nothing to send, or when there was no contact. Sent with the next publication.',
    })
    async declareReturn(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('nilReturn', () => types.NilReturn, { nullable: true }) nilReturn: object | undefined,
      @Arg('noContact', () => [types.NoContact], { nullable: true }) noContact: NoContact[] | undefined,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, publishers);
      const key = requestKey(context.service, args.key, {
        act: 'declare',
        nilReturn: nilReturn ?? null,
        noContact: noContact ?? null,
      });
      const today = inLondon(context.service.now().toISOString()).day;
      const said = { ...answerFrom(nilReturn), ...noContactFrom(noContact, today) };
      return receiptOf(await declare(context.service, { place, code, key, by, ...said }));
    }

    @Query(() => types.Contribution, {
      name: `${own}Contribution`,
      nullable: true,
      description: "How your organisation's contribution to a review stands.",
    })
    contribution(@Args(() => PlaceArgs) args: PlaceArgs, @Ctx() context: AgencyContext): Promise<ContributionStatus> {
      return contributionStatus(context.service, acting(context, args, publishers).place);
    }

    @Query(() => types.Receipt, {
      name: `${own}Receipt`,
      nullable: true,
      description: 'The receipt of an act by its key, null if it was never carried out.',
    })
    async receipt(@Args(() => KeyedArgs) args: KeyedArgs, @Ctx() context: AgencyContext) {
      const { place } = acting(context, args, publishers);
      const receipt = await receiptBefore(context.service, place, { key: args.key, requestHash: null });
      return receipt === null ? null : receiptOf(receipt);
    }
  }
  return ContributionResolver;
}
