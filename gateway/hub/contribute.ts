import { randomUUID } from 'node:crypto';
import type { Ask } from './graph.ts';
import { lowerFirst, type OrganisationLine } from './organisation-line.ts';

export type Publication = {
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly deliveringSince: string | null;
  readonly attempts: number;
  readonly outcome: 'ACCEPTED' | 'REFUSED' | null;
  readonly refusal: string | null;
};

export type ContributionStatus = {
  readonly version: number;
  readonly entries: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly form: string | null;
  readonly nilReturn: {
    readonly declaration: string;
    readonly by: string;
    readonly on: string;
    readonly forWhom: readonly string[];
    readonly systems: readonly string[];
  } | null;
  readonly noContact: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  readonly ownWords: { readonly reference: string } | null;
  readonly author: { readonly role: string } | null;
  readonly signature: {
    readonly role: string;
    readonly organisation: string | null;
    readonly version: number;
    readonly stands: boolean;
  } | null;
  readonly standingSignOff: { readonly role: string; readonly until: string } | null;
  readonly retention: { readonly until: string | null; readonly reason: string; readonly isDue: boolean } | null;
  readonly erasures: readonly {
    readonly reference: string;
    readonly reason: string;
    readonly askedBy: string;
    readonly confirmedBy: string | null;
    readonly confirmedAt: string | null;
  }[];
  readonly publications: readonly Publication[];
  readonly files: readonly {
    readonly importedAt: string;
    readonly importedBy: string;
    readonly format: string;
    readonly rows: number;
    readonly taken: number;
    readonly leftOut: readonly string[];
  }[];
};

/** Who a value of the column People is; one of the three. */
export type PersonAnswer = { readonly subject?: string; readonly staff?: string; readonly other?: string };

export const PLACE = '$review: ID!, $organisation: ID!';
export const AT = 'review: $review, organisation: $organisation';

export const place = ({ review, organisation }: OrganisationLine) => ({ review, organisation });

/** Says who the people of an organisation's files are. */
export async function answerPeople(
  ask: Ask,
  line: OrganisationLine,
  answers: Readonly<Record<string, PersonAnswer>>,
): Promise<void> {
  await ask(
    `mutation Answer(${PLACE}, $answers: [${line.prefix}PersonAnswerInput!]!) { answer${line.prefix}People(${AT}, answers: $answers) }`,
    { ...place(line), answers: Object.entries(answers).map(([value, answer]) => ({ value, ...answer })) },
  );
}

/** Signs off the draft as it now is. Gives the version that was signed. */
export async function signOff(
  ask: Ask,
  line: OrganisationLine,
  role: string,
  key: string = randomUUID(),
): Promise<number> {
  const { version } = await contributionStatus(ask, line);
  await ask(
    `mutation Sign(${PLACE}, $key: String!, $version: Int!, $role: String!) {
      sign${line.prefix}Contribution(${AT}, key: $key, expectedVersion: $version, role: $role) { at }
    }`,
    { ...place(line), key, version, role },
  );
  return version;
}

/** Publishes the draft that was signed off. Gives the number of the publication. */
export async function publish(ask: Ask, line: OrganisationLine, key: string = randomUUID()): Promise<number> {
  const { receipt } = await ask<{ receipt: { number: number } }>(
    `mutation Publish(${PLACE}, $key: String!) { receipt: publish${line.prefix}Contribution(${AT}, key: $key) { number } }`,
    { ...place(line), key },
  );
  return receipt.number;
}

/** How an organisation's contribution stands. */
export async function contributionStatus(ask: Ask, line: OrganisationLine): Promise<ContributionStatus> {
  const { status } = await ask<{ status: ContributionStatus }>(
    `query Status(${PLACE}) {
      status: ${lowerFirst(line.prefix)}Contribution(${AT}) {
        version entries changed withdrawn form author { role }
        nilReturn { declaration by on forWhom searchedFor systems words } noContact { from to reason } ownWords { reference } signature { role organisation version stands } standingSignOff { role until } retention { until reason isDue }
        erasures { reference reason askedBy askedAt confirmedBy confirmedAt }
        publications { number hash publishedAt publishedBy deliveringSince attempts outcome refusal }
        files { importedAt importedBy format rows taken leftOut }
      }
    }`,
    place(line),
  );
  return status;
}

const LOOK_EVERY_MS = 100;

/** Waits until the hub has answered the latest publication, at most this long. Gives it as it then stands. */
export async function delivered(ask: Ask, line: OrganisationLine, patienceMs: number): Promise<Publication | null> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const { publications } = await contributionStatus(ask, line);
    const last = publications.at(-1) ?? null;
    if (last === null || last.outcome !== null || Date.now() > until) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
