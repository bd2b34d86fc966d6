import { beforeEach, describe, expect, it } from 'vitest';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { answeringEngine } from '../support/answering-engine.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';

const refusal = new CaseReviewError('LIMIT_EXCEEDED', 'Name the review.');
const fault = new TypeError('The key cannot sign.');
let reason: Error = refusal;

/** For somebody for whom the police cannot be asked. */
const engine = answeringEngine([reviews, health, police], {
  headersFor: async (service) => (service === 'police' ? Promise.reject(reason) : {}),
});
const changes = 'mutation { rename(id: "r1", title: "New") { title } addPoliceEntry(text: "x") }';
const records = '{ review(id: "r1") { chronology(first: 2) { reference record { reference } } } }';

describe('a service that cannot be asked for a caller', () => {
  beforeEach(() => engine.says({}));

  it('is refused with its sentence, and what was changed before is told', async () => {
    reason = refusal;
    const { data, errors, extensions } = await engine.ask(changes);

    expect(data).toEqual({ rename: { title: 'New' }, addPoliceEntry: null });
    expect(errors).toEqual([
      {
        message: 'Name the review.',
        path: ['addPoliceEntry'],
        extensions: { code: 'LIMIT_EXCEEDED', agency: 'police' },
      },
    ]);
    expect(extensions).toEqual({ coverage: [{ agency: 'reviews', answered: true }] });
  });

  it('is refused with a sentence of whatever code, and nothing is uncertain about a change that was not sent', async () => {
    reason = new CaseReviewError('ACCESS_LOG_UNAVAILABLE', 'Nothing can be written down.');
    const { errors } = await engine.ask(changes);

    expect(errors?.map(({ message, extensions: { code } }) => [message, code])).toEqual([
      ['Nothing can be written down.', 'ACCESS_LOG_UNAVAILABLE'],
    ]);
  });

  it('leaves what others know of the same objects', async () => {
    reason = refusal;
    const { data, errors } = await engine.ask(records);

    expect(data).toEqual({
      review: {
        chronology: [
          { reference: 'HEA-1', record: { reference: 'HEA-1' } },
          { reference: 'POL-2', record: null },
        ],
      },
    });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['Name the review.', ['review', 'chronology', 1]],
    ]);
  });

  it('is laid to nobody where that is a fault of ours, which is not lost', async () => {
    reason = fault;
    const { data, errors, extensions } = await engine.ask(changes);

    expect(data).toEqual({ rename: { title: 'New' }, addPoliceEntry: null });
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side. It has been recorded.',
        path: ['addPoliceEntry'],
        extensions: { code: 'INTERNAL' },
      },
    ]);
    expect(engine.faults).toEqual([fault]);
    expect(extensions).toEqual({ coverage: [{ agency: 'reviews', answered: true }] });
  });

  it.each([[refusal], [fault]])('is said to be so once, however many requests it would have been (%s)', async (why) => {
    reason = why;
    const { errors } = await engine.ask('{ longReview(length: 250) { chronology { record { reference } } } }');

    expect(errors?.map(({ path }) => path)).toEqual([['longReview', 'chronology', 0]]);
  });
});
