import type { House } from '../../../gateway/hub/child-commands.ts';
import type { Row } from './columns.ts';
import { PUBLISHED_AT } from './contribution-rows.ts';
import { type Clients, copyRows, MONOLITH } from './copy-rows.ts';
import { type BenchReview, CHAIR, delivering, organisations, PARTNERSHIP, REVIEWS_OF_CHAIR } from './reviews-of.ts';

/** Everything but what contributions hold: who takes part, and in which reviews. */
export async function copyFrame(clients: Clients, { keys }: House, reviews: readonly BenchReview[]): Promise<void> {
  const put = (table: string, names: string, rows: readonly Row[]) => copyRows(clients['reviews']!, table, names, rows);
  await put('partnership', 'id, name', [[PARTNERSHIP, 'Partnership of the benchmark']]);
  await put(
    'organisation',
    'id, name, sector, service, entered_by',
    organisations.map(({ id, name, sector, service }) => [id, name, sector, service, PARTNERSHIP]),
  );
  await put(
    'signing_key',
    'partnership_id, organisation_id, kid, jwk',
    organisations.map(({ id, service }) => {
      const key = keys.publicKeyOf(service, id);
      return [PARTNERSHIP, id, key.kid, JSON.stringify(key)];
    }),
  );
  await put(
    'review',
    'id, partnership_id, reference, title, type, stage, version, shown_version',
    reviews.map((review) => [
      review.id,
      PARTNERSHIP,
      review.reference,
      review.title,
      'CSPR',
      'PANEL',
      versionOf(review),
      versionOf(review),
    ]),
  );
  await put('review_version', 'review_id, version, shown, at', reviews.flatMap(versionsOf));
  await put(
    'subject',
    'id, review_id, pseudonym, role, at_the_centre',
    reviews.flatMap(({ id, subjects }) =>
      subjects.map((subject, index) => [subject, id, `Child ${'AB'[index]}`, 'child', index === 0]),
    ),
  );
  await put(
    'membership',
    'review_id, person, role',
    reviews.slice(0, REVIEWS_OF_CHAIR).map(({ id }) => [id, CHAIR, 'CHAIR']),
  );
  await put(
    'contribution_request',
    'review_id, organisation_id, code, asked_on, due_on, form_of_answer',
    reviews.flatMap(({ id, contributions }) =>
      contributions.map(({ organisation, code }) => [
        id,
        organisation.id,
        code,
        '2024-04-01',
        '2024-06-01',
        'CHRONOLOGY',
      ]),
    ),
  );
  await copyRows(
    clients[MONOLITH]!,
    'review',
    'id, reference, title, version',
    reviews.map((review) => [review.id, review.reference, review.title, versionOf(review)]),
  );
}

const versionOf = (review: BenchReview) => delivering(review).length;
const versionsOf = (review: BenchReview): readonly Row[] =>
  delivering(review).map((_, index) => [review.id, index + 1, index + 1, PUBLISHED_AT]);
