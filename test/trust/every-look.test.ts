import { expect, it } from 'vitest';
import { type LoggedRow, looksWithoutRows } from '../support/every-look.ts';

const call = { service: 'health', origin: '', requestId: 'one', onlyEntities: true, isWhole: true };
/** An operation that health answered with two entries, and the rows it left. */
const looks = (gateway: readonly LoggedRow[], health: readonly LoggedRow[], httpStatus = 200) => ({
  operations: [{ port: 1, id: 'one', httpStatus }],
  calls: [{ ...call, httpStatus, revisions: ['first', 'second'] }],
  logs: new Map([
    ['gateway', gateway],
    ['health', health],
  ]),
});
const row = (...revisions: readonly string[]) => ({ request_id: 'one', revisions });

/** What every hub of the tests is ended with. */
it.each([
  ['nothing, where all rows are there', looks([row()], [row('first'), row('second')]), []],
  ['nothing, where nothing was given', looks([], [], 503), []],
  ['nothing, where nobody known asked', { ...looks([], [], 401), calls: [] }, []],
  [
    'a row of nobody known',
    { ...looks([row()], [], 401), calls: [] },
    ['The operation one, answered 401, has 1 rows at the gateway.'],
  ],
  [
    'an operation without a row',
    looks([], [row('first', 'second')]),
    ['The operation one, answered 200, has 0 rows at the gateway.'],
  ],
  [
    'an operation with two',
    looks([row(), row()], [row('first', 'second')]),
    ['The operation one, answered 200, has 2 rows at the gateway.'],
  ],
  [
    'a row of nothing that was sent',
    looks([row(), { request_id: 'two', revisions: [] }], [row('first', 'second')]),
    ['The gateway has a row of two, which nobody sent.'],
  ],
  [
    'an answer of a service without a row',
    looks([row()], []),
    [
      'The request one to "health" was answered, and has no row there.',
      'The request one to "health" was given first, and no row says so.',
      'The request one to "health" was given second, and no row says so.',
    ],
  ],
  [
    'an entry that was given and is in no row',
    looks([row()], [row('first')]),
    ['The request one to "health" was given second, and no row says so.'],
  ],
  [
    'an entry that is in a row and was not given',
    looks([row()], [row('first', 'second', 'third')]),
    ['The request one to "health" was not given third, as a row says.'],
  ],
])('names, of the looks without rows: %s', (_words, of, expected) => {
  expect(looksWithoutRows(of)).toEqual(expected);
});
