import { describe, expect, it } from 'vitest';
import { agency } from '../../../subgraphs/health/index.ts';
import type { ReadEntry } from '../../../subgraphs/kit/entries/read-entry.ts';
import { entryReader } from '../../../subgraphs/kit/entries/read-entry.ts';
import { dateOf } from '../../../subgraphs/kit/import/date-of-row.ts';
import { kindOf, rowToEntry } from '../../../subgraphs/kit/import/row-to-entry.ts';

const subjects = [
  { id: 's1', pseudonym: 'Wren' },
  { id: 's2', pseudonym: 'Mother' },
];
const row = (cells: Readonly<Record<string, string>>) => ({ number: 2, cells });
const usual = {
  source_record_id: 'r1',
  date_from: '2024-02-09',
  what_happened: 'Seen.',
  kind: 'GP_CONSULTATION',
  people: 'Wren',
};
const raw = (cells: Readonly<Record<string, string>>) =>
  rowToEntry({ agency, subjects, answers: new Map() }, row({ ...usual, ...cells }));
const read = (cells: Readonly<Record<string, string>>): ReadEntry => entryReader(agency)(raw(cells));
const draft = (cells: Readonly<Record<string, string>>) => {
  const result = read(cells);
  if (!('draft' in result)) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.draft;
};
const problems = (cells: Readonly<Record<string, string>>) => {
  const result = read(cells);
  return 'problems' in result ? result.problems : [];
};

describe('the kind of a row', () => {
  it.each([
    ['GP_CONSULTATION', 'GP_CONSULTATION'],
    ['gp_consultation', 'GP_CONSULTATION'],
    ['GP consultation', 'GP_CONSULTATION'],
    [' gp-consultation ', 'GP_CONSULTATION'],
    ['Not brought or did not attend', 'NOT_BROUGHT_OR_NOT_ATTENDED'],
    ['DNA', 'NOT_BROUGHT_OR_NOT_ATTENDED'],
    ['A&E attendance', 'EMERGENCY_ATTENDANCE'],
    ['Meeting', 'MEETING'],
    ['tea party', null],
    ['', null],
    ['GP consultations', null],
  ])('in the word %j is %s', (word, code) => {
    expect(kindOf(agency, word)).toBe(code);
  });

  it.each([
    ['tea party', 'OTHER', 'tea party'],
    ['', 'OTHER', 'not stated'],
    ['Other', 'OTHER', 'Other'],
    ['GP consultation', 'GP_CONSULTATION', null],
  ])('of the word %j is kept as %s, as recorded: %s', (word, kind, asRecorded) => {
    const { content } = draft({ kind: word });
    expect([content.kind, content.kindAsRecorded]).toEqual([kind, asRecorded]);
  });
});

describe('the cell of the typed fields', () => {
  it.each([
    ['', {}],
    ['mode=TELEPHONE', { mode: 'TELEPHONE' }],
    ['mode=TELEPHONE; historyReviewed=NO', { mode: 'TELEPHONE', historyReviewed: 'NO' }],
    [' mode = TELEPHONE ;historyReviewed=NO; ', { mode: 'TELEPHONE', historyReviewed: 'NO' }],
    ['mode="TELEPHONE"', { mode: 'TELEPHONE' }],
    [';mode=TELEPHONE;; historyReviewed=NO;;', { mode: 'TELEPHONE', historyReviewed: 'NO' }],
  ])('%j says %j', (fields, expected) => {
    expect(draft({ fields }).content.fields).toEqual(expected);
  });

  it('keeps what stands in quotes letter by letter', () => {
    const { content } = draft({ fields: 'kindAsRecorded="note; on file = yes "; mode=ONLINE' });
    expect([content.kindAsRecorded, content.fields]).toEqual(['note; on file = yes ', { mode: 'ONLINE' }]);
  });

  it('takes numbers and days as they stand in a file', () => {
    const supervision = { kind: 'SUPERVISION', fields: 'followUpDue=2024-03' };
    expect(draft(supervision).content.fields).toEqual({ followUpDue: '2024-03' });
  });

  it.each([
    [
      'mode=SHOUTING',
      '"SHOUTING" is not one of NOT_RECORDED, NOT_APPLICABLE, FACE_TO_FACE, TELEPHONE, VIDEO, ONLINE, HOME.',
    ],
    ['colour=RED', 'Kind "GP_CONSULTATION" has no field "colour".'],
    ['by telephone', 'Kind "GP_CONSULTATION" has no field "by telephone".'],
    ['mode=TELEPHONE; and more', 'Kind "GP_CONSULTATION" has no field "and more".'],
  ])('refuses %j: %s', (fields, reason) => {
    expect(problems({ fields }).map((problem) => problem.reason)).toEqual([reason]);
  });
});

