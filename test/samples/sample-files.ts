import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { agencies } from '../../subgraphs/index.ts';

const subgraphs = join(import.meta.dirname, '../../subgraphs');

export type ReviewName = 'wren' | 'martin';
/** A row by column name, and the file it stands in. */
export type SampleRow = Readonly<Record<string, string>> & { readonly service: string; readonly file: string };
type Step = { readonly do: string; readonly file?: string };
type Answer = { readonly subject: string } | { readonly staff: string } | { readonly other: string };
type Request = { readonly organisation: string; readonly code: string; readonly reply?: { readonly kind: string } };
type Subject = {
  readonly pseudonym: string;
  readonly identity: {
    readonly names: readonly { readonly name: string }[];
    readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  };
};
export type SampleReview = {
  readonly subjects: readonly Subject[];
  readonly requests: readonly Request[];
  readonly members: readonly { readonly person: string }[];
};
type SamplePerson = { readonly id: string; readonly organisation?: string; readonly organisationRole?: string };
export type SampleOrganisation = { readonly id: string; readonly name: string; readonly service: string | null };

const json = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(subgraphs, ...path), 'utf8'));

export const sampleReview = (review: ReviewName) => json<SampleReview>('reviews/samples', `${review}.json`);
export const sampleOrganisations = () => json<readonly SampleOrganisation[]>('reviews/samples/organisations.json');

/** Those who can sign in. */
export const samplePeopleWhoSignIn = () => json<readonly SamplePerson[]>('reviews/samples/people.json');

/** Every CSV row of a review, service by service, file by file, in the order of each file. */
export const sampleRows = (review: ReviewName): readonly SampleRow[] =>
  agencies.flatMap(({ name }) =>
    readdirSync(join(subgraphs, name, 'samples', review))
      .filter((file) => file.endsWith('.csv'))
      .flatMap((file) => rowsOf(name, review, file)),
  );

function rowsOf(service: string, review: ReviewName, file: string): readonly SampleRow[] {
  const records: Record<string, string>[] = parse(readFileSync(join(subgraphs, service, 'samples', review, file)), {
    columns: true,
  });
  return records.map((record) => ({ ...record, service, file }));
}

/** What each organisation does, by its code in the review. */
export const sampleSteps = (review: ReviewName): Readonly<Record<string, readonly Step[]>> =>
  Object.assign({}, ...agencies.map(({ name }) => json(name, 'samples', review, 'steps.json')));

/** Who the people of an organisation's rows are, by its code in the review. */
export const samplePeople = (review: ReviewName): Readonly<Record<string, Readonly<Record<string, Answer>>>> =>
  Object.assign({}, ...agencies.map(({ name }) => json(name, 'samples', review, 'people.json')));
