import { randomUUID } from 'node:crypto';
import type { Answer, NoContact } from '../../subgraphs/kit/publishing/manifest.ts';
import { AT, PLACE, place } from './contribute.ts';
import type { Ask } from './graph.ts';
import type { OrganisationLine } from './organisation-line.ts';

/** A signed receipt, with the number of the publication where the act was one. */
export type Receipt = {
  readonly receipt: string;
  readonly at: string;
  readonly number: number | null;
};

const RECEIPT = '{ receipt at number }';

/** Takes published entries back; null takes back the whole contribution. */
export async function takeBack(
  ask: Ask,
  line: OrganisationLine,
  references: readonly string[] | null,
  reason: string,
  key: string = randomUUID(),
): Promise<Receipt> {
  const { prefix } = line;
  const act =
    references === null
      ? `withdraw${prefix}Contribution(${AT}, key: $key, reason: $reason)`
      : `withdraw${prefix}Entries(${AT}, key: $key, references: $references, reason: $reason)`;
  const declared = references === null ? '' : ', $references: [String!]!';
  const { receipt } = await ask<{ receipt: Receipt }>(
    `mutation TakeBack(${PLACE}, $key: String!, $reason: String!${declared}) { receipt: ${act} ${RECEIPT} }`,
    { ...place(line), key, reason, ...(references === null ? {} : { references }) },
  );
  return receipt;
}

export type Erasure = { readonly reference: string; readonly state: 'ASKED' | 'ERASED'; readonly askedBy: string };

/** Asks for an entry to be erased, or confirms what another signatory asked for. */
export async function erase(ask: Ask, line: OrganisationLine, reference: string, reason: string): Promise<Erasure> {
  const { erasure } = await ask<{ erasure: Erasure }>(
    `mutation Erase(${PLACE}, $reference: String!, $reason: String!) {
      erasure: erase${line.prefix}Entry(${AT}, reference: $reference, reason: $reason) { reference state askedBy }
    }`,
    { ...place(line), reference, reason },
  );
  return erasure;
}

/** A nil return as somebody types it: the service says whether there is such a declaration. */
export type NilReturn = Omit<Answer, 'declaration'> & { readonly declaration: string };

/** What a draft says of what there is not. Null takes a nil return out of it; what is left out stays as it was. */
export type Declared = { readonly nilReturn?: NilReturn | null; readonly noContact?: readonly NoContact[] };

/** Puts a nil return or stretches without contact into the draft. */
export async function declare(
  ask: Ask,
  line: OrganisationLine,
  declared: Declared,
  key: string = randomUUID(),
): Promise<Receipt> {
  const { prefix } = line;
  const [name, type] =
    declared.noContact === undefined
      ? ['nilReturn', `${prefix}NilReturnInput`]
      : ['noContact', `[${prefix}NoContactInput!]`];
  const { receipt } = await ask<{ receipt: Receipt }>(
    `mutation Declare(${PLACE}, $key: String!, $${name}: ${type}) {
      receipt: declare${prefix}Return(${AT}, key: $key, ${name}: $${name}) ${RECEIPT}
    }`,
    { ...place(line), key, ...declared },
  );
  return receipt;
}