describe('the people of a row', () => {
  it('are named by the review, and staff by role and number', () => {
    const { content, facts } = draft({ people: 'mother; GP 1; WREN; Nan' });
    expect(content.people).toEqual(['Mother', 'GP 1', 'Wren', 'Nan']);
    expect(facts.subjects).toEqual(['s2', 's1']);
  });
});

describe('when a row says that it happened', () => {
  const when = (cells: Readonly<Record<string, string>>) => {
    const { occurred, note } = dateOf(row(cells));
    return [occurred.earliest, occurred.latest, occurred.precision, note];
  };

  it('is by its columns', () => {
    expect(when({ date_from: '2024-02-09', time: '06:31' })).toEqual([
      '2024-02-09T06:31Z',
      '2024-02-09T06:31Z',
      'MINUTE',
      null,
    ]);
    expect(when({ date_from: '2024-02-01', date_to: '2024-02-29', precision: 'month' })).toEqual([
      '2024-02-01T00:00Z',
      '2024-02-29T23:59Z',
      'MONTH',
      null,
    ]);
    expect(when({ date_to: '2024-02-09' })).toEqual([null, '2024-02-09T23:59Z', 'RANGE', null]);
  });

  it('is by the words where there are no days', () => {
    expect(when({ date_as_written: 'early February 2024' })).toEqual([
      '2024-02-01T00:00Z',
      '2024-02-10T23:59Z',
      'MONTH',
      null,
    ]);
  });

  it.each([
    [{ date_as_written: '03/03/2012', time: '03:07' }, '2012-03-03T03:07Z', '2012-03-03T03:07Z', 'MINUTE'],
    [{ date_as_written: '?03/03/2012', time: 'pm' }, '2012-03-03T12:00Z', '2012-03-03T23:59Z', 'DAY'],
    [{ date_from: '?22.05/16' }, '2016-05-21T23:00Z', '2016-05-22T22:59Z', 'DAY'],
    [{ date_from: 'March 2012' }, '2012-03-01T00:00Z', '2012-03-31T22:59Z', 'MONTH'],
    [{ date_from: '01/11/2008 - 31/12/2008' }, '2008-11-01T00:00Z', '2008-12-31T23:59Z', 'RANGE'],
    [{ date_from: '?01/11/2008', date_to: '31/12/2008' }, '2008-11-01T00:00Z', '2008-12-31T23:59Z', 'RANGE'],
  ])('is by one cell as people fill it, with the time from its own: %j', (cells, ...expected) => {
    expect(when(cells).slice(0, 3)).toEqual(expected);
  });

  it('keeps the doubt that stands before a date in a column of its own', () => {
    expect(dateOf(row({ date_from: '?01/11/2008', date_to: '31/12/2008' })).occurred.approximate).toBe(true);
  });

  it.each([
    [{ date_as_written: 'March 2012', time: '14:20' }, '"14:20" is a time, and "March 2012" is not a single day.'],
    [
      { date_as_written: '3 March 2012 at 14:20', time: '14:30' },
      '"3 March 2012 at 14:20" has a time, and "14:30" is a second one.',
    ],
  ])('is refused where the time does not go with the date: %j', (cells, sentence) => {
    expect(() => dateOf(row(cells))).toThrow(sentence);
  });

  it('is by its columns where there are both', () => {
    expect(when({ date_as_written: 'last winter', date_from: '2024-02-09' }).slice(0, 3)).toEqual([
      '2024-02-09T00:00Z',
      '2024-02-09T23:59Z',
      'DAY',
    ]);
  });

  it('is not known where there is neither', () => {
    expect(when({})).toEqual([null, null, 'UNKNOWN', null]);
    expect(when({ date_as_written: 'not known' })).toEqual([null, null, 'UNKNOWN', null]);
  });

  it('comes with a note where its author should look: an hour that was not there', () => {
    const [, , precision, note] = when({ date_from: '2024-03-31', time: '01:30' });
    expect([precision, typeof note]).toEqual(['DAY', 'string']);
  });

  it.each([{ date_from: '2024-02-30' }, { date_as_written: '30/02/2024' }, { date_from: '2024-02-09', time: '25:00' }])(
    'is refused where it is no date: %j',
    (cells) => {
      expect(() => dateOf(row(cells))).toThrow(
        expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
      );
      expect(problems({ date_from: '', ...cells }).map(({ field }) => field)).toEqual(['occurred']);
    },
  );
});

