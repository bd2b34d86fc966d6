import { describe, expect, it } from 'vitest';
import { looksLikePersonNumber, type PersonAnswer, peopleOf, whoIs } from '../../../subgraphs/kit/import/people.ts';

const subjects = [
  { id: 's1', pseudonym: 'Wren' },
  { id: 's2', pseudonym: 'Mother' },
];

describe('the cell of the people', () => {
  it.each([
    ['Wren', ['Wren']],
    ['Wren; Mother ;GP 1', ['Wren', 'Mother', 'GP 1']],
    [';; Wren;', ['Wren']],
    ['Wren; Mother; Wren', ['Wren', 'Mother']],
    ['Wren, Mother', ['Wren, Mother']],
    ['', []],
    [' ; ', []],
  ])('%j names %j', (cell, expected) => {
    expect(peopleOf(cell)).toEqual(expected);
  });
});

describe('who somebody is', () => {
  const who = (value: string, answers: readonly (readonly [string, PersonAnswer])[] = []) =>
    whoIs(value, subjects, new Map(answers));

  it.each([
    ['Wren', 'Wren', 's1'],
    ['wren', 'Wren', 's1'],
    ['MOTHER', 'Mother', 's2'],
  ])('%s is a person of the review by the name it gives, in capitals or not', (value, words, subject) => {
    expect(who(value)).toEqual({ words, subject, answered: true });
  });

  it.each([
    'GP1',
    'GP 1',
    'Midwife 2',
    'Carers 1-3',
    'Health visitor 12',
    "Children's nurse 3",
    'Doctor (registrar) 2',
  ])('%s is staff by role and number, and needs no answer', (value) => {
    expect(who(value)).toEqual({ words: value, subject: null, answered: true });
  });

  it.each(['Nan', 'Dr Smith', 'GP', 'Mother and baby', 'Wren Smith', '1', 'GP 123', '12345678', 'Neighbour at no. 4b'])(
    '%s is somebody of whom nobody has said who that is',
    (value) => {
      expect(who(value)).toEqual({ words: value, subject: null, answered: false });
    },
  );

  it('is what was answered: a person of the review, a member of staff, another', () => {
    const answers = [
      ['12345678', { kind: 'SUBJECT', subject: 's2' }],
      ['Dr Smith', { kind: 'STAFF', words: 'GP 1' }],
      ['Nan', { kind: 'OTHER', words: 'a relative' }],
    ] as const;
    expect(answers.map(([value]) => who(value, answers))).toEqual([
      { words: 'Mother', subject: 's2', answered: true },
      { words: 'GP 1', subject: null, answered: true },
      { words: 'a relative', subject: null, answered: true },
    ]);
  });

  it('is what was answered, before what the name would say', () => {
    expect(who('Wren', [['Wren', { kind: 'OTHER', words: 'a ward of that name' }]])).toEqual({
      words: 'a ward of that name',
      subject: null,
      answered: true,
    });
  });

  it('is open again when the answer was a person who is not of this review', () => {
    expect(who('12345678', [['12345678', { kind: 'SUBJECT', subject: 'gone' }]])).toEqual({
      words: '12345678',
      subject: null,
      answered: false,
    });
  });
});

describe("an agency's own number for a person", () => {
  it.each([
    '12345678',
    '943 476 5919',
    '9434765919',
    'P1234567',
    '1234',
    '12-34-56',
    'CIN 20345',
    '12/34567',
    'A1234B',
  ])('is seen in %s', (value) => {
    expect(looksLikePersonNumber(value)).toBe(true);
  });

  it.each(['Wren', 'GP 1', 'Carers 1-3', 'NHS 111', 'Flat 12', '', '7', 'Officers 10-12'])(
    'is not seen in %j',
    (value) => {
      // "10-12" has four digits, but names staff by role and number, which `whoIs` answers first.
      expect(looksLikePersonNumber(value) && !whoIs(value, subjects, new Map()).answered).toBe(false);
    },
  );
});
