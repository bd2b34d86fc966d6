import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { answerPeople, type PersonAnswer, publish, signOff } from './contribute.ts';
import type { Ask } from './graph.ts';
import { importWhole } from './import-file.ts';
import { lowerFirst, type OrganisationLine } from './organisation-line.ts';

/** One act of an organisation of the samples. */
export type Step = { readonly people?: Readonly<Record<string, PersonAnswer>> } & (
  | { readonly do: 'import'; readonly file: string }
  | { readonly do: 'words'; readonly words: Readonly<Record<string, unknown>> }
  | { readonly do: 'publish' }
  | { readonly do: 'noContact'; readonly from: string; readonly to: string; readonly reason: string }
  | {
      readonly do: 'declare';
      readonly declaration: string;
      readonly searchedBy: string;
      readonly searchedOn: string;
      readonly systems: readonly string[];
      readonly searchedFor: readonly string[];
      readonly forWhom: readonly string[];
    }
  | { readonly do: 'withdraw'; readonly references: readonly string[]; readonly reason: string }
  | { readonly do: 'erase'; readonly references: readonly string[]; readonly reason: string }
);

export type Doing = {
  readonly line: OrganisationLine;
  readonly read: (file: string) => string;
  readonly people: Readonly<Record<string, PersonAnswer>>;
  readonly askAs: (person: string) => Promise<Ask>;
  /** How the ids of the organisation's people begin: `hos` of `hos-author`. */
  readonly own: string;
  /** All stretches without contact that its steps declare: each declaration takes the place of the one before. */
  readonly noContact: readonly Step[];
};

/** Does one step. Each has a key of its own, so a start that was broken off goes on where it stopped. */
export async function doStep(
  { line, read, people, askAs, own, noContact }: Doing,
  step: Step,
  index: number,
): Promise<void> {
  const key = `sample-${index}`;
  const author = await askAs(`${own}-author`);
  const signatory = await askAs(`${own}-signatory`);
  const place = { review: line.review, organisation: line.organisation };
  switch (step.do) {
    case 'import':
      await answerPeople(author, line, people);
      await importWhole(author, line, Buffer.from(read(step.file)), { key });
      return;
    case 'words':
      await author(
        `mutation($review: ID!, $organisation: ID!, $key: String!, $words: ${line.prefix}OwnWordsInput!) {
          write${line.prefix}OwnWords(review: $review, organisation: $organisation, key: $key, words: $words) { at }
        }`,
        { ...place, key, words: step.words },
      );
      return;
    case 'publish':
      await signOff(signatory, line, 'Signatory', `${key}-sign`);
      await publish(author, line, key);
      return;
    case 'noContact':
      await declare(author, line, {
        key,
        noContact: noContact.flatMap((each) =>
          each.do === 'noContact' ? [{ from: each.from, to: each.to, reason: each.reason }] : [],
        ),
      });
      return;
    case 'declare':
      await declare(author, line, {
        key,
        nilReturn: {
          declaration: step.declaration,
          by: step.searchedBy,
          on: step.searchedOn,
          systems: step.systems,
          searchedFor: step.searchedFor,
          forWhom: step.forWhom,
        },
      });
      return;
    case 'withdraw':
      await signatory(
        `mutation($review: ID!, $organisation: ID!, $key: String!, $references: [String!]!, $reason: String!) {
          withdraw${line.prefix}Entries(review: $review, organisation: $organisation, key: $key, references: $references, reason: $reason) { number }
        }`,
        { ...place, key, references: step.references, reason: step.reason },
      );
      return;
    case 'erase':
      await erase([signatory, await askAs(`${own}-deputy`)], line, step.references, step.reason);
      return;
    default:
      step satisfies never;
  }
}

async function declare(ask: Ask, line: OrganisationLine, declared: Readonly<Record<string, unknown>>): Promise<void> {
  await ask(
    `mutation($review: ID!, $organisation: ID!, $key: String!, $nilReturn: ${line.prefix}NilReturnInput, $noContact: [${line.prefix}NoContactInput!]) {
      declare${line.prefix}Return(review: $review, organisation: $organisation, key: $key, nilReturn: $nilReturn, noContact: $noContact) { at }
    }`,
    { review: line.review, organisation: line.organisation, ...declared },
  );
}

/** One signatory asks, the other confirms. */
async function erase(
  signatories: readonly Ask[],
  line: OrganisationLine,
  references: readonly string[],
  reason: string,
): Promise<void> {
  for (const reference of references) {
    for (const ask of signatories) {
      await ask(
        `mutation($review: ID!, $organisation: ID!, $reference: String!, $reason: String!) {
          erase${line.prefix}Entry(review: $review, organisation: $organisation, reference: $reference, reason: $reason) { state }
        }`,
        { review: line.review, organisation: line.organisation, reference, reason },
      ).catch((error: unknown) => {
        // Erased by an earlier start.
        if (!(error instanceof CaseReviewError && error.extensions['code'] === 'CONFLICT')) {
          throw error;
        }
      });
    }
  }
}

/** Tells whether all keyed steps of an organisation were done by an earlier start. */
export async function areDone(ask: Ask, line: OrganisationLine, steps: readonly Step[]): Promise<boolean> {
  const last = steps.findLastIndex((step) => step.do !== 'erase');
  const { receipt } = await ask<{ receipt: object | null }>(
    `query($review: ID!, $organisation: ID!, $key: String!) { receipt: ${lowerFirst(line.prefix)}Receipt(review: $review, organisation: $organisation, key: $key) { at } }`,
    { review: line.review, organisation: line.organisation, key: `sample-${last}` },
  );
  return receipt !== null;
}