describe('a row', () => {
  it('keeps its words letter by letter', () => {
    const words = '  "I don\u2019t want to go home"\r\n\te\u0301 \u00e9 ';
    const { content } = draft({ what_happened: words, own_words: words, comment: words, seen_and_heard: words });
    expect([content.whatHappened, content.ownWords, content.agencyComment, content.seenAndHeard]).toEqual([
      words,
      words,
      words,
      words,
    ]);
  });

  it('has codes in capitals or not, with spaces or not', () => {
    const { content, facts } = draft({
      significance: 'key',
      person_seen: 'With others',
      practice: 'below-expected',
      handling: ' chair ',
      reasons: 'FAMILY_COURT; THIRD_PERSON',
      named: 'ada; eve',
    });
    expect([facts.significance, content.personSeen, content.practice, facts.handling]).toEqual([
      'KEY',
      'WITH_OTHERS',
      'BELOW_EXPECTED',
      'CHAIR',
    ]);
    expect([facts.reasons, facts.named]).toEqual([
      ['FAMILY_COURT', 'THIRD_PERSON'],
      ['ada', 'eve'],
    ]);
  });

  it('says who may see it, who decided so, until when, and on what conditions', () => {
    const held = { reasons: 'MAPPA', held_back_by: 'Head of safeguarding', review_on: '2031-02-01' };
    const hidden = draft({ handling: 'hidden', named: 'ada', onward_use: 'SUMMARISE; NOT_TO_FAMILY', ...held });
    const withheld = draft({ handling: 'withheld', kind_listed: 'yes', gist: 'A risk was known.', ...held });
    expect([hidden.facts.onwardUse, hidden.content.heldBackBy, hidden.content.reviewOn]).toEqual([
      ['SUMMARISE', 'NOT_TO_FAMILY'],
      'Head of safeguarding',
      '2031-02-01',
    ]);
    expect([hidden.facts.kindListed, withheld.facts.kindListed]).toEqual([false, true]);
    expect([hidden.content.gist, withheld.content.gist]).toEqual([null, 'A risk was known.']);
  });

  it('says with whom it was shared, and when', () => {
    expect(draft({ shared_with: 'NVP@2024-02-10; CSC' }).facts.sharedWith).toEqual([
      { organisation: 'NVP', on: '2024-02-10' },
      { organisation: 'CSC', on: null },
    ]);
  });

  it.each([
    [{ shared_with: 'NVP@soon' }, 'sharedWith', '"soon" is not a day such as 2024-02-13.'],
    [{ shared_with: 'NVP@2024-02-10@noon' }, 'sharedWith', '"2024-02-10@noon" is not a day such as 2024-02-13.'],
    [{ significance: 'huge' }, 'significance', '"HUGE" is not one of KEY, SIGNIFICANT, ROUTINE, NOT_RATED.'],
    [{ recorded_on: '09/02/2024' }, 'recordedOn', '"09/02/2024" is not a day, month or year such as 2024-02-13.'],
    [{ sequence: 'first' }, 'statedSequence', '"first" is not a whole number from 0 to 999,999.'],
    [{ what_happened: ' ' }, 'whatHappened', 'What happened is missing.'],
  ])('with %j is refused at %s: %s', (cells, field, reason) => {
    expect(problems(cells).map((problem) => [problem.field, problem.reason])).toEqual([[field, reason]]);
  });

  it('without an id of its own gets one from its words, and the same row gets the same', () => {
    const ids = [
      raw({ source_record_id: '' }),
      raw({ source_record_id: '' }),
      raw({ source_record_id: '', time: '06:31' }),
    ];
    const [one, same, other] = ids.map((entry) => entry['sourceRecordId']);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect([same === one, other === one]).toEqual([true, false]);
  });
});
