import { beforeAll } from 'vitest';
import type { Agency } from '../../subgraphs/kit/agency/define-agency.ts';
import type { Acting } from '../support/contribution.ts';
import type { TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

/** Who makes the promises, in a hub where everybody makes them. */
export type Contract = { readonly hub: TestHub; readonly agency: Agency };

/** A group of promises. The contract is there once its tests run. */
export type Promises = (contract: () => Contract) => void;

/** A review that two organisations of one agency were asked for. */
export type Opened = Contract & {
  readonly review: TestReview;
  readonly own: Acting;
  /** Another organisation, of the same agency and so in the same database. */
  readonly other: Acting;
};

/** Opens a review with OWN and TWO, the agency's organisations at `first` and after it. */
export async function open({ hub, agency }: Contract, first = 0): Promise<Opened> {
  const { name: service, prefix } = agency;
  const review = await openReview(hub, [
    { service, code: 'OWN', index: first },
    { service, code: 'TWO', index: first + 1 },
  ]);
  const acting = (code: string): Acting => ({ hub, review, code, prefix });
  return { hub, agency, review, own: acting('OWN'), other: acting('TWO') };
}

/** Opens one review for a group's tests, and lets `prepare` put into it what they look at. */
export function openedBefore<Prepared extends object = object>(
  contract: () => Contract,
  prepare: (opened: Opened) => Promise<Prepared | undefined> = async () => undefined,
  first = 0,
): () => Opened & Prepared {
  let ready: Opened & Prepared;
  beforeAll(async () => {
    const opened = await open(contract(), first);
    ready = { ...opened, ...((await prepare(opened)) as Prepared) };
  });
  return () => ready;
}

/** Where an organisation's contribution is. */
export const placeOf = ({ review, code }: Acting) => ({
  review: review.id,
  organisation: review.organisationOf(code),
});

/** How the names of an agency's queries begin: `socialCare`. */
export const queryPrefix = ({ prefix }: { readonly prefix: string }) =>
  `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}`;
