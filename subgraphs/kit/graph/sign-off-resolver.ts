import { Arg, Args, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { signatories, writers } from '../access/acting-for.ts';
import type { Agency } from '../agency/define-agency.ts';
import { badInput } from '../errors.ts';
import { refuseStrangers } from '../publishing/check-identifiers.ts';
import { OWN_WORDS } from '../publishing/own-words.ts';
import { identifiersIn } from '../publishing/prepared-entry.ts';
import { receiptOf, requestKey } from '../publishing/remembered.ts';
import { sign } from '../publishing/sign.ts';
import { endStandingSignOff, giveStandingSignOff } from '../publishing/standing-sign-off.ts';
import { writeWords } from '../publishing/write-words.ts';
import { acting, KeyedArgs, PlaceArgs } from './acting.ts';
import type { AgencyContext } from './agency-context.ts';
import type { contributionTypes } from './contribution-types.ts';
import type { GraphClass } from './kind-types.ts';
import { ownWordsFrom } from './own-words-input.ts';
import { InstantScalar } from './scalars.ts';

/** An organisation's own words, and the sign-off by somebody who is not their author. */
export function signOffResolver({ prefix }: Agency, types: ReturnType<typeof contributionTypes>): GraphClass {
  @Resolver()
  class SignOffResolver {
    @Mutation(() => types.Receipt, {
      name: `write${prefix}OwnWords`,
      description:
        'Puts the form of your answer and what your organisation says besides its entries into the draft. You are its author.',
    })
    async writeOwnWords(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('words', () => types.OwnWordsInput) input: object & { readonly identifiersConfirmed: boolean },
      @Ctx() { service, ...context }: AgencyContext,
    ) {
      const { place, code, by, asking } = acting({ service, ...context }, args, writers);
      const given = ownWordsFrom(input);
      const key = requestKey(service, args.key, { act: 'write words', ...given });
      const identifiers = input.identifiersConfirmed ? [] : identifiersIn(service.agency.identifiers, given.words);
      const prepared = { sourceSystem: OWN_WORDS, sourceRecordId: 'own words', draft: '', origin: null, identifiers };
      await refuseStrangers(service, place, asking, [{ ...prepared, sourceVersion: null, expectedVersion: null }]);
      return receiptOf(await writeWords(service, { place, code, key, by, ...given }));
    }

    @Mutation(() => types.Receipt, {
      name: `sign${prefix}Contribution`,
      description: 'Signs the draft off: what is signed is what may be published. Nobody signs what they wrote.',
    })
    async signContribution(
      @Args(() => KeyedArgs) args: KeyedArgs,
      @Arg('expectedVersion', () => Int, { description: 'The version of the draft you have read.' }) version: number,
      @Arg('role', () => String, { description: 'What you are: "Director of nursing".' }) role: string,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, signatories);
      const asked = { expectedVersion: version, role: roleFrom(role) };
      const key = requestKey(context.service, args.key, { act: 'sign', ...asked });
      return receiptOf(await sign(context.service, { place, code, key, by, ...asked }));
    }

    @Mutation(() => types.StandingSignOff, {
      name: `give${prefix}StandingSignOff`,
      description:
        'Signs off beforehand what systems will deliver, up to half a year ahead. What a person writes still needs a signature.',
    })
    giveStanding(
      @Args(() => PlaceArgs) args: PlaceArgs,
      @Arg('role', () => String, { description: 'What you are.' }) role: string,
      @Arg('until', () => InstantScalar) until: string,
      @Ctx() context: AgencyContext,
    ) {
      const { place, code, by } = acting(context, args, signatories);
      return giveStandingSignOff(context.service, { place, code, by, role: roleFrom(role), until: new Date(until) });
    }

    @Mutation(() => Boolean, { name: `end${prefix}StandingSignOff`, description: 'Ends a standing sign-off at once.' })
    endStanding(@Args(() => PlaceArgs) args: PlaceArgs, @Ctx() context: AgencyContext): Promise<boolean> {
      const { place, code, by } = acting(context, args, signatories);
      return endStandingSignOff(context.service, place, code, by.person);
    }
  }
  return SignOffResolver;
}

const roleFrom = (role: string): string => {
  const text = role.trim();
  if (text === '' || text.length > 200) {
    throw badInput(`The role "${text.slice(0, 40)}" has ${text.length} characters; it takes 1 to 200.`);
  }
  return text;
};
